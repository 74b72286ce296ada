"""会议: roster, absences, minutes. Calling is in `meeting_calls`."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import evidence, meetings
from campaigns.access import campaign_or_404
from campaigns.forms.meeting import AbsenceForm, ArrangeForm, CallInForm, HoldForm
from campaigns.models import Attendance, Evidence, Meeting
from campaigns.permissions import can_lead_meeting, can_oversee, can_set_up
from campaigns.views.circulation import Tab
from organization.access import demand
from organization.form_pages import FormPage, show
from organization.forms.reason import ReasonForm

PAGE = 100
# What the tabs above the roster show.
BINS = {
    "open": (Attendance.Status.EXPECTED,),
    "present": (Attendance.Status.PRESENT,),
    "absent": (Attendance.Status.ABSENT, Attendance.Status.MADE_UP),
}


@require_safe
def meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Agenda, roster, minutes."""
    return page(request, meeting_or_404(request, code, pk))


@require_POST
def hold_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The meeting was held: what was told, minutes, files."""
    found = meeting_to_lead(request, code, pk)
    form = HoldForm(request.POST, instance=found)
    if form.is_valid() and found.status == Meeting.Status.PLANNED:
        for reason in meetings.missing(found, form.cleaned_data["told"]):
            form.add_error(None, reason.text)
    if not form.is_valid():
        return page(request, meeting_or_404(request, code, pk), form=form)
    try:
        files = stored_files(request, found)
    except ValidationError as error:
        form.add_error(None, error)
        return page(request, meeting_or_404(request, code, pk), form=form)
    meetings.hold(found, by=request.user, evidence=files, **form.cleaned_data)
    messages.success(request, _("The meeting was recorded."))
    return redirect(found)


@require_POST
def attach_to_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Further files of a meeting that was held: the signed sheet, photos."""
    found = meeting_to_lead(request, code, pk)
    try:
        files = stored_files(request, found)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(found)
    if not files:
        messages.warning(request, _("Choose at least one file."))
        return redirect(found)
    meetings.attach(found, files, by=request.user)
    messages.success(request, _("%(n)d files were added.") % {"n": len(files)})
    return redirect(found)


@require_POST
def waive_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office: this meeting is not needed, and why."""
    found = meeting_or_404(request, code, pk)
    demand(can_set_up(request.user, found.phase.campaign))
    form = waive_form(request.POST)
    if not form.is_valid():
        return page(request, found, waiving=form)
    meetings.waive(found, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The meeting was waived."))
    return redirect(found)


@require_POST
def note_all_present(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """By the roster: whoever is not noted yet was there."""
    found = meeting_to_lead(request, code, pk)
    number = meetings.all_others_present(found, by=request.user)
    messages.success(request, _("%(n)d people were noted as present.") % {"n": number})
    return redirect(found)


@require_POST
def note_attendance(request: HttpRequest, code: str, pk: int, row: int) -> HttpResponse:
    """By the roster: one person was there, was absent with a reason, or made it up."""
    found = meeting_to_lead(request, code, pk)
    attendance = get_object_or_404(
        found.attendances.select_related("person", "meeting__activity"), pk=row
    )
    attendance.meeting.phase.campaign = found.phase.campaign
    state = request.POST.get("state")
    if state == "absent":
        return _absent(request, attendance)
    if state == "made_up":
        meetings.make_up(attendance, by=request.user)
    else:
        meetings.note_present(attendance, by=request.user)
    return redirect(found)


def _absent(request: HttpRequest, attendance: Attendance) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if form.is_valid():
        meetings.note_absent(attendance, form.cleaned_data["reason"], by=request.user)
        return redirect(attendance.meeting)
    frame = FormPage(
        act="note_attendance",
        title=_("%(person)s was absent") % {"person": attendance.person.title},
        submit=pgettext("button", "Absent"),
        back=attendance.meeting.get_absolute_url(),
        back_word=attendance.meeting.title,
    )
    return show(request, form, frame)


def waive_form(sent: QueryDict | None = None) -> ReasonForm:
    """Why a meeting is not needed."""
    return ReasonForm(sent, most=120, label=_("Why it is not needed"), auto_id="waive_%s")


def meeting_or_404(request: HttpRequest, code: str, pk: int) -> Meeting:
    """The meeting if it exists for the person."""
    campaign = campaign_or_404(request, code)
    rows = Meeting.objects.visible_to(request.user).select_related(
        "phase", "department", "owner", "activity"
    )
    found = get_object_or_404(rows, phase__campaign=campaign, pk=pk)
    found.phase.campaign = campaign
    return found


def meeting_to_lead(request: HttpRequest, code: str, pk: int) -> Meeting:
    """The meeting if the person keeps its roster and closes it."""
    found = meeting_or_404(request, code, pk)
    demand(can_lead_meeting(request.user, found))
    return found


def page(
    request: HttpRequest,
    found: Meeting,
    *,
    form: HoldForm | None = None,
    arrange: ArrangeForm | None = None,
    call_in: CallInForm | None = None,
    waiving: ReasonForm | None = None,
) -> HttpResponse:
    """The page of a meeting as the person sees it, with the form that was refused."""
    person, campaign = request.user, found.phase.campaign
    leads = can_lead_meeting(person, found)
    sees_all = leads or can_oversee(person, campaign)
    rows = found.attendances.select_related("person", "department")
    own = rows.filter(person=person.pk).first()
    planned = found.status == Meeting.Status.PLANNED
    context = {
        "meeting": found,
        "tally": meetings.tally(found),
        "tabs": _tabs(meetings.tally(found)),
        "page": _shown(request, rows) if sees_all else None,
        "own": own,
        "sees_all": sees_all,
        "leads": leads and campaign.is_running,
        "planned": planned,
        "may_waive": campaign.is_running and can_set_up(person, campaign),
        "files": _files(request, found),
        "form": form or HoldForm(instance=found),
        "arrange": arrange or ArrangeForm(instance=found, prefix="arrange"),
        "call_in": call_in or CallInForm(),
        "waiving": waiving or waive_form(),
    }
    status = 422 if form or arrange or call_in or waiving else 200
    return render(request, "campaigns/meeting.html", context, status=status)


def stored_files(request: HttpRequest, found: Meeting) -> list[Evidence]:
    """The files that came with a form about the meeting. ValidationError for one not taken."""
    campaign = found.phase.campaign
    home = found.department or campaign.office
    uploads = request.FILES.getlist("files")
    return [evidence.store(one, campaign, home, by=request.user) for one in uploads]


def _files(request: HttpRequest, found: Meeting) -> list[Evidence]:
    """What shows how it was, as far as the person may open it."""
    if found.activity is None:
        return []
    uses = found.activity.evidence_uses.values("evidence")
    return list(Evidence.objects.visible_to(request.user).filter(pk__in=uses))


def _shown(request: HttpRequest, rows) -> Page:
    """A page of the roster, of those in one state only when a tab asks for them."""
    states = BINS.get(request.GET.get("status", ""))
    if states:
        rows = rows.filter(status__in=states)
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _tabs(counts: meetings.Tally) -> list[Tab]:
    numbers = {"open": counts.open, "present": counts.present, "absent": counts.absent}
    words = {"open": _("Not noted yet"), "present": _("Present"), "absent": _("Absent")}
    every = Tab("", _("All"), counts.due)
    return [every, *(Tab(key, words[key], number) for key, number in numbers.items())]
