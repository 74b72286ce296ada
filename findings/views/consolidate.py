"""汇总梳理: answers and verifications become findings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from findings import candidates, consolidation
from findings.forms import AddSourceForm, SourcesForm
from findings.models import Finding
from findings.permissions import can_report
from findings.views.findings import tabs
from organization.access import demand


@require_safe
def consolidate(request: HttpRequest, code: str) -> HttpResponse:
    """What feeds no finding yet, by check-point."""
    campaign = _campaign(request, code)
    return _page(request, campaign)


@require_POST
def report_finding(request: HttpRequest, code: str) -> HttpResponse:
    """One new finding out of the ticked sources."""
    campaign = _campaign(request, code)
    form = SourcesForm(request.POST, campaign=campaign, person=request.user)
    if not form.is_valid():
        return _page(request, campaign, form)
    finding = consolidation.report_finding(campaign, form.sources, by=request.user)
    messages.success(
        request,
        _("Finding %(number)d was made. Please complete its four parts.")
        % {"number": finding.number},
    )
    return redirect(finding)


@require_POST
def add_source(request: HttpRequest, code: str) -> HttpResponse:
    """The ticked sources join a finding that exists."""
    campaign = _campaign(request, code)
    form = AddSourceForm(request.POST, campaign=campaign, person=request.user)
    if not form.is_valid():
        return _page(request, campaign, form)
    finding = form.cleaned_data["finding"]
    consolidation.add_sources(finding, form.sources, by=request.user)
    messages.success(
        request,
        _("%(n)d sources joined finding %(number)d.")
        % {"n": len(form.sources), "number": finding.number},
    )
    return HttpResponseRedirect(f"{finding.get_absolute_url()}#sources")


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_report(request.user, campaign))
    return campaign


def _page(request: HttpRequest, campaign: Campaign, form: SourcesForm | None = None):
    context = {
        "tab": "consolidate",
        "groups": candidates.groups(campaign, request.user),
        "covered": candidates.covered(campaign, request.user),
        "targets": Finding.objects.visible_to(request.user).filter(
            campaign=campaign, status__in=Finding.Status.open
        ),
        "open_statuses": Finding.Status.open,
        "form": form,
        "ticked": set(request.POST.getlist("source")),
        **tabs(campaign, request.user),
    }
    return render(request, "findings/consolidate.html", context, status=422 if form else 200)
