"""Who may do what in a campaign. What does not exist for a person is decided by `visible_to`."""

from collections.abc import Iterable

from campaigns.models import (
    ActivityEvidence,
    Answer,
    Campaign,
    CampaignTemplate,
    Checklist,
    Evidence,
    Meeting,
    Participation,
    PersonalEvidence,
    PersonalSheet,
    PlannedActivity,
    Remark,
    SelfCheck,
    SpecialAction,
    Verification,
)
from campaigns.models.evidence import use_tables
from organization.models import Department, Person


def can_launch_campaigns(person: Person) -> bool:
    """May the person set up new campaigns at all?"""
    return bool(person.roles.departments("launcher"))


def can_change_template(person: Person, template: CampaignTemplate) -> bool:
    """Rename, retire, bring back: whoever launches in its organisation, not below it."""
    return person.roles.in_department(template.organisation, "launcher")


def can_save_template(person: Person, campaign: Campaign) -> bool:
    """Keep the campaign as a template: its office, where it may launch in the organisation."""
    return can_set_up(person, campaign) and person.roles.in_department(
        campaign.organisation, "launcher"
    )


def can_set_up(person: Person, campaign: Campaign) -> bool:
    """Change the plan, launch, open and end phases, close."""
    return person.roles.on_campaign(campaign.pk, "office")


can_review = can_set_up
can_circulate = can_set_up
can_answer_from_records = can_set_up
can_divide_work = can_set_up
can_announce = can_set_up


def can_note_activity(person: Person, campaign: Campaign, department: Department | None) -> bool:
    """Record what was done: the office anything, heads what their own department did."""
    if can_set_up(person, campaign):
        return True
    return department is not None and person.roles.in_department(department, "head")


def can_publicize(person: Person, campaign: Campaign, department: Department | None) -> bool:
    """Record publicity: who may note anything, and the members of the department."""
    if can_note_activity(person, campaign, department):
        return True
    return department is not None and person.roles.in_department(department, "member")


def can_do_planned(person: Person, planned: PlannedActivity) -> bool:
    """Do a planned activity: its owner; the head of its department and the office for them."""
    return planned.owner_id == person.pk or can_note_activity(
        person, planned.phase.campaign, planned.department
    )


def can_work_on_action(person: Person, action: SpecialAction) -> bool:
    """Begin and finish a special action: the head of the lead department and the office, which
    alone plans, changes and drops them (`can_set_up`)."""
    return can_note_activity(person, action.campaign, action.department)


def can_lead_meeting(person: Person, meeting: Meeting) -> bool:
    """Show the code, keep the roster, close: the office, and the head of the department."""
    if can_set_up(person, meeting.phase.campaign):
        return True
    own = meeting.department is not None and person.roles.in_department(meeting.department, "head")
    return own or meeting.owner_id == person.pk


def can_edit_library(person: Person) -> bool:
    """Import checklists into the library and edit them: whoever may set up campaigns."""
    return can_launch_campaigns(person) or bool(person.roles.campaigns("office"))


def can_edit_checklist(person: Person, checklist: Checklist) -> bool:
    """Edit the items of a template, or of the copy of one's own campaign."""
    if checklist.campaign_id is None:
        return can_edit_library(person)
    return person.roles.on_campaign(checklist.campaign_id, "office")


def can_oversee(person: Person, campaign: Campaign) -> bool:
    """See the whole campaign: office, inspectors and leaders."""
    return person.roles.on_campaign(campaign.pk, "office", "inspector", "leader")


def can_read_lists(person: Person, campaign: Campaign) -> bool:
    """Read the three lists: who oversees, and a department that of the own findings and tasks."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))


def inspects(person: Person, campaign: Campaign) -> bool:
    """Is the person a member of the special inspection group?"""
    return person.roles.on_campaign(campaign.pk, "inspector")


def can_verify(person: Person, campaign: Campaign, department: Department) -> bool:
    """Verify an item in `department`: inspectors, but never in their own department."""
    return inspects(person, campaign) and not is_own(person, department)


def can_inspect(person: Person, campaign: Campaign, department: Department) -> bool:
    """Inspect a department in the course of the year: office and inspectors, not the own one."""
    return can_record_visits(person, campaign) and not is_own(person, department)


def can_record_visits(person: Person, campaign: Campaign) -> bool:
    """Record who was visited with what result: the office and the inspection group."""
    return person.roles.on_campaign(campaign.pk, "office", "inspector")


def can_plan_verification(person: Person, campaign: Campaign) -> bool:
    """Say who verifies what until when: the office and the inspection group. The own department
    is planned by somebody else."""
    return person.roles.on_campaign(campaign.pk, "office", "inspector")


def can_plan_for(person: Person, campaign: Campaign, department: Department) -> bool:
    """Plan the verification of this department: not of the own one."""
    return can_plan_verification(person, campaign) and not is_own(person, department)


def can_give_feedback(person: Person, verification: Verification) -> bool:
    """Confirm what was recorded, or make a statement: the head of the department."""
    return person.roles.in_department(verification.department, "head")


def can_reply(person: Person, verification: Verification) -> bool:
    """Answer a statement: the office and inspectors, nobody the own department's."""
    return can_plan_for(person, verification.campaign, verification.department)


def is_own(person: Person, department: Department) -> bool:
    """Is it the person's department, one above it, or a team below it?

    Everything lies below the company; who sits there is nobody's colleague by that.
    """
    home = person.department
    return home.path.startswith(department.path) or (
        home.kind != Department.Kind.COMPANY and department.path.startswith(home.path)
    )


def fills_sheet(person: Person, sheet: SelfCheck) -> bool:
    """Does the person belong to the department whose sheet it is?"""
    return person.roles.in_department(sheet.department, "head", "member")


def can_lead_sheet(person: Person, sheet: SelfCheck) -> bool:
    """Answer every item, hand over, take back, submit: the head of the department."""
    return person.roles.in_department(sheet.department, "head")


can_submit = can_lead_sheet
can_hand_over = can_lead_sheet


def can_write(person: Person, sheet: SelfCheck, item_pk: int) -> bool:
    """Answer this item: the head while it is not handed over, else the member who has it."""
    holder = sheet.hand_overs.filter(item=item_pk, taken_back_at=None).values_list(
        "to_id", flat=True
    )
    return can_write_held(person, sheet, next(iter(holder), None))


def can_write_held(person: Person, sheet: SelfCheck, holder_pk: int | None) -> bool:
    """As `can_write`, when it is known who the item was handed to (None: to nobody)."""
    if holder_pk is None:
        return can_lead_sheet(person, sheet)
    return holder_pk == person.pk


def can_read_answer(person: Person, answer: Answer) -> bool:
    """Before submission only the department itself reads its answers."""
    sheet = answer.selfcheck
    return can_read_sheet(person, sheet)


def can_read_sheet(person: Person, sheet: SelfCheck) -> bool:
    """The department always; overseers once it was submitted."""
    if fills_sheet(person, sheet):
        return True
    return sheet.submitted_at is not None and can_oversee(person, sheet.campaign)


def can_print_sheet(person: Person, sheet: SelfCheck) -> bool:
    """Take the answers out on paper: who reads the sheet, but while it lies with the department,
    in the first round or a later one, what is typed is a draft that only the department reads."""
    if sheet.is_with_department:
        return fills_sheet(person, sheet)
    return can_read_sheet(person, sheet)


def can_attach_scan(person: Person, sheet: SelfCheck) -> bool:
    """Attach the scan of the sheet signed by hand: the head of the department, and the office."""
    return can_lead_sheet(person, sheet) or can_set_up(person, sheet.campaign)


def side_of(person: Person, sheet: SelfCheck) -> str:
    """For whom the person speaks about the sheet: the department, if they belong to it."""
    return Remark.Side.DEPARTMENT if fills_sheet(person, sheet) else Remark.Side.OFFICE


def can_join_talk(person: Person, sheet: SelfCheck) -> bool:
    """Talk about the sheet at all: the department, the office, inspectors; leaders read."""
    return fills_sheet(person, sheet) or person.roles.on_campaign(
        sheet.campaign_id, "office", "inspector"
    )


def can_talk(person: Person, sheet: SelfCheck, said: Iterable[Remark]) -> bool:
    """Write into the thread of an item, in which `said` stands: the department always; office
    and inspectors about what was submitted, or where the department has asked."""
    if not can_join_talk(person, sheet):
        return False
    asked = any(remark.side == Remark.Side.DEPARTMENT for remark in said)
    return fills_sheet(person, sheet) or sheet.submitted_at is not None or asked


def can_read_evidence(person: Person, evidence: Evidence) -> bool:
    """The department always; overseers what supports something that they may read; everybody
    who takes part what shows an activity of the whole company.

    What a person keeps for personal sheets: that person, and whoever reads such a sheet.
    """
    if evidence.owner_id is not None:
        uses = PersonalEvidence.readable_by(person).filter(evidence=evidence)
        return evidence.owner_id == person.pk or uses.exists()
    if person.roles.in_department(evidence.department, "head", "member"):
        return True
    if can_oversee(person, evidence.campaign):
        return any(
            table.open_to_overseers().filter(evidence=evidence).exists() for table in use_tables()
        )
    return ActivityEvidence.readable_by(person).filter(evidence=evidence).exists()


def can_read_uses(person: Person, evidence: Evidence) -> bool:
    """See what else a file is used for: its department and overseers, not whoever may look at
    it because it shows an activity of the whole company."""
    if evidence.owner_id is not None or can_oversee(person, evidence.campaign):
        return True
    return person.roles.in_department(evidence.department, "head", "member")


def can_read_signatures(person: Person, campaign: Campaign) -> bool:
    """See who else signed: overseers all, heads and members those of their department."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))


def can_sign(person: Person, receipt) -> bool:
    """Only the person the document was circulated to signs for it."""
    return receipt.person_id == person.pk


def can_review_personal(person: Person, sheet: PersonalSheet) -> bool:
    """The named reviewer, else the office; never the person whose sheet it is."""
    if sheet.person_id == person.pk:
        return False
    if sheet.reviewer_id is not None:
        return sheet.reviewer_id == person.pk
    return person.roles.on_campaign(sheet.level.campaign_id, "office")


def can_change_heads(person: Person, place: Participation) -> bool:
    """Name deputies, hand the department over: the head named for the campaign, and the office
    (a head who has left hands nothing over)."""
    leads = place.head_id == person.pk and person.roles.in_department(place.department, "head")
    return leads or can_set_up(person, place.campaign)


def can_read_joint_meetings(person: Person, campaign: Campaign) -> bool:
    """Open the register of joint meetings: who oversees all, a department those it came to."""
    return can_oversee(person, campaign) or bool(person.roles.paths("head", "member"))
