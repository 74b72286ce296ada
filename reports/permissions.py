"""Who may do what with papers."""

from collections.abc import Iterable

from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_set_up
from organization.models import Department, Person
from organization.permissions import can_administer, can_keep_profile
from reports.models import CoSignature


def can_read_papers(person: Person, campaign: Campaign) -> bool:
    """Read drafts and figures: office, inspectors, leaders."""
    return can_oversee(person, campaign)


def can_write_papers(person: Person, campaign: Campaign) -> bool:
    """Draft, have files made, issue: the office."""
    return can_set_up(person, campaign)


def can_sign_papers(person: Person, campaign: Campaign) -> bool:
    """签发: a leader."""
    return person.roles.on_campaign(campaign.pk, "leader")


def can_keep_house_style(person: Person, unit: Department) -> bool:
    """Say how all papers of the organisation look: its launchers and offices, administrators."""
    return can_administer(person) or can_keep_profile(person, unit)


def can_take_package(person: Person, campaign: Campaign) -> bool:
    """Take the package for the superior out as a file: the office and the leaders."""
    return can_write_papers(person, campaign) or can_sign_papers(person, campaign)


def can_cosign(person: Person, department: Department) -> bool:
    """会签: the head of the department that was asked."""
    return person.roles.in_department(department, "head")


def can_read_opinions(person: Person, campaign: Campaign, rows: Iterable[CoSignature]) -> bool:
    """What other departments said in co-signing: overseers, and the heads of departments that
    are asked now or have said something themselves."""
    if can_read_papers(person, campaign):
        return True
    return any(
        (row.stands or row.has_spoken) and can_cosign(person, row.department) for row in rows
    )
