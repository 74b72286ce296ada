"""What of visits and walk-throughs waits: to be made, to be walked, to be looked at."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Group
from findings.models import Proposal, SiteVisit, WalkTask
from findings.models.visit import own_visits
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def visits_to_make(person: Person) -> Iterator[Entry]:
    """The own visits, while the contract holds. One query, none for who never visits."""
    if not person.roles.campaigns("visitor"):
        return
    rows = SiteVisit.objects.filter(own_visits(person))
    rows = rows.filter(status__in=SiteVisit.Status.writable)
    for row in rows.select_related("plan__campaign", "site"):
        yield Entry(
            title=_("Visit %(site)s") % {"site": row.site.name},
            url=link(row),
            due_on=row.plan.ends_on,
            kind="visit",
            campaign=row.plan.campaign.title,
            act=_("Record the visit"),
            why=row.reason or row.plan.title,
            returned=row.status == SiteVisit.Status.RETURNED,
            **mark(row),
        )


@register
def walks_to_make(person: Person) -> Iterator[Entry]:
    """Tasks of the own teams, one entry for each team. One query."""
    rows = WalkTask.objects.filter(
        team__kind=Group.Kind.WALK,
        team__memberships__person=person,
        status__in=WalkTask.Status.writable,
        campaign__status=Campaign.Status.RUNNING,
    )
    teams: dict[int, list[WalkTask]] = defaultdict(list)
    for row in rows.select_related("campaign", "team", "channel", "stage", "product"):
        teams[row.team_id].append(row)
    for found in teams.values():
        first, number = found[0], len(found)
        address = f"{reverse('walks', args=[first.campaign.code])}?team={first.team_id}#tasks"
        yield Entry(
            title=(
                _("Walk through: %(task)s") % {"task": first.title}
                if number == 1
                else _("Walk through %(n)d tasks of %(team)s")
                % {"n": number, "team": first.team.name}
            ),
            url=link(first) if number == 1 else address,
            due_on=min(row.due_on for row in found),
            kind="walk",
            campaign=first.campaign.title,
            act=_("Write it down"),
            why=first.reason or first.team.name,
            returned=any(row.status == WalkTask.Status.RETURNED for row in found),
            **mark(first),
        )


@register
def records_to_accept(person: Person) -> Iterator[Entry]:
    """Records of visits and proposals that wait for the office. One query."""
    own = person.roles.campaigns("office")
    if not own:
        return
    handed_in = SiteVisit.objects.filter(status=SiteVisit.Status.SUBMITTED).exclude(visitor=person)
    made = Proposal.objects.filter(status=Proposal.Status.MADE)
    rows = Campaign.objects.running().filter(pk__in=own)
    rows = rows.annotate(
        records=_number(handed_in, "plan__campaign"), proposed=_number(made, "campaign")
    )
    for campaign in rows.filter(Q(records__gt=0) | Q(proposed__gt=0)):
        yield from _of_office(campaign, vars(campaign)["records"], vars(campaign)["proposed"])


def _of_office(campaign: Campaign, records: int, proposed: int) -> Iterator[Entry]:
    if records:
        yield _office(
            campaign,
            _("Accept %(n)d records of visits") % {"n": records},
            f"{reverse('site_visits', args=[campaign.code])}?status=submitted",
            "accept_visit",
        )
    if proposed:
        yield _office(
            campaign,
            _("Evaluate %(n)d proposals") % {"n": proposed},
            f"{reverse('proposals', args=[campaign.code])}?status=made",
            "evaluate",
        )


def _number(rows: QuerySet, to_campaign: str) -> Coalesce:
    """How many of `rows` belong to the campaign, as a subquery: joins would multiply them."""
    own = rows.filter(**{to_campaign: OuterRef("pk")}).order_by().values(to_campaign)
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


def _office(campaign: Campaign, title: str, url: str, kind: str) -> Entry:
    return Entry(
        title=title,
        url=url,
        due_on=None,
        kind=kind,
        campaign=campaign.title,
        act=_("Look at them"),
        **mark(campaign),
    )
