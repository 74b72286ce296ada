"""What the forms about one task are written from."""

from campaigns.models import Group
from organization.models.role import holders
from rectification.models import (
    Acceptance,
    AcceptanceEvidence,
    Extension,
    ProgressEvidence,
    Task,
)
from reports.document import Document
from reports.papers import acceptance_form, close_out_form, extension_form
from reports.papers.acceptance_form import Looked
from reports.papers.close_out_form import Closed


def close_out_paper(task: Task) -> Document:
    """销号审批表 of a task."""
    passed = task.acceptances.filter(outcome=Acceptance.Outcome.PASSED).select_related("by").last()
    seen = _names(AcceptanceEvidence.objects.filter(target__task=task))
    done = _names(ProgressEvidence.objects.filter(target__task=task))
    files = dict.fromkeys([*done, *seen])
    return close_out_form.write(Closed(task, passed, tuple(files)))


def extension_paper(row: Extension) -> Document:
    """延期申请审批表 of one request."""
    heads = holders(row.task.department, "head")
    return extension_form.write(row, asked_by_head=row.asked_by in heads)


def acceptance_paper(task: Task, row: Acceptance | None = None) -> Document:
    """整改验收表 of one acceptance; without one a blank for the next."""
    number = row.round if row else task.acceptances.count() + 1
    done = ProgressEvidence.objects.filter(target__task=task)
    files = _names(done.filter(target__at__lte=row.at) if row else done)
    seen = _names(AcceptanceEvidence.objects.filter(target=row)) if row else []
    return acceptance_form.write(Looked(task, row, number, _group(task, row), files, seen))


def _group(task: Task, row: Acceptance | None) -> str:
    """The inspection group to which who looked belongs; before that the one there is."""
    groups = task.campaign.groups.filter(kind=Group.Kind.INSPECTION)
    if row:
        groups = groups.filter(memberships__person=row.by)
    group = groups.first()
    return group.name if group else ""


def _names(uses) -> list[str]:
    """The names of the files, each once."""
    names = uses.order_by("pk").values_list("evidence__name", flat=True)
    return list(dict.fromkeys(names))
