"""The cards on the pages of what they were given for, and beside the score."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from campaigns.models import Campaign
from findings.models import Finding, Partner
from organization import clock, panels
from organization.models import Person
from rectification import card_register
from rectification.models import Card, Letter, Task
from rectification.permissions import can_give_cards

Matter = Finding | Task | Letter


def of_matters(things: Sequence[Matter], person: Person) -> dict[int, dict]:
    """The cards given for each thing, and whether one may be given; one query a page."""
    if not things:
        return {}
    about = str(things[0]._meta.model_name)
    rows = Card.objects.visible_to(person).filter(**{f"{about}__in": [one.pk for one in things]})
    found: dict[int, list[Card]] = defaultdict(list)
    for card in card_register.shown(rows.order_by("pk"), clock.today()):
        found[getattr(card, f"{about}_id")].append(card)
    told = {}
    for one in things:
        gives = can_give_cards(person, one.campaign) and one.campaign.is_running
        may = gives and _is_shown(one)
        if found[one.pk] or may:
            told[one.pk] = {"cards": found[one.pk], "may_give": may, "about": about}
    return told


def _is_shown(thing: Matter) -> bool:
    """Does the department see it already? Else no card is given for it."""
    tests: dict[type, Callable[[Matter], bool]] = {
        Finding: lambda row: (
            row.status in Finding.Status.shown_to_departments
            and not row.restricted
            and row.department_id is not None
        ),
        Task: lambda row: not row.measure.finding.restricted,
        Letter: lambda row: row.issued_at is not None,
    }
    return tests[type(thing)](thing)


def of_scores(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """The cards whose points nobody has entered into the score yet; one query a page."""
    rows = Card.objects.visible_to(person).to_score().filter(campaign__in=campaigns)
    found: dict[int, list[Card]] = defaultdict(list)
    for card in rows.select_related("department", "site").order_by("pk"):
        found[card.campaign_id].append(card)
    return {pk: {"cards": cards} for pk, cards in found.items()}


def of_partners(partners: Sequence[Partner], person: Person) -> dict[int, dict]:
    """The cards of each partner, whether one may be given, and whether one in force asks for the
    removal that the office decides; one query a page."""
    today, found = clock.today(), defaultdict[int | None, list[Card]](list)
    rows = Card.objects.visible_to(person).filter(partner__in=[one.pk for one in partners])
    for card in card_register.shown(rows.order_by("pk"), today):
        found[card.partner_id].append(card)
    told = {}
    for one in partners:
        cards = found[one.pk]
        gives = can_give_cards(person, one.campaign) and one.campaign.is_running
        may = gives and one.ended_on is None
        valid = [card for card in cards if card.is_valid(today)]
        removal = one.ended_on is None and any(
            card.follows == Card.Follows.REMOVAL for card in valid
        )
        if cards or may:
            told[one.pk] = {"cards": cards, "valid": valid, "may_give": may, "removal": removal}
            told[one.pk]["about"] = "partner"
    return told


for model in ("findings.finding", "rectification.task", "rectification.letter"):
    panels.register(model, "rectification/_cards_panel.html", of_matters)
panels.register("campaigns.campaign", "rectification/_card_points.html", of_scores, "scores")
panels.register("findings.partner", "rectification/_cards_panel.html", of_partners)
panels.register("findings.partner", "rectification/_partner_cards.html", of_partners, "row")
