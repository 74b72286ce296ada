"""Sheets with signatures, for the file: on the screen, as PDF and as Word."""

from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.meetings import tally
from campaigns.models import Circulation, Receipt
from campaigns.permissions import can_lead_meeting, can_oversee, can_read_signatures
from campaigns.preflight import taking_part
from campaigns.reach import Reach, reach_by_department
from campaigns.views.circulation import circulation_or_404
from campaigns.views.meetings import meeting_or_404
from organization.access import demand
from organization.models import Department, record
from reports.document import Document
from reports.papers import attendance_sheet as attendance_paper
from reports.papers import circulation_sheet as paper
from reports.renderers.html import render_html
from reports.rendering import RENDERERS, file_name
from reports.views.papers import TYPES

LONGEST = 2000  # rows; a longer sheet is printed department by department


@require_safe
def circulation_sheet(request: HttpRequest, code: str, pk: int, format_: str = "") -> HttpResponse:
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
    if asked.count() <= LONGEST:
        reach = chosen.reach if chosen else sum((row.reach for row in rows), Reach())
        part = chosen.department.name if chosen else ""
        document = paper.write(circulation, _read(asked, circulation), reach, part)
    context = {
        "departments": rows,
        "chosen": chosen,
        "longest": LONGEST,
        "title": _("Circulation sheet"),
        "file": "circulation_sheet_file",
    }
    return answer(request, circulation, document, format_, context)


@require_safe
def attendance_sheet(request: HttpRequest, code: str, pk: int, format_: str = "") -> HttpResponse:
    """会议签到表 of a meeting."""
    meeting = meeting_or_404(request, code, pk)
    campaign = meeting.phase.campaign
    demand(can_lead_meeting(request.user, meeting) or can_oversee(request.user, campaign))
    rows = meeting.attendances.select_related("person", "department")
    counts = tally(meeting)
    document = None
    if counts.due <= LONGEST:
        document = attendance_paper.write(meeting, rows, counts)
    context = {"longest": LONGEST, "title": _("Attendance sheet"), "file": "attendance_sheet_file"}
    return answer(request, meeting, document, format_, context)


def answer(
    request: HttpRequest,
    thing: models.Model,
    document: Document | None,
    format_: str,
    context: dict,
) -> HttpResponse:
    """The sheet of `thing` as a page, or as a file; None is too long for one sheet."""
    if not format_:
        html = render_html(document) if document else ""
        return render(request, "reports/sheet.html", {**context, "thing": thing, "html": html})
    if document is None or format_ not in RENDERERS:
        raise BadRequest(_("Please choose a department: the whole sheet is too long."))
    content = RENDERERS[format_](document)
    with transaction.atomic():
        record(f"{thing._meta.model_name}.printed", thing, by=request.user, format=format_)
    name = f"{file_name(document.title)}.{format_}"
    return HttpResponse(
        content,
        content_type=TYPES[format_],
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _of(receipts: models.QuerySet[Receipt], department: Department):
    """The receipts of a department and of what is below it that stands in no line of its own."""
    return receipts.filter(department__path__startswith=department.path)


def _read(receipts: models.QuerySet[Receipt], circulation: Circulation) -> list[Receipt]:
    rows = list(receipts.select_related("person", "department"))
    for row in rows:
        row.circulation = circulation
    return rows
