"""Who may do what on the organization floor: system duties, and what is one's own."""

from organization.models import Person


def can_administer(person: Person) -> bool:
    """Change departments and people, give roles, see every job."""
    return person.duty == "administrator"


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
