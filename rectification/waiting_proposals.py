"""What the ladder proposes waits for the office: one line a campaign."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign
from campaigns.waiting import some
from organization.models import Person
from organization.waiting import Entry, mark, register
from rectification.proposing import Proposed, proposed


@register
def to_decide(person: Person) -> Iterator[Entry]:
    """Talks and points to record or to dismiss. Four queries."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    groups: dict[int, list[Proposed]] = defaultdict(list)
    for row in proposed(Campaign.objects.running().filter(pk__in=runs), person):
        groups[row.task.campaign_id].append(row)
    for found in groups.values():
        yield _line(found)


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
