"""责任认定与责任追究: the office determines, the leaders read, nobody else."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.views.evidence import download as send_file
from findings import liability
from findings.access import own_finding
from findings.forms import ConsequenceForm, LiabilityForm, RulesForm
from findings.models import (
    Consequence,
    ConsequenceEvidence,
    ConsolidationRules,
    Finding,
    Liability,
)
from findings.permissions import can_consolidate, can_see_liability
from findings.views.findings import tabs
from findings.views.form_page import form_page, keep_files
from organization.access import demand
from organization.form_pages import refusals_in
from organization.models import record
from organization.registers import download, workbook


@require_http_methods(["GET", "HEAD", "POST"])
def add_liability(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who is liable, in which degree."""
    row = own_finding(request, code, number)
    form = LiabilityForm(request.POST or None, finding=row)
    if form.is_valid():
        with refusals_in(form):
            liability.hold_liable(row, by=request.user, **form.cleaned_data)
    if not form.is_bound or form.errors:
        return form_page(
            request,
            row,
            form,
            act="add_liability",
            action=reverse("add_liability", args=[code, number]),
            title=_("Determine responsibility for finding %(number)d") % {"number": number},
            submit=_("Determine"),
            intro=_("Read by the office and the leaders only. Who puts it right is said with the "
                    "tasks."),
        )  # fmt: skip
    messages.success(request, _("It is determined who is liable."))
    return redirect(row)


@require_POST
def remove_liability(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """It was determined wrongly."""
    finding = own_finding(request, code, number)
    liability.withdraw(_of_finding(request, finding, pk), by=request.user)
    messages.success(request, _("The determination was withdrawn."))
    return redirect(finding)


@require_POST
def tell_liability(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """经批准写入报告: the report tells post and degree."""
    finding = own_finding(request, code, number)
    liability.tell(_of_finding(request, finding, pk), by=request.user)
    messages.success(request, _("The report tells post and degree from now on."))
    return redirect(finding)


@require_POST
def keep_liability(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """The report names the department alone."""
    finding = own_finding(request, code, number)
    liability.keep_back(_of_finding(request, finding, pk), by=request.user)
    messages.success(request, _("The report names the department alone."))
    return redirect(finding)


def _of_finding(request: HttpRequest, finding: Finding, pk: int) -> Liability:
    rows = Liability.objects.visible_to(request.user).select_related("finding__campaign")
    return get_object_or_404(rows, finding=finding, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add_consequence(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What followed for whom."""
    row = own_finding(request, code, number)
    form = ConsequenceForm(
        request.POST or None,
        request.FILES or None,
        campaign=row.campaign,
        initial={"department": row.department},
    )
    kept = []
    if form.is_valid():
        # Kept apart from every library: read through the result alone.
        home = row.campaign.office
        files = form.cleaned_data.pop("files")
        kept = keep_files(form, files, row.campaign, home, request.user, by=request.user)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            liability.draw_consequence(row, by=request.user, files=kept, **form.cleaned_data)
    if not form.is_bound or form.errors:
        return form_page(
            request,
            row,
            form,
            act="add_consequence",
            action=reverse("add_consequence", args=[code, number]),
            title=_("Result of accountability for finding %(number)d") % {"number": number},
            submit=_("Record"),
            intro=" ".join([_("Read by the office and the leaders only."), *_standards_of(row)]),
        )
    messages.success(request, _("The result was recorded."))
    return redirect("consequences", code)


def _standards_of(finding: Finding) -> list[str]:
    """What the standards of the campaign say of the check-points that the finding involves."""
    rows = finding.campaign.standards.filter(
        Q(items=None) | Q(items__in=finding.items.all())
    ).distinct()
    return [
        _("“%(breach)s”: %(penalty)s, %(points)d points.")
        % {"breach": row.breach, "penalty": row.penalty, "points": row.points}
        for row in rows
    ]


@require_safe
def consequences(request: HttpRequest, code: str) -> HttpResponse:
    """What followed, and the score of each department."""
    campaign = _readable(request, code)
    rows = Consequence.objects.visible_to(request.user).filter(campaign=campaign)
    rows = rows.select_related("department", "finding", "campaign")
    context = {
        "tab": "consequences",
        "rows": rows.prefetch_related("evidence_uses__evidence"),
        "scores": liability.scores(campaign, request.user),
        **tabs(campaign, request.user),
    }
    return render(request, "findings/consequences.html", context)


@require_safe
def scores_export(request: HttpRequest, code: str) -> HttpResponse:
    """The score of each department as a worksheet."""
    campaign = _readable(request, code)
    title = _("Scores of departments")
    found = liability.scores(campaign, request.user)
    contents = workbook(title, liability.columns(), liability.rows(found))
    record("campaign.scores_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


@require_safe
def consequence_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A form that goes with a result, for whoever reads the result."""
    campaign = _readable(request, code)
    rows = Consequence.objects.visible_to(request.user).filter(campaign=campaign)
    uses = ConsequenceEvidence.objects.filter(target__in=rows).select_related("evidence")
    return send_file(request, get_object_or_404(uses, pk=pk).evidence, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def consolidation_rules(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen words, and what has to happen before a finding stands."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    rules = ConsolidationRules.of(campaign)
    form = RulesForm(request.POST or None, instance=rules)
    if form.is_valid():
        rules.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The rules were saved. They hold from now on."))
        return redirect("findings", campaign.code)
    context = {"form": form, "tab": "rules", **tabs(campaign, request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "findings/rules.html", context, status=status)


def _readable(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_see_liability(request.user, campaign))
    return campaign
