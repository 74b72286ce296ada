"""意见交办单: an opinion goes to its department with the letter, and comes back when it is
withdrawn."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings import opinions as register
from findings.models import Opinion
from organization.models import NotAllowed, Person
from rectification.models import Letter


def handable(campaign: Campaign) -> QuerySet[Opinion]:
    """Opinions that may be handed over: with nobody yet, not disposed of, open to read."""
    rows = Opinion.objects.loose().filter(campaign=campaign, restricted=False, handled_by=None)
    return rows.order_by("number")


def demand_handable(letter: Letter, opinions: Iterable[Opinion]) -> None:
    """Raise NotAllowed for an opinion that cannot be handed over, or in another letter."""
    asked = [opinion.pk for opinion in opinions]
    if not asked:
        return
    fit = handable(letter.campaign).filter(pk__in=asked)
    if letter.kind != Letter.Kind.OPINIONS or fit.count() != len(asked):
        raise NotAllowed(
            _("One of these opinions is restricted, disposed of or with a department already.")
        )


def hand_over(letter: Letter, *, by: Person) -> None:
    """With the issue of the letter its department reads the opinions; inside that verb."""
    for opinion in letter.opinions.select_related("campaign").order_by("pk"):
        register.hand_over(opinion, letter.department, by=by)


def take_back(letter: Letter, *, by: Person) -> None:
    """With the letter they are withdrawn from the department; inside that verb."""
    for opinion in letter.opinions.select_related("campaign").order_by("pk"):
        register.take_back(opinion, letter.department, by=by)
