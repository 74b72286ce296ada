"""召开会议: calling one, asking every department, saying when and where, urging."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import calling
from campaigns.access import campaign_or_404
from campaigns.forms.meeting import ArrangeForm, AskForm, CallForm, CallInForm
from campaigns.models import Meeting
from campaigns.permissions import can_set_up
from campaigns.views.meetings import meeting_or_404, meeting_to_lead, page
from organization import clock
from organization.access import demand


def call_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a meeting of the leaders or of everybody, or ask each department for its own."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    asked = request.GET.get("kind", "")
    kind = asked if asked in Meeting.Kind.values else Meeting.Kind.LEADING.value
    form_of = AskForm if kind == Meeting.Kind.DEPARTMENT else CallForm
    form = form_of(
        request.POST or None, campaign=campaign, kind=kind, initial={"on": clock.today()}
    )
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            return (
                _asked(request, code, form) if form_of is AskForm else _called(request, form, kind)
            )
    context = {"form": form, "kind": kind, "kinds": Meeting.Kind}
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/meeting_new.html", context, status=status)


@require_POST
def arrange_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """When and where: everybody called is told."""
    found = meeting_to_lead(request, code, pk)
    form = ArrangeForm(request.POST, instance=found, prefix="arrange")
    if not form.is_valid():
        return page(request, meeting_or_404(request, code, pk), arrange=form)
    calling.arrange(found, by=request.user, **form.cleaned_data)
    number = found.attendances.count()
    messages.success(request, _("%(n)d people were told day and place.") % {"n": number})
    return redirect(found)


@require_POST
def call_in(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Further people for the roster."""
    found = meeting_to_lead(request, code, pk)
    form = CallInForm(request.POST)
    if not form.is_valid():
        return page(request, found, call_in=form)
    number = calling.call_in(found, form.cleaned_data["people"], by=request.user)
    messages.success(request, _("%(n)d people were added to the roster.") % {"n": number})
    return redirect(found)


@require_POST
def urge_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """催办: who is to hold the meeting is told once more."""
    found = meeting_or_404(request, code, pk)
    demand(can_set_up(request.user, found.phase.campaign))
    number = calling.urge(found, by=request.user)
    messages.success(request, _("%(n)d people were urged to hold the meeting.") % {"n": number})
    return redirect(found)


@require_POST
def call_after_all(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a waiver back."""
    found = meeting_or_404(request, code, pk)
    demand(can_set_up(request.user, found.phase.campaign))
    calling.call_after_all(found, by=request.user)
    messages.success(request, _("The meeting is to be held after all."))
    return redirect(found)


def _called(request: HttpRequest, form: CallForm, kind: str) -> HttpResponse:
    made = calling.call(by=request.user, owner=request.user, kind=kind, **form.cleaned_data)
    number = made.attendances.count()
    messages.success(request, _("The meeting was called; %(n)d people were told.") % {"n": number})
    return redirect(made)


def _asked(request: HttpRequest, code: str, form: AskForm) -> HttpResponse:
    number = calling.ask_departments(by=request.user, **form.cleaned_data)
    messages.success(request, _("%(n)d departments were asked.") % {"n": number})
    return redirect("mobilization", code)
