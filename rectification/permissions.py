"""Who may do what with tasks."""

from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from organization.models import Person
from rectification.models import Task


def can_plan(person: Person, campaign: Campaign) -> bool:
    """Plan measures and assign tasks: the office."""
    return can_set_up(person, campaign)


def can_work(person: Person, task: Task) -> bool:
    """Report progress and ask for acceptance: the head and the responsible person."""
    return task.responsible_id == person.pk or person.roles.in_department(task.department, "head")


def can_accept(person: Person, task: Task) -> bool:
    """Accept or send back: office and inspectors, never the doer or the own department."""
    return (
        person.roles.on_campaign(task.campaign_id, "office", "inspector")
        and not task.is_of_department_of(person)
        and not task.is_own_work_of(person)
    )
