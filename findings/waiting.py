"""What of the findings waits for the office: to be established, to be put right."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import phase_for, some
from findings.models import Finding
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def findings(person: Person) -> Iterator[Entry]:
    """Findings reported or established in the campaigns the person runs. Three queries."""
    own = person.roles.campaigns("office")
    if not own:
        return
    waiting = Q(status=Finding.Status.REPORTED) | Q(
        status=Finding.Status.CONFIRMED, fixed_in_passing=False
    )
    rows = (
        Finding.objects.visible_to(person)
        .filter(waiting, campaign__in=own, campaign__status=Campaign.Status.RUNNING, parent=None)
        .select_related("campaign")
        .prefetch_related("campaign__phases")
    )
    groups: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for row in rows:
        groups[row.campaign_id, str(row.status)].append(row)
    for (_campaign, status), found in groups.items():
        yield _entry(found, status == Finding.Status.REPORTED)


def _entry(found: list[Finding], reported: bool) -> Entry:
    campaign = found[0].campaign
    phase = phase_for(campaign, "analysis")
    values = {"n": len(found)}
    address = reverse("findings", args=[campaign.code])
    return Entry(
        title=(
            _("Establish or dismiss %(n)d findings")
            if reported
            else _("Plan measures for %(n)d findings")
        )
        % values,
        url=link(found[0]) if len(found) == 1 else address,
        due_on=phase.ends_on if phase else None,
        kind="confirm" if reported else "plan",
        campaign=campaign.title,
        act=_("Look at them") if reported else _("Plan measures"),
        why=some([_("finding %(number)d") % {"number": row.number} for row in found]),
        **mark(found[0] if len(found) == 1 else campaign),
    )
