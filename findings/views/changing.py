"""Changing a finding, and ending it early: dismissed."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from findings import consolidation
from findings.access import own_finding
from findings.forms import DismissForm, FindingForm
from findings.models import Finding


@require_http_methods(["GET", "HEAD", "POST"])
def change_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The form with the four parts and the classification."""
    row = own_finding(request, code, number)
    form = FindingForm(request.POST or None, finding=row, campaign=row.campaign)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "findings/change.html", {"finding": row, "form": form}, status=status
        )
    try:
        _write(request, row, form)
    except consolidation.Stale as error:
        context = {"finding": row, "form": form, **_both_texts(form, error.theirs)}
        return render(request, "findings/change.html", context, status=409)
    messages.success(request, _("Finding %(number)d was saved.") % {"number": row.number})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def dismiss_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """It is no problem; the reason is kept."""
    row = own_finding(request, code, number)
    form = DismissForm(request.POST or None, auto_id="dismiss_%s")
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"finding": row, "dismiss_form": form}
        return render(request, "findings/dismiss.html", context, status=status)
    row.dismiss(by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Finding %(number)d was dismissed.") % {"number": row.number})
    return redirect("findings", row.campaign.code)


def _write(request: HttpRequest, row: Finding, form: FindingForm) -> None:
    changes = form.changes()
    with transaction.atomic():
        if form.cleaned_data["new_aspect"]:
            changes["aspect"] = consolidation.name_aspect(
                row.campaign,
                form.cleaned_data["new_aspect"],
                by=request.user,
                assumed=form.cleaned_data["assumed"],
            )
        if changes:
            version = form.cleaned_data["version"]
            consolidation.change_finding(row, version, by=request.user, **changes)


def _both_texts(form: FindingForm, theirs: Finding) -> dict:
    """What stands now beside what was typed; sending the form again then overwrites knowingly."""
    names = [name for name in form.changed_data if isinstance(getattr(theirs, name, None), str)]
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    return {
        "theirs": [(form.fields[name].label, getattr(theirs, name)) for name in names],
    }
