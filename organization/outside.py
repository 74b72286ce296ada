"""People from outside: of a partner that lies below no organisation, without a role inside."""

from organization.models import Department, Person

ROLES = frozenset({"evaluator", "visitor"})


def comes_from_outside(person: Person) -> bool:
    """Belongs to a partner at the top of the chart, and holds no role of the inside."""
    if person.duty or set(person.roles.names()) - ROLES:
        return False
    home = person.department
    return home.kind == Department.Kind.PARTNER and home.parent_id is None
