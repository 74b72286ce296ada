"""宣传发动: the page of the mobilization, and circulating a document."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from campaigns import carried, circulating, meetings, mobilizing, planned_activities, timeline
from campaigns.access import campaign_or_404
from campaigns.forms.circulation import CirculationForm
from campaigns.models import Campaign, Circulation, Group, Meeting, Receipt
from campaigns.permissions import can_circulate, can_oversee, can_read_signatures
from campaigns.preflight import taking_part
from campaigns.reach import Reach, reach_by_department
from organization import clock
from organization.access import demand
from organization.invitation_list import not_in_yet

ON_A_PAGE = 100
NAMED = 500  # so many people are urged by name; of more the list would be no help
# What the tabs above the signatures show.
BINS = {
    "waiting": (Receipt.Status.UNREAD, Receipt.Status.READ),
    "signed": (Receipt.Status.SIGNED,),
    "exempt": (Receipt.Status.EXEMPT,),
    "left": (Receipt.Status.LEFT,),
}


@dataclass(frozen=True)
class Tab:
    """One tab above the signatures: what it shows and how many there are."""

    key: str
    word: str
    number: int


def mobilization(request: HttpRequest, code: str) -> HttpResponse:
    """Groups, circulated documents with their reach, and what was done on which day."""
    campaign = campaign_or_404(request, code)
    person = request.user
    rows = mobilizing.rounds(campaign, person)
    called = meetings.with_counts(
        Meeting.objects.visible_to(person).filter(phase__campaign=campaign)
    )
    context = {
        "rounds": rows,
        "total": sum((row.reach for row in rows), Reach()),
        "groups": Group.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .prefetch_related("memberships__person"),
        "days": timeline.latest(campaign, person),
        "to_come": carried.to_come(campaign) if can_circulate(person, campaign) else [],
        "planned": planned_activities.still_to_do(campaign, person),
        "meetings": called,
        "meetings_held": sum(one.status == Meeting.Status.HELD for one in called),
        "mine": Receipt.objects.filter(
            person=person, circulation__campaign=campaign
        ).select_related("circulation"),
        "oversees": can_oversee(person, campaign),
        # Whoever sees only the own receipt is shown no share of it.
        "shows_reach": can_read_signatures(person, campaign),
        "may_circulate": can_circulate(person, campaign),
        "not_in_yet": not_in_yet(person) if can_circulate(person, campaign) else 0,
        "may_note": mobilizing.may_note(person, campaign),
        "board_is_there": Campaign.objects.on_board_for(person).filter(pk=campaign.pk).exists(),
        "may_publicize": mobilizing.may_publicize(person, campaign),
    }
    return render(request, "campaigns/mobilization.html", context)


def circulate(request: HttpRequest, code: str) -> HttpResponse:
    """Send a document to the people of departments, and to people by name."""
    campaign = campaign_or_404(request, code)
    demand(can_circulate(request.user, campaign))
    initial = {"on": clock.today(), "organiser": campaign.office.name}
    initial["title"] = campaign.trigger_title
    form = CirculationForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            sent = circulating.send_round(campaign, form.to, by=request.user, **form.words)
            number = sent.receipts.count()
            messages.success(request, _("Sent to %(n)d people.") % {"n": number})
            return redirect(sent)
    context = {"form": form, "people": len(mobilizing.people_of(taking_part(campaign)))}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/circulate.html", context, status=status)


def circulation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who has signed and who has not, as far as the person may see it."""
    campaign = campaign_or_404(request, code)
    found = circulation_or_404(request, campaign, pk)
    receipts = Receipt.objects.visible_to(request.user)
    rows = reach_by_department(found, taking_part(campaign), receipts)
    status = request.GET.get("status", "")
    shown = receipts.filter(circulation=found, status__in=BINS.get(status, Receipt.Status.values))
    total = sum((row.reach for row in rows), Reach())
    left = receipts.filter(circulation=found, status=Receipt.Status.LEFT).count()
    context = {
        "circulation": found,
        "departments": rows,
        "total": total,
        "page": Paginator(
            shown.select_related("person", "department", "circulation"), ON_A_PAGE
        ).get_page(request.GET.get("page")),
        "tabs": _tabs(total, left),
        "status": status if status in BINS else "",
        "may_exempt": can_circulate(request.user, campaign) and campaign.is_running,
        # Whoever sees only the own receipt is shown nobody else's.
        "shows_all": can_read_signatures(request.user, campaign),
        "studies": found.studies.all(),
        "earlier": found.earlier_texts.all(),
        **_urging(found, receipts, total),
    }
    return render(request, "campaigns/circulation.html", context)


def circulation_or_404(request: HttpRequest, campaign: Campaign, pk: int) -> Circulation:
    """The document if it exists for the person."""
    found = get_object_or_404(
        Circulation.objects.visible_to(request.user), campaign=campaign, pk=pk
    )
    found.campaign = campaign
    return found


def _urging(found: Circulation, receipts, total: Reach) -> dict:
    """Who has not signed, and the words that urge them; of very many only the number."""
    if not 0 < total.missing <= NAMED:
        return {}
    names = circulating.unsigned_names(receipts.filter(circulation=found))
    return {"unsigned": names, "urging": circulating.urging_text(found, names)}


def _tabs(total: Reach, left: int) -> list[Tab]:
    return [
        Tab("", _("All"), total.due + total.exempt + left),
        Tab("waiting", _("Still to sign"), total.missing),
        Tab("signed", _("Signed"), total.signed),
        Tab("exempt", _("Exempt"), total.exempt),
        *([Tab("left", _("Left unsigned"), left)] if left else []),
    ]
