"""What of the opinions waits for the office: boxes to be emptied, opinions to be disposed of."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import some
from findings.models import Opinion, OpinionBox
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def boxes(person: Person) -> Iterator[Entry]:
    """Campaigns in whose boxes something lies: it is in no register yet. One query."""
    own = person.roles.campaigns("office")
    if not own:
        return
    rows = OpinionBox.objects.filter(campaign__in=own, campaign__status=Campaign.Status.RUNNING)
    groups: dict[Campaign, list[OpinionBox]] = defaultdict(list)
    full = rows.annotate(lying=Count("notes")).filter(lying__gt=0)
    for box in full.select_related("campaign", "site"):
        groups[box.campaign].append(box)
    for campaign, found in groups.items():
        yield Entry(
            title=_("Take %(n)d opinions out of the boxes")
            % {"n": sum(vars(box)["lying"] for box in found)},
            url=reverse("opinion_boxes", args=[campaign.code]),
            due_on=clock.today(),
            kind="empty_boxes",
            campaign=campaign.title,
            act=_("Take them out"),
            why=some([str(box) for box in found]),
            **mark(campaign),
        )


@register
def opinions(person: Person) -> Iterator[Entry]:
    """Opinions nobody has disposed of, one line a campaign, with the clock that ends first.
    One query."""
    own = person.roles.campaigns("office")
    if not own:
        return
    rows = Opinion.objects.visible_to(person).loose()
    rows = rows.filter(campaign__in=own, campaign__status=Campaign.Status.RUNNING)
    groups: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in rows.select_related("campaign").order_by("number"):
        groups[opinion.campaign_id].append(opinion)
    for found in groups.values():
        yield _entry(found)


def _entry(found: list[Opinion]) -> Entry:
    campaign, now = found[0].campaign, clock.now()
    dues = [due for row in found if (due := _first_due(row)) is not None]
    late = [row for row in found if row.is_overdue(now)]
    address = f"{reverse('opinions', args=[campaign.code])}?shelf=recorded"
    return Entry(
        title=_("Say what becomes of %(n)d opinions") % {"n": len(found)},
        url=link(found[0]) if len(found) == 1 else address,
        due_on=clock.day_of(min(dues)) if dues else None,
        kind="opinions",
        campaign=campaign.title,
        act=_("Look at them"),
        why=_("%(n)d of them are overdue") % {"n": len(late)}
        if late
        else some([_("opinion %(number)d") % {"number": row.number} for row in found]),
        **mark(found[0] if len(found) == 1 else campaign),
    )


def _first_due(row: Opinion):
    waits = row.replied_at is None and row.reply_due_at is not None
    return row.reply_due_at if waits else row.finish_due_at
