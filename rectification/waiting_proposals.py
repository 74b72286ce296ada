"""What the ladder proposes waits for the office, under the eyes of the chair: one line a
campaign."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign, Group, Membership
from campaigns.waiting import some
from organization.models import Person
from organization.waiting import Entry, mark, register
from rectification.proposing import Proposed, proposed


@register
def to_decide(person: Person) -> Iterator[Entry]:
    """Talks and points to record or to dismiss: for the office; the chair of the leading group
    sees that they wait, and says what is to become of them. A few queries."""
    runs, chaired = person.roles.campaigns("office"), _chaired(person)
    if not runs and not chaired:
        return
    groups: dict[int, list[Proposed]] = defaultdict(list)
    for row in proposed(Campaign.objects.running().filter(pk__in=runs | chaired), person):
        groups[row.task.campaign_id].append(row)
    for key, found in groups.items():
        yield _line(found) if key in runs else _of_chair(found)


def _chaired(person: Person) -> frozenset[int]:
    """The campaigns whose leading group the person chairs; no query for who leads none."""
    leads = person.roles.campaigns("leader")
    if not leads:
        return frozenset()
    rows = Membership.objects.filter(
        person=person,
        office=Membership.Office.CHAIR,
        group__kind=Group.Kind.LEADING,
        group__campaign__in=leads,
    )
    return frozenset(rows.values_list("group__campaign", flat=True))


def _of_chair(found: list[Proposed]) -> Entry:
    title = ngettext(
        "%(n)d proposal of the ladder waits for a decision",
        "%(n)d proposals of the ladder wait for a decision",
        len(found),
    )
    values = {"departments": some(list(dict.fromkeys(row.task.department.name for row in found)))}
    return replace(
        _line(found),
        title=title % {"n": len(found)},
        act=_("Look at them"),
        why=_("%(departments)s; the office records what you decide") % values,
    )


def _line(found: list[Proposed]) -> Entry:
    campaign, n = found[0].task.campaign, len(found)
    title = ngettext(
        "Decide on %(n)d proposal of the ladder", "Decide on %(n)d proposals of the ladder", n
    )
    return Entry(
        title=title % {"n": n},
        url=reverse("ladder_proposals", args=[campaign.code]),
        due_on=found[0].task.due_on,
        kind="proposals",
        campaign=campaign.title,
        act=_("Go and decide"),
        why=some(list(dict.fromkeys(row.task.department.name for row in found))),
        **mark(campaign),
    )
