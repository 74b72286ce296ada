"""The papers of the early phases: calling, dividing the work, the self-check, sending back."""

from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import nil_reports
from campaigns.access import campaign_or_404
from campaigns.meetings import tally
from campaigns.models import (
    Attendance,
    Campaign,
    Circulation,
    Meeting,
    NilReport,
    Receipt,
    Return,
    SelfCheck,
)
from campaigns.permissions import (
    can_lead_meeting,
    can_oversee,
    can_print_sheet,
    can_read_signatures,
    fills_sheet,
)
from campaigns.preflight import taking_part
from campaigns.printed_sheet import printed_sheet
from campaigns.reach import Reach, reach_by_department
from campaigns.views.circulation import circulation_or_404
from campaigns.views.filling import sheet_or_404
from campaigns.views.meetings import meeting_or_404
from organization import clock
from organization.access import demand
from organization.models import Department, NotAllowed
from reports.figures import Figures
from reports.papers import (
    attendance_sheet,
    breakdown,
    circulation_sheet,
    minutes,
    nil_report_list,
    return_notice,
    self_check_sheet,
)
from reports.papers.letter_parts import name_of
from reports.views import sheets
from reports.views.sheets import Found, Sheet

CAMPAIGN = "campaigns/<slug:code>/"
DEPARTMENT = "campaigns/<str:code>/sheets/<str:department>/"


def circulated(request: HttpRequest, code: str, pk: int) -> Found:
    """传达签阅单 of a document, whole or of one department (`?department=` its code)."""
    campaign = campaign_or_404(request, code)
    demand(can_read_signatures(request.user, campaign))
    circulation = circulation_or_404(request, campaign, pk)
    receipts = Receipt.objects.visible_to(request.user).filter(circulation=circulation)
    rows = reach_by_department(circulation, taking_part(campaign), receipts)
    chosen = next(
        (row for row in rows if row.department.code == request.GET.get("department")), None
    )
    asked = receipts if chosen is None else _of(receipts, chosen.department)
    document = None
    if asked.count() <= sheets.LONGEST:
        reach = chosen.reach if chosen else sum((row.reach for row in rows), Reach())
        part = chosen.department.name if chosen else ""
        document = circulation_sheet.write(circulation, _read(asked, circulation), reach, part)
    return Found(circulation, document, more={"departments": rows, "chosen": chosen})


def attended(request: HttpRequest, code: str, pk: int) -> Found:
    """会议签到表 of a meeting."""
    meeting = meeting_or_404(request, code, pk)
    campaign = meeting.phase.campaign
    demand(can_lead_meeting(request.user, meeting) or can_oversee(request.user, campaign))
    counts = tally(meeting)
    if counts.due > sheets.LONGEST:
        return Found(meeting, None)
    return Found(meeting, attendance_sheet.write(meeting, _roster(meeting), counts))


def minuted(request: HttpRequest, code: str, pk: int) -> Found:
    """会议纪要 of a meeting that was held, for everybody who sees the meeting."""
    meeting = meeting_or_404(request, code, pk)
    if meeting.status != Meeting.Status.HELD:
        raise NotAllowed(_("The minutes are made once the meeting was held."))
    told = minutes.Told(meeting, list(_roster(meeting)), tally(meeting))
    return Found(meeting, minutes.write(told))


def divided(request: HttpRequest, code: str) -> Found:
    """任务分解表 of the campaign."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    document = breakdown.write(Figures(campaign, clock.now()))
    return Found(campaign, document, reverse("breakdown", args=[code]))


def answered(request: HttpRequest, code: str, department: str) -> Found:
    """自查表 as it is filled in."""
    sheet = sheet_or_404(request, code, department)
    demand(
        can_print_sheet(request.user, sheet),
        _("Only the department reads this before the sheet is submitted."),
    )
    return _on_paper(sheet)


def to_fill_in(request: HttpRequest, code: str, department: str) -> Found:
    """自查表 without answers, to be filled in by hand."""
    sheet = sheet_or_404(request, code, department)
    demand(fills_sheet(request.user, sheet) or can_oversee(request.user, sheet.campaign))
    return _on_paper(sheet, blank=True)


def nil_listed(request: HttpRequest, code: str) -> Found:
    """零报告清单 of the campaign."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only those who oversee the campaign see this."))
    page = reverse("nil_reports", args=[code])
    every = SelfCheck.objects.filter(campaign=campaign)
    told = nil_report_list.Told(
        campaign, _lines(campaign, every), nil_reports.count(every), clock.today(), page
    )
    return Found(campaign, nil_report_list.write(told), page)


def sent_back(request: HttpRequest, code: str, department: str, round: int) -> Found:
    """关于重新开展自查的通知 of what was sent back from a round of a sheet."""
    sheet = sheet_or_404(request, code, department)
    visible = Return.objects.visible_to(request.user).filter(selfcheck=sheet, sheet_round=round)
    rows = list(visible.select_related("item", "by"))
    if not rows:
        raise Http404
    return Found(sheet, return_notice.write(return_notice.Told(sheet, round, rows)))


SHEETS = (
    Sheet(
        "circulation_sheet",
        f"{CAMPAIGN}circulations/<int:pk>/sheet/",
        gettext_lazy("Circulation sheet"),
        circulated,
    ),
    Sheet(
        "attendance_sheet",
        f"{CAMPAIGN}meetings/<int:pk>/sheet/",
        gettext_lazy("Attendance sheet"),
        attended,
    ),
    Sheet(
        "meeting_minutes",
        f"{CAMPAIGN}meetings/<int:pk>/minutes/",
        gettext_lazy("Minutes of the meeting"),
        minuted,
        "meeting.minutes_printed",
    ),
    Sheet(
        "breakdown_paper",
        f"{CAMPAIGN}breakdown/paper/",
        gettext_lazy("Table of the breakdown"),
        divided,
    ),
    Sheet(
        "nil_report_list",
        f"{CAMPAIGN}nil-returns/paper/",
        gettext_lazy("List of nil returns"),
        nil_listed,
    ),
    Sheet(
        "sheet_print_blank",
        f"{DEPARTMENT}print/blank/",
        gettext_lazy("Self-check sheet, blank"),
        to_fill_in,
    ),
    Sheet("sheet_print", f"{DEPARTMENT}print/", gettext_lazy("Self-check sheet"), answered),
    Sheet(
        "return_notice",
        f"{DEPARTMENT}returns/<int:round>/notice/",
        gettext_lazy("Notice of a new self-check"),
        sent_back,
        "selfcheck.notice_printed",
    ),
)


def _of(receipts: QuerySet[Receipt], department: Department) -> QuerySet[Receipt]:
    """The receipts of a department and of what is below it that stands in no line of its own."""
    return receipts.filter(department__path__startswith=department.path)


def _read(receipts: QuerySet[Receipt], circulation: Circulation) -> list[Receipt]:
    rows = list(receipts.select_related("person", "department"))
    for row in rows:
        row.circulation = circulation
    return rows


def _roster(meeting: Meeting) -> QuerySet[Attendance]:
    return meeting.attendances.select_related("person", "department")


def _on_paper(sheet: SelfCheck, *, blank: bool = False) -> Found:
    campaign = sheet.campaign
    checking = [one for one in campaign.phases.all() if "self_check" in one.opens]
    days = (
        (min(one.starts_on for one in checking), max(one.ends_on for one in checking))
        if checking
        else None
    )
    told = self_check_sheet.Told(
        printed_sheet(sheet, blank=blank),
        name_of(campaign, sheet.department),
        days,
        None if blank else sheet.nil_reports.filter(round=sheet.round).first(),
    )
    return Found(sheet, self_check_sheet.write(told))


def _lines(campaign: Campaign, every: QuerySet[SelfCheck]) -> tuple[nil_report_list.Line, ...]:
    """A line a department, in the order of the organisation chart."""
    places = campaign.participations.select_related("department")
    names = {row.department_id: str(row) for row in places}
    signed = NilReport.objects.filter(round=F("selfcheck__round")).select_related("signed_by")
    rows = every.select_related("department", "submitted_by").prefetch_related(
        Prefetch("nil_reports", signed, to_attr="signed")
    )
    return tuple(
        nil_report_list.Line(
            names.get(row.department_id, row.department.name), row, next(iter(row.signed), None)
        )
        for row in rows
    )
