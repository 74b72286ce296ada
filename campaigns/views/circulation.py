"""宣传发动: the page of the mobilization, and circulating a document."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from campaigns import mobilizing
from campaigns.access import campaign_or_404
from campaigns.forms.mobilization import CirculationForm, ExemptForm
from campaigns.models import Circulation, Receipt
from campaigns.permissions import can_circulate, can_oversee
from campaigns.preflight import taking_part
from campaigns.reach import Reach, reach_by_department
from organization import clock
from organization.access import demand

ON_A_PAGE = 100
# What the tabs above the signatures show.
BINS = {
    "waiting": (Receipt.Status.UNREAD, Receipt.Status.READ),
    "signed": (Receipt.Status.SIGNED,),
    "exempt": (Receipt.Status.EXEMPT,),
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
    context = {
        "rounds": rows,
        "total": sum((row.reach for row in rows), Reach()),
        "groups": campaign.groups.prefetch_related("memberships__person"),
        "activities": mobilizing.activities(campaign, person),
        "mine": Receipt.objects.filter(
            person=person, circulation__campaign=campaign
        ).select_related("circulation"),
        "oversees": can_oversee(person, campaign),
        # Whoever sees only the own receipt is shown no share of it.
        "shows_reach": can_oversee(person, campaign) or bool(person.roles.paths("head", "member")),
        "may_circulate": can_circulate(person, campaign),
        "may_note": mobilizing.may_note(person, campaign),
    }
    return render(request, "campaigns/mobilization.html", context)


def circulate(request: HttpRequest, code: str) -> HttpResponse:
    """Send a document to all people of the departments that take part."""
    campaign = campaign_or_404(request, code)
    demand(can_circulate(request.user, campaign))
    initial = {"on": clock.today(), "organiser": campaign.office.name}
    initial["title"] = campaign.trigger_title
    form = CirculationForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            fields = dict(form.cleaned_data)
            people = mobilizing.people_of(fields.pop("departments"))
            sent = Circulation.send_round(campaign, people, by=request.user, **fields)
            messages.success(request, _("Sent to %(n)d people.") % {"n": len(people)})
            return redirect(sent)
    context = {"form": form, "people": len(mobilizing.people_of(taking_part(campaign)))}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/circulate.html", context, status=status)


def circulation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who has signed and who has not, as far as the person may see it."""
    campaign = campaign_or_404(request, code)
    visible = Circulation.objects.visible_to(request.user)
    found = get_object_or_404(visible, campaign=campaign, pk=pk)
    found.campaign = campaign
    receipts = Receipt.objects.visible_to(request.user)
    rows = reach_by_department(found, taking_part(campaign), receipts)
    status = request.GET.get("status", "")
    shown = receipts.filter(circulation=found, status__in=BINS.get(status, Receipt.Status.values))
    total = sum((row.reach for row in rows), Reach())
    context = {
        "circulation": found,
        "departments": rows,
        "total": total,
        "page": Paginator(
            shown.select_related("person", "department", "circulation"), ON_A_PAGE
        ).get_page(request.GET.get("page")),
        "tabs": _tabs(total),
        "status": status if status in BINS else "",
        "may_exempt": can_circulate(request.user, campaign) and campaign.is_running,
        "exempt_form": ExemptForm(),
    }
    return render(request, "campaigns/circulation.html", context)


def _tabs(total: Reach) -> list[Tab]:
    return [
        Tab("", _("All"), total.due + total.exempt),
        Tab("waiting", _("Still to sign"), total.missing),
        Tab("signed", _("Signed"), total.signed),
        Tab("exempt", _("Exempt"), total.exempt),
    ]
