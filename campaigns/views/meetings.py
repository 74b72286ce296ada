"""会议: calling, roster, absences, minutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import evidence, meetings
from campaigns.access import campaign_or_404
from campaigns.forms.meeting import AskForm, HoldForm, MeetingForm
from campaigns.models import Meeting
from campaigns.permissions import can_lead_meeting, can_oversee, can_set_up
from organization import clock
from organization.access import demand

PAGE = 100


@require_safe
def meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Agenda, roster, minutes."""
    return _page(request, meeting_or_404(request, code, pk))


def call_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a meeting of the leaders or of everybody, or ask each department for its own."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    asks = "ask" in request.POST
    initial = {"on": clock.today()}
    call = MeetingForm(
        request.POST if request.POST and not asks else None, campaign=campaign, initial=initial
    )
    ask = AskForm(request.POST if asks else None, campaign=campaign, initial=initial, prefix="ask")
    form = ask if asks else call
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            return _called(request, code, ask) if asks else _planned(request, call)
    context = {"call": call, "ask": ask}
    status = 422 if form.is_bound or request.method == "POST" else 200
    return render(request, "campaigns/meeting_new.html", context, status=status)


@require_POST
def hold_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The meeting was held: what was told, minutes, files."""
    found = _to_lead(request, code, pk)
    form = HoldForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form)
    campaign, fields = found.phase.campaign, dict(form.cleaned_data)
    home = found.department or campaign.office
    try:
        uploads = request.FILES.getlist("files")
        files = [evidence.store(one, campaign, home, by=request.user) for one in uploads]
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, found, form)
    meetings.hold(found, by=request.user, evidence=files, **fields)
    messages.success(request, _("The meeting was recorded."))
    return redirect(found)


@require_POST
def waive_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office: this meeting is not needed, and why."""
    found = meeting_or_404(request, code, pk)
    demand(can_set_up(request.user, found.phase.campaign))
    meetings.waive(found, request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("The meeting was waived."))
    return redirect(found)


@require_POST
def note_all_present(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """By the roster: whoever is not noted yet was there."""
    found = _to_lead(request, code, pk)
    number = meetings.all_others_present(found, by=request.user)
    messages.success(request, _("%(n)d people were noted as present.") % {"n": number})
    return redirect(found)


@require_POST
def note_attendance(request: HttpRequest, code: str, pk: int, row: int) -> HttpResponse:
    """By the roster: one person was there, was absent with a reason, or made it up."""
    found = _to_lead(request, code, pk)
    attendance = get_object_or_404(
        found.attendances.select_related("person", "meeting__activity"), pk=row
    )
    attendance.meeting.phase.campaign = found.phase.campaign
    state = request.POST.get("state")
    if state == "absent":
        meetings.note_absent(attendance, request.POST.get("reason", ""), by=request.user)
    elif state == "made_up":
        meetings.make_up(attendance, by=request.user)
    else:
        meetings.note_present(attendance, by=request.user)
    return redirect(found)


def meeting_or_404(request: HttpRequest, code: str, pk: int) -> Meeting:
    """The meeting if it exists for the person."""
    campaign = campaign_or_404(request, code)
    rows = Meeting.objects.visible_to(request.user).select_related(
        "phase", "department", "owner", "activity"
    )
    found = get_object_or_404(rows, phase__campaign=campaign, pk=pk)
    found.phase.campaign = campaign
    return found


def _to_lead(request: HttpRequest, code: str, pk: int) -> Meeting:
    found = meeting_or_404(request, code, pk)
    demand(can_lead_meeting(request.user, found))
    return found


def _planned(request: HttpRequest, form: MeetingForm) -> HttpResponse:
    phase = form.cleaned_data["phase"]
    made = meetings.call(phase, by=request.user, owner=request.user, **form.words)
    messages.success(request, _("The meeting was called."))
    return redirect(made)


def _called(request: HttpRequest, code: str, form: AskForm) -> HttpResponse:
    number = meetings.ask_departments(by=request.user, **form.cleaned_data)
    messages.success(request, _("%(n)d departments were asked.") % {"n": number})
    return redirect("mobilization", code)


def _page(request: HttpRequest, found: Meeting, form: HoldForm | None = None) -> HttpResponse:
    person, campaign = request.user, found.phase.campaign
    leads = can_lead_meeting(person, found)
    sees_all = leads or can_oversee(person, campaign)
    rows = found.attendances.select_related("person", "department")
    if not sees_all:
        rows = rows.filter(person=person.pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    planned = found.status == Meeting.Status.PLANNED
    context = {
        "meeting": found,
        "tally": meetings.tally(found),
        "page": page,
        "sees_all": sees_all,
        "leads": leads and campaign.is_running,
        "planned": planned,
        "may_waive": planned and campaign.is_running and can_set_up(person, campaign),
        "form": form or HoldForm(instance=found),
    }
    return render(request, "campaigns/meeting.html", context, status=422 if form else 200)
