"""Matters under promises that are late: for the department in the lead, and for the office."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import some
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register
from rectification.models import Commitment, CommitmentCase


@register
def late_matters(person: Person) -> Iterator[Entry]:
    """One line a promise for its department, one a campaign for the office. One query."""
    own, runs = set(person.roles.departments("head", "member")), person.roles.campaigns("office")
    if not own and not runs:
        return
    rows = CommitmentCase.objects.visible_to(person).filter(
        done_at=None, commitment__campaign__status=Campaign.Status.RUNNING
    )
    now = clock.now()
    groups: dict[tuple, list[CommitmentCase]] = defaultdict(list)
    for case in rows.select_related("commitment__campaign", "commitment__department"):
        promise = case.commitment
        if not case.is_late(now):
            continue
        if promise.department_id in own:
            groups["commitment", promise.pk].append(case)
        elif promise.campaign_id in runs:
            groups["campaign", promise.campaign_id].append(case)
    for (of, _pk), found in groups.items():
        yield _of_department(found) if of == "commitment" else _of_office(found)


def _of_department(found: list[CommitmentCase]) -> Entry:
    promise = found[0].commitment
    title = _("%(n)d matters are late: %(commitment)s")
    return Entry(
        title=title % {"n": len(found), "commitment": promise.title},
        url=link(promise),
        due_on=_first_day(found),
        kind="matter",
        campaign=promise.campaign.title,
        act=_("Finish them"),
        why=_within(promise),
        **mark(promise),
    )


def _within(promise: Commitment) -> str:
    if promise.working_days:
        return _("promised within %(n)d working days") % {"n": promise.working_days}
    return _("promised within %(n)d hours") % {"n": promise.hours}


def _of_office(found: list[CommitmentCase]) -> Entry:
    campaign = found[0].commitment.campaign
    return Entry(
        title=_("%(n)d matters under commitments are late") % {"n": len(found)},
        url=reverse("commitments", args=[campaign.code]),
        due_on=_first_day(found),
        kind="matter",
        campaign=campaign.title,
        act=_("Go and see"),
        why=some(list(dict.fromkeys(case.commitment.department.name for case in found))),
        **mark(campaign),
    )


def _first_day(found: list[CommitmentCase]):
    return min(clock.day_of(case.due_at) for case in found if case.due_at)
