"""投诉统计: the periods with their causes, a new one, a correction, the table."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Campaign
from findings import complaints
from findings.access import surveying_or_404
from findings.forms.complaint import CorrectionForm, PeriodForm
from findings.models import ComplaintCount, ComplaintPeriod, ComplaintRules, Finding, FindingSource
from findings.permissions import can_consolidate
from findings.survey_results import Line
from findings.views.findings import tabs
from organization import clock
from organization.access import demand
from organization.models import Person, record
from organization.registers import download, workbook


@dataclass(frozen=True)
class Told:
    """A cause of a period; `change` is in points against the period before, `count` its row
    (None for the rest), `finding` what it feeds."""

    line: Line
    change: float | None
    count: ComplaintCount | None
    finding: Finding | None


@require_safe
def complaint_periods(request: HttpRequest, code: str) -> HttpResponse:
    """Every period, the latest first: causes with share, the change since the one before, and
    what was made of them; above them what is missing."""
    campaign = surveying_or_404(request, code)
    rows = _rows(campaign)
    fed = _fed(campaign, request.user)
    may = can_consolidate(request.user, campaign) and campaign.is_running
    rules = ComplaintRules.of(campaign)
    context = {
        "tab": "complaints",
        "periods": [(period, _told(period, lines, before, fed)) for period, lines, before in rows],
        "may_enter": may,
        "missing": rules.missing([row[0] for row in rows], clock.today()) if may else [],
        "level": rules.level,
        **tabs(campaign, request.user),
    }
    return render(request, "findings/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_complaints(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a period with all its causes."""
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    initial = _asked_for(request, ComplaintRules.of(campaign))
    causes = complaints.offered(campaign)
    form = PeriodForm(request.POST or None, initial=initial, causes=causes)
    if form.is_valid():
        wanted = ("level", "starts_on", "ends_on", "total", "counts")
        fields = {name: form.cleaned_data[name] for name in wanted}
        try:
            complaints.enter(campaign, by=request.user, **fields)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The complaints of the period were written down."))
            return redirect("complaints", code)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_complaints(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other numbers for a period; the old ones stay in the history."""
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    period = get_object_or_404(_periods(campaign), pk=pk)
    now = {row.cause: row.n for row in period.counts.all()}
    causes = complaints.offered(campaign) | now
    form = CorrectionForm(request.POST or None, initial={"total": period.total}, causes=causes)
    if form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("total", "counts", "reason")}
        try:
            complaints.correct(period, by=request.user, **wanted)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The numbers were corrected; the old ones are kept."))
            return redirect("complaints", code)
    return _form(request, form, period)


@require_safe
def complaints_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a worksheet, one row a cause."""
    campaign = surveying_or_404(request, code)
    title = _("Complaint statistics")
    columns = [
        *(_("level of complaints"), _("first day of the period"), _("last day of the period")),
        *(
            _("cause"),
            pgettext("survey", "number"),
            _("complaints altogether"),
            _("share in percent"),
        ),
    ]
    rows = (
        (p.level, p.starts_on, p.ends_on, line.label, line.number, line.of, round(line.share, 1))
        for p, lines, _before in _rows(campaign)
        for line in lines
    )
    contents = workbook(title, columns, rows)
    record("campaign.complaints_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def _periods(campaign: Campaign) -> QuerySet[ComplaintPeriod]:
    rows = campaign.complaint_periods.order_by("-ends_on", "-starts_on", "-pk")
    return rows.prefetch_related("counts")


def _rows(campaign: Campaign) -> list[tuple[ComplaintPeriod, list[Line], dict[str, float]]]:
    """Each period with its lines and the shares of the period of its level before it."""
    found: list[tuple[ComplaintPeriod, list[Line], dict[str, float]]] = []
    last: dict[str, dict[str, float]] = {}
    for period in reversed(_periods(campaign)):
        lines = complaints.lines_of(period)
        found.append((period, lines, last.get(period.level, {})))
        last[period.level] = {line.label: line.share for line in lines}
    return found[::-1]


def _told(
    period: ComplaintPeriod, lines: list[Line], before: dict[str, float], fed: dict[int, Finding]
) -> list[Told]:
    counts = {count.cause: count for count in period.counts.all()}
    told = []
    for one in lines:
        count = counts.get(one.label)
        change = one.share - before[one.label] if one.label in before else None
        told.append(Told(one, change, count, fed.get(count.pk) if count else None))
    return told


def _fed(campaign: Campaign, person: Person) -> dict[int, Finding]:
    """The findings that counts feed, by the key of the count. One query."""
    rows = FindingSource.objects.visible_to(person).filter(complaint__period__campaign=campaign)
    return {
        row.complaint_id: row.finding
        for row in rows.select_related("finding")
        if row.complaint_id is not None
    }


def _asked_for(request: HttpRequest, rules: ComplaintRules) -> dict:
    """What the form begins with: the level, and the days of a period that is missing."""
    days = {name: request.GET.get(name, "")[:10] for name in ("starts_on", "ends_on")}
    return {"level": rules.level, **days}


def _form(request: HttpRequest, form, period: ComplaintPeriod | None) -> HttpResponse:
    context = {"form": form, "period": period}
    status = 422 if form.is_bound else 200
    return render(request, "findings/complaint_form.html", context, status=status)
