"""The register of cards: counted and filtered by the database, worded for people."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from organization.looks import Look
from rectification.lights import Tile
from rectification.models import Card

STATUS, COLOUR = Card.Status, Card.Colour
# The tiles of the register, in the order in which they are read; every card lies on one shelf.
SHELVES = ("yellow", "red", "expired", "withdrawn")
LOOKS = {
    "yellow": Look("near", "near"),
    "red": Look("no", "no"),
    "expired": Look("na", "na"),
    "withdrawn": Look("na", "na"),
}


def shelf(name: str, today: date) -> Q:
    """The cards behind a tile."""
    valid = Q(status=STATUS.GIVEN, expires_on__gte=today)
    return {
        "yellow": valid & Q(colour=COLOUR.YELLOW),
        "red": valid & Q(colour=COLOUR.RED),
        "expired": Q(status=STATUS.GIVEN, expires_on__lt=today),
        "withdrawn": Q(status=STATUS.WITHDRAWN),
    }[name]


def tally(cards: QuerySet[Card], today: date) -> dict[str, int]:
    """How many cards lie on each shelf, and "all" of them; one query."""
    return cards.order_by().aggregate(
        all=Count("pk"), **{name: Count("pk", filter=shelf(name, today)) for name in SHELVES}
    )


def tiles(counts: dict[str, int]) -> list[Tile]:
    """The tiles over the register, "all" first."""
    labels = {
        "yellow": _("Yellow cards in force"),
        "red": _("Red cards in force"),
        "expired": _("Expired cards"),
        "withdrawn": _("Withdrawn"),
    }
    told = [Tile("", _("All"), counts["all"])]
    for name in SHELVES:
        look = LOOKS[name]
        told.append(Tile(name, labels[name], counts[name], look.tone, look.shape))
    return told


def shown(cards: QuerySet[Card] | list[Card], today: date) -> list[Card]:
    """The rows of a list, each with the word and look of how it stands on the day."""
    rows = list(cards)
    for row in rows:
        stands = standing(row, today)
        look = LOOKS[stands]
        word = {
            "expired": _("Expired"),
            "withdrawn": _("Withdrawn"),
        }.get(stands, _("In force"))
        vars(row).update(shown_tone=look.tone, shown_shape=look.shape, shown_word=word)
    return rows


def standing(card: Card, today: date) -> str:
    """The shelf of one card."""
    if card.status == STATUS.WITHDRAWN:
        return "withdrawn"
    return str(card.colour) if card.is_valid(today) else "expired"
