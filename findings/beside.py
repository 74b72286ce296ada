"""What stands beside a finding on its page: feedback, checks elsewhere, responsibility."""

from findings.models import Consequence, Finding, FindingFeedback, LessonAnswer, Liability
from findings.permissions import can_consolidate, can_see_liability
from organization.models import Person


def beside(finding: Finding, person: Person, *, may_sort: bool) -> dict:
    """The rows that exist for the person, and what may be done with them now. A part is never
    sorted: what is asked about it is asked about its finding."""
    campaign = finding.campaign
    top = finding.parent_id is None
    lessons = LessonAnswer.objects.visible_to(person).filter(lesson__finding=finding)
    sees = can_see_liability(person, campaign)
    rounds = list(
        FindingFeedback.objects.visible_to(person)
        .filter(finding=finding)
        .select_related("department", "finding__campaign")
    )
    is_open = any(row.status in (row.Status.ASKED, row.Status.OBJECTED) for row in rounds)
    reported = finding.status == Finding.Status.REPORTED
    return {
        "feedback_rows": rounds,
        "may_ask": may_sort and reported and not is_open and not finding.restricted,
        "lesson_rows": lessons.select_related("department", "lesson__campaign"),
        "may_push": may_sort and not finding.restricted,
        "sees_liability": sees and top,
        "liabilities": Liability.objects.visible_to(person)
        .filter(finding=finding)
        .select_related("department", "told_by")
        if sees
        else (),
        "consequences": Consequence.objects.visible_to(person)
        .filter(finding=finding)
        .select_related("department")
        if sees
        else (),
        "may_determine": can_consolidate(person, campaign)
        and campaign.is_running
        and finding.status not in Finding.Status.void,
        "may_draw": can_consolidate(person, campaign)
        and campaign.is_running
        and finding.status in Finding.Status.shown_to_departments,
    }
