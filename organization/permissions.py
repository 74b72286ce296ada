"""Who may do what on the organization floor: system duties, and what is one's own."""

from organization.models import Department, Person


def can_administer(person: Person) -> bool:
    """Change departments and people, give roles, see every job."""
    return person.duty == "administrator"


def can_read_calendar(person: Person) -> bool:
    """See which days are worked: who keeps the calendar, and offices that plan by it."""
    roles = person.roles
    return can_administer(person) or bool(
        roles.campaigns("office") or roles.departments("launcher")
    )


def can_invite(person: Person) -> bool:
    """Send invitations at all: the administrator, launchers, heads, the office of a campaign.
    Whom, is `Person.objects.invited_by`."""
    roles = person.roles
    return bool(
        can_administer(person) or roles.departments("head", "launcher") or roles.campaigns("office")
    )


def can_bring_in(person: Person) -> bool:
    """Enter people who are missing in the directory: heads, into their own departments."""
    return can_administer(person) or bool(person.roles.departments("head"))


def can_audit(person: Person) -> bool:
    """Read the whole event log."""
    return person.duty == "auditor"


def can_keep_profile(person: Person, unit: Department) -> bool:
    """Keep facts and honours of the unit: who launches there, and its people in an office."""
    if person.roles.in_department(unit, "launcher"):
        return True
    own = person.department
    is_of_unit = own is not None and own.path.startswith(unit.path)
    return is_of_unit and bool(person.roles.campaigns("office"))
