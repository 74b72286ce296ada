"""责任分工 as a whole: proposed from the directory, read as chains, announced to the staff."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from campaigns.models import Announcement, Campaign, Group, Membership, Participation
from campaigns.models.division import Responsibility
from campaigns.preflight import taking_part
from organization import clock
from organization.models import Department, Person, record
from organization.models.role import holders_of_each


@dataclass
class Chain:
    """一级抓一级: who answers for one department, from the first responsible person down."""

    department: Department
    by_rank: dict[int, list[Person]] = field(default_factory=lambda: defaultdict(list))

    @property
    def first(self) -> list[Person]:
        """第一责任人, one or nobody."""
        return self.by_rank[Responsibility.Rank.FIRST]

    @property
    def in_charge(self) -> list[Person]:
        """The leaders in charge of the department."""
        return self.by_rank[Responsibility.Rank.IN_CHARGE]

    @property
    def executing(self) -> list[Person]:
        """Who carries it out in the department."""
        return self.by_rank[Responsibility.Rank.EXECUTING]

    @property
    def is_whole(self) -> bool:
        """Does somebody answer on every rank?"""
        return all(self.by_rank[rank] for rank in Responsibility.Rank.values)


def responsibilities(campaign: Campaign) -> list[Responsibility]:
    """The division of work with everything it shows, in order. Three queries."""
    rows = campaign.responsibilities.select_related("person__department")
    return list(rows.prefetch_related("departments", "projects"))


def chains(departments: Iterable[Department], rows: Iterable[Responsibility]) -> list[Chain]:
    """The chain of every department that takes part. No query."""
    found = {department.pk: Chain(department) for department in departments}
    for row in rows:
        named = found if row.all_departments else (one.pk for one in row.departments.all())
        for pk in named:
            if pk in found:
                found[pk].by_rank[row.rank].append(row.person)
    return list(found.values())


@transaction.atomic
def propose(campaign: Campaign, *, by: Person) -> int:
    """Fill in what the directory and the groups know: the chair of the leading group answers
    first, every head for the own department. Nobody twice; what is there stays. How many lines
    are new."""
    campaign.demand_changeable()
    rows = responsibilities(campaign)
    departments = list(taking_part(campaign))
    new = 0
    chair = _chair(campaign)
    if chair and not any(row.rank == Responsibility.Rank.FIRST for row in rows):
        fields = {"rank": Responsibility.Rank.FIRST, "all_departments": True}
        Responsibility.assign(campaign, by=by, person=chair, **fields)
        new += 1
    heads = _heads(campaign, departments)
    for chain in chains(departments, rows):
        for head in () if chain.executing else heads.get(chain.department.pk, ()):
            Responsibility.assign(
                campaign,
                by=by,
                person=head,
                rank=Responsibility.Rank.EXECUTING,
                departments=[chain.department],
            )
            new += 1
    return new


def _chair(campaign: Campaign) -> Person | None:
    places = Membership.objects.filter(
        group__campaign=campaign, group__kind=Group.Kind.LEADING, office=Membership.Office.CHAIR
    )
    place = places.select_related("person").first()
    return place.person if place else None


def _heads(campaign: Campaign, departments: list[Department]) -> dict[int, list[Person]]:
    """The head named for the campaign, before the launch the heads of the directory."""
    heads = holders_of_each(taking_part(campaign), "head")
    named = Participation.objects.filter(campaign=campaign, head__isnull=False)
    heads |= {row.department_id: [row.head] for row in named.select_related("head")}
    return heads


@transaction.atomic
def announce(campaign: Campaign, *, by: Person) -> None:
    """宣布: the staff may read who leads and who answers for what; once is enough."""
    campaign.demand_changeable()
    _row, new = Announcement.objects.get_or_create(
        campaign=campaign, defaults={"at": clock.now(), "by": by}
    )
    if new:
        record("campaign.announced", campaign, by=by)


@transaction.atomic
def take_announcement_back(campaign: Campaign, *, by: Person) -> None:
    """Only overseers read it again."""
    campaign.demand_changeable()
    deleted, _rows = Announcement.objects.filter(campaign=campaign).delete()
    if deleted:
        record("campaign.announcement_withdrawn", campaign, by=by)
