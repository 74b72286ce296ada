"""Importing departments and people: upload, list of errors or preview, confirm once."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organization import clock, imported, uploads
from organization import directory_export as export
from organization import directory_import as activity
from organization.access import demand
from organization.directory_sheets.words import DEPARTMENT_COLUMNS, PEOPLE_COLUMNS, headings
from organization.forms.directory import ImportForm
from organization.models import NotAllowed, record
from organization.permissions import can_administer
from organization.sheets import Unreadable
from organization.traditional import in_language

SHOWN = 500  # rows of a preview; the counts above it are of all rows


def directory_import(request: HttpRequest) -> HttpResponse:
    """The form; a workbook with errors comes back with every error and its cell."""
    demand(can_administer(request.user))
    if request.method != "POST":
        return _form(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    plan = None
    if form.is_valid():
        try:
            plan = activity.read(form.cleaned_data["file"])
        except Unreadable as error:
            form.add_error("file", str(error))
    if plan is None or plan.errors:
        return _form(request, form, plan, status=422)
    token = uploads.keep(form.cleaned_data["file"], by=request.user)
    return redirect("directory_preview", token)


@require_safe
def directory_preview(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """What is new, what changes, what stays; nothing is written yet."""
    plan = _plan(request, token)
    if plan.errors:  # the directory has changed since the upload
        return _form(request, ImportForm(), plan, status=422)
    rows = [row for row in (*plan.departments, *plan.people) if row.state != "same"]
    context = {
        "plan": plan,
        "counts": [
            (_("Departments"), plan.count("departments")),
            (_("People"), plan.count("people")),
        ],
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "token": token,
        "digest": plan.digest(),
    }
    return render(request, "organization/directory_preview.html", context)


@require_POST
def directory_confirm(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Write what the preview showed, all of it or nothing."""
    plan = _plan(request, token)
    if request.POST.get("digest") != plan.digest():
        raise NotAllowed(_("The directory has changed since the preview. Please look again."))
    activity.apply(plan, by=request.user)
    uploads.throw_away(token, by=request.user)
    newcomers = plan.count("people")["new"]
    to = f"{reverse('invitations')}?state=none" if newcomers else reverse("directory")
    said = _("Imported: %(n)d changes.") % {"n": plan.changes}
    answer = imported.done(request, token, said, to=to, again=reverse("directory_import"))
    if newcomers:
        messages.info(request, _("The new people have no password yet: invite them together."))
    return answer


@require_safe
def directory_export(request: HttpRequest) -> HttpResponse:
    """The directory as a workbook that can be changed and imported again."""
    demand(can_administer(request.user))
    record("directory.exported", None, by=request.user)
    name = _("Directory %(day)s") % {"day": f"{clock.today():%Y%m%d}"}
    return FileResponse(
        export.workbook(),
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _form(
    request: HttpRequest, form: ImportForm, plan: activity.Plan | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "sheets": {
            "departments": in_language(headings(DEPARTMENT_COLUMNS), get_language() or ""),
            "people": in_language(headings(PEOPLE_COLUMNS), get_language() or ""),
        },
    }
    return render(request, "organization/directory_import.html", context, status=status)


def _plan(request: HttpRequest, token: uuid.UUID) -> activity.Plan:
    """The plan of the person's kept file, read anew: the directory may have changed."""
    demand(can_administer(request.user))
    path = uploads.find(token, by=request.user)
    if path is None:
        raise imported.missing(request, token)
    return activity.read(path)
