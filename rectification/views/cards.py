"""红黄牌 of a campaign: the register, giving a card, taking it back, its points, the rules."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from findings.models import Finding, Partner
from organization import clock
from organization.access import demand
from organization.form_pages import refusals_in
from organization.models import Department, Event, Person
from organization.timeline import timeline
from rectification import card_register, cards
from rectification.access import card_or_404, cards_or_404
from rectification.forms.card import CardForm, CardRulesForm, ScoreForm, WithdrawCardForm
from rectification.models import Card, CardRules, Letter, Task
from rectification.permissions import can_give_cards

ON_A_PAGE = 50


@require_safe
def card_list(request: HttpRequest, code: str) -> HttpResponse:
    """The cards that exist for the person, filtered by shelf, colour and department."""
    campaign, today = cards_or_404(request, code), clock.today()
    own = Card.objects.visible_to(request.user).filter(campaign=campaign)
    counts = card_register.tally(_filtered(own, request), today)
    shelf = request.GET.get("shelf", "")
    page = Paginator(chosen_cards(request, campaign), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "rows": card_register.shown(page.object_list, today),
        "counts": counts,
        "tiles": card_register.tiles(counts),
        "shelf": shelf if shelf in card_register.SHELVES else "",
        "departments": Department.objects.filter(pk__in=own.order_by().values("department")),
        "chosen": {"department": request.GET.get("department", "")},
        "is_filtered": any(request.GET.get(name) for name in ("department", "shelf")),
        "rules": CardRules.of(campaign),
        "may_give": can_give_cards(request.user, campaign),
    }
    return render(request, "rectification/cards.html", context)


def chosen_cards(request: HttpRequest, campaign: Campaign) -> QuerySet[Card]:
    """The cards that exist for the person, of the department and on the shelf of the address."""
    own = Card.objects.visible_to(request.user).filter(campaign=campaign)
    rows, shelf = _filtered(own, request), request.GET.get("shelf", "")
    if shelf in card_register.SHELVES:
        rows = rows.filter(card_register.shelf(shelf, clock.today()))
    return rows.select_related(
        "department", "partner", "site", "finding", "task", "letter", "given_by"
    )


def _filtered(found: QuerySet[Card], request: HttpRequest) -> QuerySet[Card]:
    """By department; an unknown value filters nothing."""
    department = request.GET.get("department", "")
    return found.filter(department__code=department) if department else found


@require_http_methods(["GET", "HEAD", "POST"])
def give_card(request: HttpRequest, code: str) -> HttpResponse:
    """A card to a department, about the finding, task or letter that the address names, or to the
    partner that it names."""
    campaign = campaign_or_404(request, code)
    demand(can_give_cards(request.user, campaign))
    matter = _matter(campaign, request.GET, request.user)
    partner = _partner(campaign, request)
    form = CardForm(
        request.POST or None,
        campaign=campaign,
        department=matter.department if matter else None,
        partner=partner,
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        colour, to = told.pop("colour"), partner or told.pop("department")
        with refusals_in(form):
            card = cards.give(campaign, colour, to, by=request.user, matter=matter, **told)
            said = _("The card was given and the department was told.")
            messages.success(request, _("The card was given.") if partner else said)
            return redirect(card)
    context = {
        "campaign": campaign,
        "form": form,
        "matter": matter,
        "partner": partner,
        "rules": CardRules.of(campaign),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rectification/card_form.html", context, status=status)


def _partner(campaign: Campaign, request: HttpRequest) -> Partner | None:
    """Which partner the card is for; 404 for one that does not exist for the person."""
    asked = request.GET.get("partner", "")
    if not asked.isdecimal():
        return None
    rows = Partner.objects.visible_to(request.user).filter(campaign=campaign)
    return get_object_or_404(rows, pk=int(asked))


def _matter(campaign: Campaign, asked: QueryDict, person: Person) -> Finding | Task | Letter | None:
    """What the card is about; 404 for a thing that does not exist for the person."""
    for name, model in (("finding", Finding), ("task", Task), ("letter", Letter)):
        if asked.get(name, "").isdecimal():
            rows = model.objects.visible_to(person).select_related("department", "campaign")
            return get_object_or_404(rows, campaign=campaign, pk=int(asked[name]))
    return None


@require_safe
def card(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The page of a card."""
    return _card_page(request, card_or_404(request, code, pk))


def _card_page(request: HttpRequest, row: Card, status: int = 200, **forms) -> HttpResponse:
    """The page, with a form that was filled in wrongly when there is one."""
    gives = can_give_cards(request.user, row.campaign) and row.campaign.is_running
    stands = row.status == Card.Status.GIVEN
    card_register.shown([row], clock.today())
    context = {
        "campaign": row.campaign,
        "card": row,
        "gathered": row.gathered.exclude(pk=row.pk).order_by("pk"),
        "entries": timeline(row, request.user, _describe),
        "oversees": can_give_cards(request.user, row.campaign)
        or request.user.roles.on_campaign(row.campaign_id, "leader"),
        "may_withdraw": gives and stands and not row.scored_id,
        "may_enter": gives and stands and row.points > 0 and not row.scored_id,
        "withdraw_form": WithdrawCardForm(auto_id="withdraw_%s"),
        "score_form": ScoreForm(card=row, person=request.user, auto_id="score_%s"),
        **forms,
    }
    return render(request, "rectification/card.html", context, status=status)


def _describe(event: Event) -> str:
    """The line below an act."""
    return str(event.particulars.get("why", "")) if event.kind == "card.withdrawn" else ""


@require_POST
def withdraw_card(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a card back, with the reason."""
    row = card_or_404(request, code, pk)
    demand(can_give_cards(request.user, row.campaign))
    form = WithdrawCardForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return _card_page(request, row, 422, withdraw_form=form)
    cards.withdraw(row, form.cleaned_data["reason"], by=request.user)
    said = _("The card was withdrawn and the department was told.")
    messages.success(request, _("The card was withdrawn.") if row.partner_id else said)
    return redirect(row)


@require_POST
def enter_card(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Enter the points into the score, as the person decides them."""
    row = card_or_404(request, code, pk)
    demand(can_give_cards(request.user, row.campaign))
    form = ScoreForm(request.POST, card=row, person=request.user, auto_id="score_%s")
    if not form.is_valid():
        return _card_page(request, row, 422, score_form=form)
    told = dict(form.cleaned_data)
    cards.enter(row, told.pop("finding"), by=request.user, **told)
    messages.success(request, _("The points stand in the score of the department."))
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def card_rules(request: HttpRequest, code: str) -> HttpResponse:
    """红黄牌设置: how long they are valid, what several yellow ones come to."""
    campaign = campaign_or_404(request, code)
    demand(can_give_cards(request.user, campaign))
    rules = CardRules.of(campaign)
    form = CardRulesForm(request.POST or None, instance=rules)
    if not form.is_valid():
        context = {"campaign": campaign, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "rectification/card_rules.html", context, status=status)
    rules.change(by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. It holds from the next card on."))
    return redirect("card_rules", code)
