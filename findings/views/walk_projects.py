"""穿越漏斗和整改项目: the numbers with the lists behind them, and one project."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import improving, walk_funnel
from findings.access import finding_or_404
from findings.forms.walk import ProjectForm
from findings.models import Finding, FindingKind, FindingSource, Proposal, WalkProject
from findings.permissions import can_consolidate
from organization.access import demand
from organization.models import NotAllowed


@require_safe
def walk_funnel_page(request: HttpRequest, code: str) -> HttpResponse:
    """Tasks → walked → proposals → valid → projects; every number leads to its list."""
    campaign = _overseen(request, code)
    context = {
        "tab": "funnel",
        "steps": walk_funnel.funnel(campaign, request.user),
        "people": walk_funnel.people(campaign),
        "projects": _projects(campaign, request),
    }
    return render(request, "findings/walk_funnel.html", context)


@require_safe
def walk_projects(request: HttpRequest, code: str) -> HttpResponse:
    """The projects with their sources and the plan of their acceptance."""
    campaign = _overseen(request, code)
    context = {"tab": "projects", "projects": _projects(campaign, request)}
    return render(request, "findings/walk_projects.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def walk_project(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One project: from which walks it came, when it is accepted, what it brought."""
    campaign = _overseen(request, code)
    finding = finding_or_404(request, code, number)
    get_object_or_404(Finding, pk=finding.pk, kind=FindingKind.IMPROVEMENT)
    project = WalkProject.objects.filter(finding=finding).first() or WalkProject(finding=finding)
    may = can_consolidate(request.user, campaign)
    if request.method == "POST":
        demand(may)
    form = ProjectForm(request.POST or None, instance=project, campaign=campaign)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            improving.describe(finding, by=request.user, **fields)
        except NotAllowed as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The project was saved."))
            return redirect("walk_project", code, number)
    sources = FindingSource.objects.visible_to(request.user).filter(finding=finding)
    proposals = Proposal.objects.filter(finding_sources__in=sources)
    context = {
        "tab": "projects",
        "finding": finding,
        "project": project,
        "form": form if may and campaign.is_running else None,
        "proposals": proposals.select_related("task__channel", "task__stage", "task__product"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/walk_project.html", context, status=status)


def _projects(campaign: Campaign, request: HttpRequest) -> list[Finding]:
    rows = walk_funnel.projects(campaign, request.user)
    return list(
        rows.select_related("department", "walk_project__group").prefetch_related("sources")
    )


def _overseen(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    return campaign
