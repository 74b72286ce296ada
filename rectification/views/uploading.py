"""Files that come with an act on a task: kept before the act, or the form says why not."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns import evidence
from campaigns.models import Evidence
from campaigns.seen_files import keep_brought
from organization.models import Person
from rectification.models import Task


def stored(form: forms.Form, task: Task, *, by: Person) -> list[Evidence] | None:
    """The files of a valid form as evidence of the task's department; None, with an error at
    the form, when one of them cannot be kept."""
    kept = []
    for file in form.cleaned_data["files"]:
        try:
            kept.append(evidence.store(file, task.campaign, task.department, by=by))
        except ValidationError as error:
            form.add_error("files", error)
    return None if form.errors else kept


def brought(form: forms.Form, task: Task, *, by: Person) -> list[Evidence] | None:
    """As `stored`, for somebody who looks at the work: what was not there before is shown at
    the act, and does not come into the library of the department."""
    kept, errors = keep_brought(form.cleaned_data["files"], task.campaign, task.department, by=by)
    for error in errors:
        form.add_error("files", error)
    return None if form.errors else kept
