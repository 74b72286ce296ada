"""举一反三: one act asks other departments to check for the same; their answers come back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import CheckItem, Evidence
from findings.models import Finding, Lesson, LessonAnswer, LessonEvidence
from organization import clock
from organization.lists import in_a_row
from organization.models import Department, NotAllowed, Person, move
from organization.models.event import record
from organization.models.role import holders
from organization.notices import notify


def askable(finding: Finding) -> QuerySet[Department]:
    """The departments that take part and are not the one of the finding."""
    taking_part = Department.objects.filter(
        participations__campaign=finding.campaign, participations__left_on=None
    )
    return taking_part.exclude(pk=finding.department_id)


def answers_before(finding: Finding) -> dict[int, LessonAnswer]:
    """The last answer, or open question, of each department asked about the finding, by its key."""
    rows = LessonAnswer.objects.filter(lesson__finding=finding).select_related("department")
    return {row.department_id: row for row in rows.order_by("pk")}


def push(
    finding: Finding,
    departments: Iterable[Department],
    text: str,
    due_on: date,
    *,
    by: Person,
    item: CheckItem | None = None,
    again_reason: str = "",
) -> Lesson:
    """Ask every one of `departments` to check until a day: all of them or none.

    They read `text`, never the finding. Raises NotAllowed for a finding that does not stand, a
    restricted one, a day that has passed, no words, departments that do not take part, one whose
    answer is still open, and one that has answered, unless a reason says why it is asked again.
    """
    finding.campaign.demand_running()
    asked = {department.pk: department for department in departments}
    _demand_pushable(finding, set(asked), text, due_on)
    with transaction.atomic():
        Finding.objects.select_for_update().get(pk=finding.pk)  # two askers come one by one
        _demand_new_or_reasoned(finding, set(asked), again_reason)
        lesson = Lesson.objects.create(
            campaign=finding.campaign,
            finding=finding,
            item=item,
            text=text,
            due_on=due_on,
            again_reason=again_reason.strip(),
            at=clock.now(),
            by=by,
        )
        record("finding.taken_further", finding, by=by, departments=len(asked))
        for department in asked.values():
            _ask(lesson, department)
    return lesson


def _ask(lesson: Lesson, department: Department) -> None:
    row = LessonAnswer.objects.create(lesson=lesson, department=department)
    notify(
        holders(department, "head"),
        row,
        "lesson_asked",
        lambda: _("Please check whether the same is the case in your department"),
        lesson.campaign.title,
    )


def _demand_new_or_reasoned(finding: Finding, asked: set[int], again_reason: str) -> None:
    before = [row for key, row in answers_before(finding).items() if key in asked]
    open_ones = [row for row in before if row.status == LessonAnswer.Status.ASKED]
    named = open_ones or ([] if again_reason.strip() else before)
    if not named:
        return
    names = {"names": in_a_row(row.department.name for row in named)}
    if open_ones:
        raise NotAllowed(_("Asked already, and not answered yet: %(names)s.") % names)
    raise NotAllowed(
        _("These have answered already: %(names)s. Say why they are asked again.") % names
    )


def answer(
    row: LessonAnswer, found: bool, text: str, *, by: Person, files: Iterable[Evidence] = ()
) -> LessonAnswer:
    """The department says what it checked, and whether it found the same."""
    row.lesson.campaign.demand_running()
    if not text.strip():
        raise NotAllowed(_("Say what was checked: a bare word is no check."))
    to = LessonAnswer.Status.FOUND if found else LessonAnswer.Status.NOT_FOUND
    with transaction.atomic():
        sets = {"text": text, "answered_at": clock.now(), "answered_by": by}
        move(row, to, by=by, sets=sets)
        for one in {file.pk: file for file in files}.values():
            LessonEvidence.objects.create(evidence=one, target=row)
        notify(
            [row.lesson.by],
            row,
            "lesson_answered",
            lambda: (
                _("%(department)s has checked for the same as in finding %(number)d")
                % {"department": row.department.name, "number": row.lesson.finding.number}
            ),
            row.lesson.campaign.title,
        )
    return row


def _demand_pushable(finding: Finding, asked: set[int], text: str, due_on: date) -> None:
    if finding.status not in Finding.Status.open or finding.restricted:
        raise NotAllowed(_("Only a finding that stands and is not restricted is taken further."))
    if not text.strip():
        raise NotAllowed(_("Say what the departments are to check."))
    if due_on < clock.today():
        raise NotAllowed(_("The day for the answers has passed."))
    if not asked or askable(finding).filter(pk__in=asked).count() != len(asked):
        raise NotAllowed(_("Choose departments that take part, other than the one of the finding."))
