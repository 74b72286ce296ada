"""Lists of a campaign: 浅表性服务问题的类别, 渠道, 环节, 产品. The usual words are in
`fixtures/visits.json`."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import ListWord
from organization.models import NotAllowed, Person, record
from organization.stock import once_a_script, stock


@once_a_script
def usual() -> dict:
    """What the file has: "lists" by kind, and "script"."""
    return stock("visits")


def words_of(campaign: Campaign) -> dict[str, list[ListWord]]:
    """Every list of the campaign by its kind, empty ones too. One query."""
    found: dict[str, list[ListWord]] = {str(kind): [] for kind in ListWord.Kind}
    for row in ListWord.objects.filter(campaign=campaign):
        found[str(row.kind)].append(row)
    return found


def take_usual(campaign: Campaign, *, by: Person) -> int:
    """Fill the lists that are still empty with the usual words. How many words are new."""
    campaign.demand_changeable()
    empty = [kind for kind, rows in words_of(campaign).items() if not rows]
    return sum(set_words(campaign, kind, usual()["lists"][kind], by=by) for kind in empty)


@transaction.atomic
def set_words(campaign: Campaign, kind: str, names: Iterable[str], *, by: Person) -> int:
    """The words of a list in this order; those that are not named go. How many are new.

    Raises NotAllowed when one goes that something is sorted by already.
    """
    campaign.demand_changeable()
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    known = {row.name: row for row in ListWord.objects.of(campaign, kind)}
    for name in known.keys() - set(wanted):
        try:
            known[name].delete()
        except (ProtectedError, RestrictedError) as error:
            raise NotAllowed(_("“%(name)s” is in use: it stays.") % {"name": name}) from error
    for order, name in enumerate(wanted):
        ListWord.objects.update_or_create(
            campaign=campaign, kind=kind, name=name, defaults={"order": order}
        )
    record("campaign.list_changed", campaign, by=by, list=str(ListWord.Kind(kind).label))
    return len(set(wanted) - known.keys())
