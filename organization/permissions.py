"""Who may do what on the organization floor: system duties, and what is one's own."""

from organization.models.person import Person


def can_administer(person: Person) -> bool:
    """Change departments and people, give roles, see every job."""
    return person.duty == "administrator"


def can_audit(person: Person) -> bool:
    """Read the whole event log."""
    return person.duty == "auditor"
