"""One timeline of a task: the work, its deadline, its milestones, look-backs and letters."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from organization.models import Event, Person
from organization.templatetags.shell import full_day
from organization.timeline import Entry, timeline
from rectification.models import Extension, Letter, LookBack, Milestone, Task


def of_task(
    task: Task,
    person: Person,
    extensions: Iterable[Extension],
    look_backs: Iterable[LookBack],
    milestones: Iterable[Milestone],
) -> list[Entry]:
    """Every act about the task and what belongs to it, as far as it exists for the person, the
    first one first. The rows were read for the page already; two queries."""
    letters = Letter.objects.visible_to(person).filter(task=task)
    plan = task.long_term_plan
    parts = [*extensions, *look_backs, *milestones, *letters, *filter(None, [plan])]
    said = {(part._meta.label_lower, part.pk): _words(part) for part in parts}

    def describe(event: Event) -> str:
        if event.kind == "task.progress" and "percent" in event.particulars:
            return f"{event.particulars['percent']}%"
        return said.get((event.thing, event.thing_pk), "")

    return timeline(task, person, describe, parts)


def _words(part: Model) -> str:
    """Which one it is, where a task may have several."""
    if isinstance(part, Extension):
        days = {"old": full_day(part.from_on), "new": full_day(part.to_on)}
        return _("from %(old)s to %(new)s") % days
    if isinstance(part, Letter):
        return " ".join(filter(None, [part.get_kind_display(), part.number]))
    if isinstance(part, Milestone):
        return part.title
    return ""
