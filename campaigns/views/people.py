"""Who carries the campaign: heads and deputies to be checked, the office to be filled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import heads
from campaigns import people as activity
from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_set_up
from organization.access import demand
from organization.models import Person


def people(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody the directory gives the campaign, with what is missing."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    may = can_set_up(request.user, campaign) and not campaign.is_over
    context = {
        "people": activity.people_of(campaign),
        "groups": campaign.groups.prefetch_related("memberships__person"),
        "colleagues": activity.colleagues(campaign) if may else (),
        "may_set_up": may,
        "may_choose": may and campaign.status == Campaign.Status.DRAFT,
    }
    return render(request, "campaigns/people.html", context)


@require_POST
def choose_head(request: HttpRequest, code: str) -> HttpResponse:
    """Which of those who lead a department leads it in this campaign."""
    campaign = _own(request, code)
    place = get_object_or_404(
        campaign.participations.select_related("department"),
        department__pk=_number(request.POST.get("department")),
    )
    place.campaign = campaign
    person = get_object_or_404(Person, pk=_number(request.POST.get("person")))
    heads.choose_head(place, person, by=request.user)
    messages.success(
        request,
        _("%(person)s leads %(department)s in this campaign.")
        % {"person": person.title, "department": place.department.name},
    )
    return redirect("campaign_people", code)


@require_POST
def add_colleague(request: HttpRequest, code: str) -> HttpResponse:
    """One more person may do what the office may."""
    campaign = _own(request, code)
    person = Person.objects.filter(pk=_number(request.POST.get("person"))).first()
    if person is None:
        messages.warning(request, _("Choose who is to join the office."))
        return redirect("campaign_people", code)
    activity.add_colleague(campaign, person, by=request.user)
    messages.success(request, _("%(person)s is in the office.") % {"person": person.title})
    return redirect("campaign_people", code)


@require_POST
def take_colleague_off(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A person no longer may."""
    campaign = _own(request, code)
    person = get_object_or_404(Person, pk=pk)
    activity.take_colleague_off(campaign, person, by=request.user)
    messages.success(request, _("%(person)s has left the office.") % {"person": person.title})
    if person == request.user:
        return redirect("campaigns")
    return redirect("campaign_people", code)


def _own(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    return campaign


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() else 0
