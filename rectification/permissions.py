"""Who may do what with tasks."""

from campaigns.layers import reviewers
from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_set_up
from organization.models import Person
from rectification.models import Extension, Letter, LongTermPlan, NextStep, Task


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


def can_decide(person: Person, extension: Extension) -> bool:
    """Grant or refuse an extension: a leader of the campaign, from the second one on the chair
    alone; never who asked for it, who does the work, or the own department."""
    task = extension.task
    if not person.roles.on_campaign(task.campaign_id, "leader"):
        return False
    if task.is_of_department_of(person) or extension.asked_by_id == person.pk:
        return False
    if extension.is_for_the_chair and reviewers(task.campaign)[0] != person:
        return False
    return not task.is_own_work_of(person)


def can_plan_long_term(person: Person, task: Task) -> bool:
    """Write the long-term plan and its milestones: who works on the task, and the office."""
    return can_work(person, task) or can_plan(person, task.campaign)


def can_waive_milestone(person: Person, task: Task) -> bool:
    """Let a milestone go: the office, never for the own department."""
    return can_plan(person, task.campaign) and not task.is_of_department_of(person)


def can_review_plan(person: Person, plan: LongTermPlan) -> bool:
    """Say once a period how the plan stands: its owner, who works on the task, the office."""
    return plan.owner_id == person.pk or can_plan_long_term(person, plan.task)


def can_write_letters(person: Person, campaign: Campaign) -> bool:
    """Draft, issue, step up and withdraw letters, and set their rules: the office."""
    return can_set_up(person, campaign)


def can_give_cards(person: Person, campaign: Campaign) -> bool:
    """Give and withdraw cards, enter their points, set their rules: the office."""
    return can_set_up(person, campaign)


def can_read_cards(person: Person, campaign: Campaign) -> bool:
    """Read the register of cards: office and leaders, a department its own cards."""
    oversees = person.roles.on_campaign(campaign.pk, "office", "leader")
    return oversees or bool(person.roles.paths("head", "member"))


def can_read_commitments(person: Person, campaign: Campaign) -> bool:
    """Open the register of promises: who oversees all, a department those it leads."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))


def can_sign_for(person: Person, letter: Letter) -> bool:
    """Sign for a letter and answer it: the head of the addressee and the deputies."""
    return person.roles.in_department(letter.department, "head")


def can_judge_answer(person: Person, letter: Letter) -> bool:
    """Accept an answer or send it back: the office, never of the addressee itself."""
    return can_set_up(person, letter.campaign) and not person.roles.in_department(
        letter.department, "head", "member"
    )


def can_decide_proposals(person: Person, campaign: Campaign) -> bool:
    """Record or dismiss what the ladder proposes: the office; leaders read it."""
    return can_set_up(person, campaign)


def can_work_on_step(person: Person, step: NextStep) -> bool:
    """Begin a next step and report it done: its person, the head of the lead department, the
    office. The office alone plans and drops steps (`can_plan`)."""
    if step.person_id == person.pk or can_plan(person, step.campaign):
        return True
    return person.roles.in_department(step.department, "head")
