"""The record behind a figure as one line of a page: what it is, whose, how it stands."""

from dataclasses import dataclass, field
from functools import singledispatch

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import (
    Activity,
    Answer,
    Attendance,
    BasisDocument,
    CheckItem,
    Circulation,
    Evidence,
    Inspection,
    ItemScope,
    Meeting,
    Membership,
    Participation,
    PersonalSheet,
    Phase,
    Receipt,
    Result,
    Return,
    SelfCheck,
    Site,
    Verification,
    Visit,
)
from campaigns.results import ItemResult
from findings.models import Finding, Suggestion
from organization.looks import RESULTS, STATUSES, WAITING, Look
from organization.models import Department
from rectification.models import Card, Letter, Measure, Task
from reports.phrases import date_cn, date_range
from reports.sources import Sources
from reports.sources.series import BriefsBefore


@dataclass(frozen=True)
class Line:
    """One record: its words, whose it is (each with a link or ""), and its status."""

    text: str
    url: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    thing: str = ""
    pk: int = 0
    status: str = ""
    word: str = ""
    look: Look = field(default=WAITING)


def line_of(row, sources: Sources) -> Line:
    """The line of one row of a figure. No query: the row comes with what is shown."""
    return _line(row, sources)


@singledispatch
def _line(row: Model, sources: Sources) -> Line:
    return _make(row, str(row))


def _make(row: Model, text: str, url: str = "", *parts: tuple[str, str], **shown) -> Line:
    status = getattr(row, "status", "")
    if status and "word" not in shown:
        shown = {
            "status": status,
            "word": row.get_status_display(),
            "look": STATUSES.get(status, WAITING),
            **shown,
        }
    return Line(text, url, parts, thing=row._meta.model_name, pk=row.pk, **shown)


def _result(value: str | None) -> dict:
    """How a result looks; None while nobody has decided."""
    return {
        "status": value or "pending",
        "word": str(Result(value).label) if value else "",
        "look": RESULTS.get(value or "", WAITING),
    }


@_line.register
def _words(row: str, sources: Sources) -> Line:
    return Line(row)


@_line.register
def _item_result(row: ItemResult, sources: Sources) -> Line:
    """An item with the result of each of its departments."""
    codes = {p.department_id: p.department.code for p in sources.participations}
    parts = tuple(
        (
            f"{sources.names[pk]} {Result(row.by_department[pk]).label}"
            if row.by_department[pk]
            else sources.names[pk],
            _reviewed(sources, code, row.item.no) if row.by_department[pk] else "",
        )
        for pk, code in codes.items()
        if pk in row.by_department
    )
    return Line(
        str(row.item), parts=parts, thing="checkitem", pk=row.item.pk, **_result(row.result)
    )


def _reviewed(sources: Sources, department: str, no: int) -> str:
    return reverse("review_item", args=[sources.campaign.code, department, no])


@_line.register
def _check_item(row: CheckItem, sources: Sources) -> Line:
    return _make(row, str(row))


@_line.register
def _participation(row: Participation, sources: Sources) -> Line:
    return _make(row, str(row))


@_line.register
def _receipt(row: Receipt, sources: Sources) -> Line:
    said = [(sources.name_of(row.department), "")]
    if row.exempt_reason:
        said.append((row.exempt_reason, ""))
    return _make(row, row.person.title, "", *said)


@_line.register
def _membership(row: Membership, sources: Sources) -> Line:
    return _make(row, row.person.title, "", (row.get_office_display(), ""))


@_line.register
def _phase(row: Phase, sources: Sources) -> Line:
    return _make(row, row.name, "", (date_range(row.starts_on, row.ends_on, year=True), ""))


@_line.register
def _activity(row: Activity, sources: Sources) -> Line:
    said = [(date_cn(row.on), "")]
    if row.department:
        said.append((sources.name_of(row.department), ""))
    return _make(row, row.title, "", *said)


@_line.register
def _briefs_before(row: BriefsBefore, sources: Sources) -> Line:
    return Line(_("briefs before this system"))


@_line.register
def _visit(row: Visit, sources: Sources) -> Line:
    url = reverse("inspection", args=[sources.campaign.code, row.inspection_id])
    said = [(date_cn(row.on), ""), (row.get_method_display(), "")]
    return _make(row, sources.name_of(row.department), url, *said)


@_line.register
def _inspection(row: Inspection, sources: Sources) -> Line:
    url = reverse("inspection", args=[sources.campaign.code, row.pk])
    return _make(row, row.plan.title, url, (row.period_name, ""))


@_line.register
def _meeting(row: Meeting, sources: Sources) -> Line:
    said = [(date_cn(row.on), "")]
    if row.department:
        said.append((sources.name_of(row.department), ""))
    return _make(row, row.title, row.get_absolute_url(), *said)


@_line.register
def _attendance(row: Attendance, sources: Sources) -> Line:
    said = [(sources.name_of(row.department), ""), (f"{row.meeting} {date_cn(row.meeting.on)}", "")]
    if row.reason:
        said.append((row.reason, ""))
    return _make(row, row.person.title, "", *said)


@_line.register
def _circulation(row: Circulation, sources: Sources) -> Line:
    return _make(row, row.title, row.get_absolute_url(), (date_cn(row.on), ""))


@_line.register
def _site(row: Site, sources: Sources) -> Line:
    return _make(row, row.name, "", (row.get_kind_display(), ""))


@_line.register
def _basis(row: BasisDocument, sources: Sources) -> Line:
    return _make(row, row.title, "", *([(row.number, "")] if row.number else []))


@_line.register
def _personal_sheet(row: PersonalSheet, sources: Sources) -> Line:
    return _make(row, row.person.title, "", (str(row.department), ""))


@_line.register
def _sheet(row: SelfCheck, sources: Sources) -> Line:
    url = ""
    if row.submitted_at:
        url = reverse("review_sheet", args=[sources.campaign.code, row.department.code])
    return _make(row, sources.name_of(row.department), url)


@_line.register
def _answer(row: Answer, sources: Sources) -> Line:
    department = row.selfcheck.department
    url = _reviewed(sources, department.code, row.item.no)
    said = [(sources.name_of(department), "")]
    then = sources.tallies.as_submitted.get(row.pk)
    if row.sample_n is not None and then is None:
        said.append((f"{row.sample_ok or 0}/{row.sample_n}", ""))
    return _make(row, str(row.item), url, *said, **_result(then or row.result))


@_line.register
def _verification(row: Verification, sources: Sources) -> Line:
    url = _reviewed(sources, row.department.code, row.item.no)
    department = (sources.name_of(row.department), "")
    return _make(row, str(row.item), url, department, **_result(row.result))


@_line.register
def _scope(row: ItemScope, sources: Sources) -> Line:
    return _make(row, str(row.item), "", (sources.name_of(row.department), ""))


@_line.register
def _return(row: Return, sources: Sources) -> Line:
    department = row.selfcheck.department
    url = _reviewed(sources, department.code, row.item.no)
    said = (sources.name_of(department), ""), (row.get_reason_display(), "")
    return _make(row, str(row.item), url, *said)


@_line.register
def _evidence(row: Evidence, sources: Sources) -> Line:
    url = reverse("evidence", args=[sources.campaign.code, row.pk])
    return _make(row, row.name, url, (sources.name_of(row.department), ""))


@_line.register
def _finding(row: Finding, sources: Sources) -> Line:
    if row.named_only:
        return _make(row, f"{row.number}. {row.shown_title}")
    url = reverse("finding", args=[sources.campaign.code, row.number])
    said = [(sources.name_of(row.department), "")] if row.department else []
    return _make(row, f"{row.number}. {row.title}", url, *said)


@_line.register
def _measure(row: Measure, sources: Sources) -> Line:
    if row.finding.named_only:
        return _make(row, row.finding.shown_title)
    url = reverse("finding", args=[sources.campaign.code, row.finding.number])
    return _make(row, row.text, url)


@_line.register
def _task(row: Task, sources: Sources) -> Line:
    if row.measure.finding.named_only:
        return _make(row, row.measure.finding.shown_title)
    url = reverse("task", args=[sources.campaign.code, row.pk])
    said = (sources.name_of(row.department), ""), (f"{row.percent}%", "")
    return _make(row, row.title, url, *said)


@_line.register
def _letter(row: Letter, sources: Sources) -> Line:
    url = reverse("letter", args=[sources.campaign.code, row.pk])
    return _make(row, str(row), url, (sources.name_of(row.department), ""))


@_line.register
def _card(row: Card, sources: Sources) -> Line:
    return _make(row, str(row), "", (row.holder, ""), (date_cn(row.given_on), ""))


@_line.register
def _department(row: Department, sources: Sources) -> Line:
    return _make(row, sources.name_of(row))


@_line.register
def _suggestion(row: Suggestion, sources: Sources) -> Line:
    url = f"{reverse('suggestions', args=[sources.campaign.code])}#suggestion-{row.pk}"
    return _make(row, row.topic, url, (row.get_target_display(), ""))
