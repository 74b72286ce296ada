"""People in contents: named by what they are, and looked up anew in the directory of the day.

Who led a department is whoever leads it now, who chaired the leading group whoever chairs it in
the new campaign, who had a post whoever has it now; else the account, while it is in use.
"""

from collections.abc import Iterable
from typing import Any

from campaigns.models import Campaign, Group, Membership, Participation
from organization.models import Department, Person
from organization.models.role import holders_of_each

Ref = dict[str, Any]  # JSON, as `Naming.of` writes it


class Naming:
    """How the people of one campaign are named in its contents. Two queries."""

    def __init__(self, campaign: Campaign) -> None:
        places = campaign.participations.filter(left_on=None).select_related("department", "head")
        taking_part = Department.objects.filter(participations__in=places)
        leading = holders_of_each(taking_part, "head")
        self.heads = {
            person.pk: place.department.code
            for place in places
            for person in ([place.head] if place.head else leading.get(place.department_id, []))
        }
        self.chair = _chair(campaign)

    def of(self, person: Person | None, heads: str = "") -> Ref | None:
        """The name of one person, whose `department` should have been fetched; `heads`: the code
        of the department that is known to be meant by the person."""
        if person is None:
            return None
        return {
            "account": person.account,
            "post": person.post,
            "department": person.department.code,
            "heads": heads or self.heads.get(person.pk, ""),
            "chairs": self.chair is not None and self.chair.pk == person.pk,
        }


class Directory:
    """Who stands today for the people that contents name. A constant number of queries."""

    def __init__(self, campaign: Campaign, refs: Iterable[Ref | None]) -> None:
        named = [ref for ref in refs if ref]
        codes = {ref["heads"] for ref in named if ref["heads"]}
        self.heads = _heads(campaign, codes)
        self.chair = _chair(campaign) if any(ref["chairs"] for ref in named) else None
        people = Person.objects.active().filter(duty=Person.Duty.NONE).select_related("department")
        posts = {ref["post"] for ref in named if ref["post"]}
        in_post = people.filter(
            post__in=posts, department__code__in={ref["department"] for ref in named}
        )
        self.by_post: dict[tuple, list[Person]] = {}
        for person in in_post:
            self.by_post.setdefault((person.department.code, person.post), []).append(person)
        accounts = people.filter(account__in={ref["account"] for ref in named})
        self.by_account = {person.account: person for person in accounts}

    def find(self, ref: Ref | None) -> Person | None:
        """The person of today, None where nobody stands for the one who is named."""
        if ref is None:
            return None
        if ref["chairs"] and self.chair is not None:
            return self.chair
        same = self.by_account.get(ref["account"])
        leading = self.heads.get(ref["heads"], [])
        if leading:
            return same if same in leading else leading[0]
        holders = self.by_post.get((ref["department"], ref["post"]), [])
        if same in holders:
            return same
        return holders[0] if len(holders) == 1 else same


def _heads(campaign: Campaign, codes: set) -> dict[str, list[Person]]:
    """Who leads the departments: who was named for the campaign, else by the directory."""
    departments = Department.objects.standing().filter(code__in=codes)
    leading = holders_of_each(departments, "head")
    found = {one.code: leading[one.pk] for one in departments if one.pk in leading}
    chosen = Participation.objects.filter(campaign=campaign, head__is_active=True)
    rows = chosen.filter(department__code__in=codes).select_related("department", "head")
    return found | {row.department.code: [row.head] for row in rows}


def _chair(campaign: Campaign) -> Person | None:
    places = Membership.objects.filter(
        group__campaign=campaign,
        group__kind=Group.Kind.LEADING,
        office=Membership.Office.CHAIR,
        person__is_active=True,
    )
    place = places.select_related("person__department").first()
    return place.person if place else None
