"""Who may do what with findings."""

from campaigns.models import Campaign, Group, Membership
from campaigns.permissions import can_oversee, can_set_up
from findings.confidentiality import chairs
from findings.models import SiteVisit, Suggestion, WalkTask
from findings.models.visit import own_visits
from organization.models import Department, Person


def can_report(person: Person, campaign: Campaign) -> bool:
    """Make findings out of answers: the office; inspectors out of their verifications."""
    return person.roles.on_campaign(campaign.pk, "office", "inspector")


def can_consolidate(person: Person, campaign: Campaign) -> bool:
    """Confirm, dismiss, merge, classify, suggest: the office."""
    return can_set_up(person, campaign)


def can_limit(person: Person, campaign: Campaign) -> bool:
    """Say how far a finding goes: the office and the chair of the leading group."""
    return can_set_up(person, campaign) or chairs(person, campaign)


def can_see_liability(person: Person, campaign: Campaign) -> bool:
    """Read who is liable and what followed: the office and the leaders."""
    return person.roles.on_campaign(campaign.pk, "office", "leader")


def can_say(person: Person, department: Department) -> bool:
    """Confirm or object to a finding, answer a check elsewhere: the head."""
    return person.roles.in_department(department, "head")


def can_dispose(person: Person, suggestion: Suggestion) -> bool:
    """Say what became of a suggestion: the office, and the head of the department it is for."""
    if can_set_up(person, suggestion.campaign):
        return True
    department = suggestion.department
    return department is not None and person.roles.in_department(department, "head")


def can_plan_visits(person: Person, campaign: Campaign) -> bool:
    """Keep lists, scripts and visitors, plan visits and walk-throughs: the office."""
    return can_set_up(person, campaign)


def can_record_visit(person: Person, visit: SiteVisit) -> bool:
    """Write the record: its visitor, while the contract holds."""
    own = SiteVisit.objects.filter(own_visits(person), pk=visit.pk)
    return visit.visitor_id == person.pk and own.exists()


def can_judge_visit(person: Person, visit: SiteVisit) -> bool:
    """Accept or send back: the office, never the own record."""
    return can_set_up(person, visit.plan.campaign) and visit.visitor_id != person.pk


def can_walk(person: Person, task: WalkTask) -> bool:
    """Write down a walk and propose: the members of the team."""
    return Membership.objects.filter(person=person, group=task.team_id).exists()


def walks_in(person: Person, campaign: Campaign) -> bool:
    """Is the person in a team that walks?"""
    return Membership.objects.filter(
        person=person, group__campaign=campaign, group__kind=Group.Kind.WALK
    ).exists()


def can_read_walks(person: Person, campaign: Campaign) -> bool:
    """The board: who oversees all of it, members of teams their part."""
    return can_oversee(person, campaign) or walks_in(person, campaign)


def can_evaluate(person: Person, campaign: Campaign) -> bool:
    """Say which proposals are valid and which become projects: the office."""
    return can_set_up(person, campaign)


def can_read_opinions(person: Person, campaign: Campaign) -> bool:
    """Open the register of opinions: who oversees; a department reads what was handed to it."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))


def can_lead_evaluation(person: Person, campaign: Campaign) -> bool:
    """Appoint evaluators, publish to them, open and close rounds, record the result: the
    office."""
    return can_set_up(person, campaign)


def can_read_faults(person: Person, campaign: Campaign) -> bool:
    """Open the register of service faults: who oversees all, a department its own."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))


def can_read_partners(person: Person, campaign: Campaign) -> bool:
    """Read partners and their initiatives: the office and the leaders."""
    return person.roles.on_campaign(campaign.pk, "office", "leader")
