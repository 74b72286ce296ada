"""座谈会 from the side of its guests: who came, what each said, what became of it."""

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Meeting
from campaigns.permissions import can_oversee
from campaigns.views.meetings import meeting_or_404
from findings import symposiums
from findings.forms import GuestOpinionForm, GuestsForm
from findings.models import Guest, Opinion
from findings.permissions import can_report
from organization.access import demand


@require_safe
def symposium(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The guests by category with their opinions."""
    meeting = meeting_or_404(request, code, pk)
    demand(can_oversee(request.user, meeting.phase.campaign))
    return _page(request, meeting)


@require_POST
def invite_guests(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """More guests of a category."""
    meeting = _own(request, code, pk)
    form = GuestsForm(request.POST, campaign=meeting.phase.campaign, auto_id="guests_%s")
    if not form.is_valid():
        return _page(request, meeting, 422, guests_form=form)
    category = form.cleaned_data["category"]
    pairs = [(category, name) for name in form.cleaned_data["names"]]
    n = symposiums.invite(meeting, pairs, by=request.user)
    messages.success(request, _("%(n)d guests were put on the list.") % {"n": n})
    return redirect("symposium", code, pk)


@require_POST
def note_guests(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who came."""
    meeting = _own(request, code, pk)
    keys = [int(key) for key in request.POST.getlist("came") if key.isdecimal()]
    symposiums.note_who_came(meeting, keys, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("symposium", code, pk)


@require_POST
def guest_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a guest said."""
    meeting = _own(request, code, pk)
    form = _opinion_form(meeting, request.POST)
    if not form.is_valid():
        return _page(request, meeting, 422, opinion_form=form)
    told = dict(form.cleaned_data)
    row = symposiums.write_down_from(told.pop("guest"), by=request.user, **told)
    messages.success(request, _("Opinion %(number)d was written down.") % {"number": row.number})
    return redirect("symposium", code, pk)


def _own(request: HttpRequest, code: str, pk: int) -> Meeting:
    meeting = meeting_or_404(request, code, pk)
    demand(can_report(request.user, meeting.phase.campaign))
    return meeting


def _opinion_form(meeting: Meeting, sent=None) -> GuestOpinionForm:
    guests = Guest.objects.filter(meeting=meeting)
    campaign = meeting.phase.campaign
    return GuestOpinionForm(
        sent, guests=guests, campaign=campaign, auto_id="said_%s",
        initial={"category": Opinion.Category.OPINION},
    )  # fmt: skip


def _page(request: HttpRequest, meeting: Meeting, status: int = 200, **forms: Form) -> HttpResponse:
    campaign = meeting.phase.campaign
    said = Opinion.objects.visible_to(request.user).select_related("campaign").order_by("number")
    guests = Guest.objects.filter(meeting=meeting)
    rows = list(guests.prefetch_related(Prefetch("opinions", said, to_attr="said")))
    may = can_report(request.user, campaign) and campaign.is_running
    context = {
        "meeting": meeting,
        "guests": rows,
        "may_write": may,
        "may_record": may and rows and meeting.status == Meeting.Status.HELD,
        "guests_form": GuestsForm(campaign=campaign, auto_id="guests_%s"),
        "opinion_form": _opinion_form(meeting),
        **forms,
    }
    return render(request, "findings/symposium.html", context, status=status)
