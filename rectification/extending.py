"""延期: asked for before the deadline, answered in time by the right person.

First by a leader of the campaign; the second one only by the chair of the leading group. The
deadline of a task changes here and nowhere else; the original one stays (practice notes 2.6).
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.clock_rules import due_after
from campaigns.layers import reviewers
from organization import clock, refusals
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify, said
from organization.templatetags.shell import full_day
from rectification.deadlines import is_overdue
from rectification.models import Extension, RectificationRules, Task
from rectification.telling import who_does


def ask(task: Task, to_on: date, *, by: Person, reason: str, due_text: str = "") -> Extension:
    """The department asks for a new deadline, with the reason, on the last day at the latest.

    Raises NotAllowed after the deadline, while another one is undecided, and for a day that is
    not later than the deadline.
    """
    task.demand_with_department()
    _demand_in_time(task, to_on)
    extension = Extension(
        task=task,
        number=task.extensions.decided().count() + 1,
        from_on=task.due_on,
        to_on=to_on,
        due_text=due_text,
        reason=reason,
        asked_at=clock.now(),
        asked_by=by,
        decide_by=due_after(task.campaign, RectificationRules.of(task.campaign).answer_days),
    )
    try:
        with transaction.atomic():
            extension.save(force_insert=True)
            record("extension.asked", extension, by=by, due_on=str(to_on))
            notify(
                deciders(extension),
                extension,
                "extension_asked",
                lambda: _("Extension asked for: %(task)s") % {"task": task.title},
                lambda: _asked_words(extension),
            )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return extension


def approve(extension: Extension, *, by: Person, answer: str) -> Task:
    """Grant it: from now on the new deadline holds, the original one is kept beside it."""
    task = _demand_decidable(extension, by)
    with transaction.atomic():
        _decide(extension, Extension.Status.GRANTED, by, answer)
        won = Task.objects.with_department().filter(pk=task.pk, due_on=extension.from_on)
        if not won.update(due_on=extension.to_on, due_text=extension.due_text):
            raise NotAllowed(_("The task is with the office or closed out: nothing to extend."))
        task.due_on, task.due_text = extension.to_on, extension.due_text
        record(
            "task.extended", task, by=by, due_before=str(extension.from_on), due_on=str(task.due_on)
        )
        _tell(extension, _later("Extension granted: %(task)s, now by %(day)s"))
    return task


def refuse(extension: Extension, *, by: Person, answer: str) -> None:
    """Refuse it: the deadline stays."""
    _demand_decidable(extension, by)
    with transaction.atomic():
        _decide(extension, Extension.Status.REFUSED, by, answer)
        _tell(extension, _later("Extension refused: %(task)s, still due by %(day)s"))


def withdraw(extension: Extension, *, by: Person) -> None:
    """The department no longer asks for it."""
    extension.task.campaign.demand_running()
    move(extension, Extension.Status.WITHDRAWN, by=by)


def withdraw_undecided(task: Task, *, by: Person) -> None:
    """What was asked about the deadline of a task that is closed out needs no answer."""
    for extension in task.extensions.undecided():
        extension.task = task
        move(extension, Extension.Status.WITHDRAWN, by=by)


def deciders(extension: Extension) -> list[Person]:
    """Who is asked. First: the leaders of the campaign who are in charge of the department,
    else the chair, else every leader; from the second extension on the chair alone."""
    task = extension.task
    chair, _deputy = reviewers(task.campaign)
    chairs = [chair] if chair and chair.is_active else []
    if extension.is_for_the_chair:
        return chairs
    leaders = list(holders(task.campaign, "leader"))
    lineage = Department.objects.filter(path__in=task.department.lineage())
    charge = set(
        Person.in_charge_of.through.objects.filter(department__in=lineage).values_list(
            "person", flat=True
        )
    )
    free = [person for person in leaders if not task.is_of_department_of(person)]
    return [person for person in free if person.pk in charge] or chairs or free


def _demand_in_time(task: Task, to_on: date) -> None:
    if task.due_on is None:
        raise NotAllowed(_("The task has no deadline that could be extended."))
    if is_overdue(due_on=task.due_on, on=clock.today()):
        raise NotAllowed(
            _("The deadline passed on %(day)s: an extension is asked for before that.")
            % {"day": full_day(task.due_on)}
        )
    if to_on <= task.due_on:
        raise NotAllowed(_("The new deadline lies after the old one."))


def _demand_decidable(extension: Extension, by: Person) -> Task:
    task = extension.task
    task.campaign.demand_running()
    if extension.asked_by_id == by.pk or task.is_own_work_of(by):
        raise NotAllowed(_("Nobody decides on the own extension."))
    if task.is_of_department_of(by):
        raise NotAllowed(_("A department does not decide on its own extension."))
    chair, _deputy = reviewers(task.campaign)
    if extension.is_for_the_chair and chair != by:
        raise NotAllowed(_("From the second extension on only the chair decides."))
    return task


def _decide(extension: Extension, to: str, by: Person, answer: str) -> None:
    sets = {"decided_at": clock.now(), "decided_by": by, "answer": answer}
    move(extension, to, by=by, sets=sets)


def _asked_words(extension: Extension) -> str:
    return _("From %(old)s to %(new)s. Reason: %(reason)s Please answer by %(day)s.") % {
        "old": full_day(extension.from_on),
        "new": full_day(extension.to_on),
        "reason": extension.reason,
        "day": full_day(extension.decide_by),
    }


def _tell(extension: Extension, title: Promise) -> None:
    task = extension.task
    people: Iterable[Person] = {*who_does(task), extension.asked_by}
    notify(
        people,
        extension,
        "extension_answered",
        said(title, task=task.title, day=partial(full_day, task.due_on)),
        extension.answer,
    )
