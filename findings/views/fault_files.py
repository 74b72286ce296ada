"""Files that come with a form about a service fault: stored before the act."""

from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile

from campaigns.models import Campaign, Evidence
from campaigns.seen_files import keep_brought
from findings.views.form_page import keep_files
from organization.models import Department, Person


def kept(
    form: forms.BaseForm,
    files: Iterable[UploadedFile],
    campaign: Campaign,
    department: Department,
    *,
    by: Person,
) -> list[Evidence] | None:
    """Store what came with a valid form; None, with the reasons at the form, when one cannot be.

    Call it outside a transaction. What office and inspectors bring does not come into the library
    of the department, which reads it at the record all the same.
    """
    if by.roles.in_department(department, "head", "member"):
        found = keep_files(form, files, campaign, department, by=by)
    else:
        found, errors = keep_brought(files, campaign, department, by=by)
        for error in errors:
            form.add_error("files", error)
    return None if form.errors else found
