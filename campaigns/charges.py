"""主管部门: which departments the people of a level are in charge of, as the directory says."""

from collections import defaultdict

from campaigns.models import Level
from organization.models import Department, DepartmentRole, Person


def charges(level: Level) -> dict[int, list[Department]]:
    """{key of a person of the level: departments that take part and are in their charge}.

    In charge is who the directory says is (分管), and the head of a department. Two queries,
    none where the level does not ask; people without a department in charge are left out.
    """
    if not level.asks_charge:
        return {}
    people = level.people().order_by()
    told = Person.in_charge_of.through.objects.filter(person__in=people)
    heads = DepartmentRole.objects.filter(user__in=people, permission__codename="head")
    pairs = {
        *told.values_list("person", "department"),
        *heads.values_list("user", "content_object"),
    }
    taking_part = level.departments().in_bulk({department for _person, department in pairs})
    found: dict[int, list[Department]] = defaultdict(list)
    for person, department in pairs:
        if department in taking_part:
            found[person].append(taking_part[department])
    for departments in found.values():
        departments.sort(key=lambda department: (department.order, department.code))
    return dict(found)


def charges_by_name(level: Level) -> list[tuple[Person, list[Department]]]:
    """The people of the level in their order, each with what is in their charge."""
    if not level.asks_charge:
        return []
    found = charges(level)
    return [(person, found.get(person.pk, [])) for person in level.people()]
