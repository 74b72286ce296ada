"""A page with one form about one thing of a finding."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns import evidence
from campaigns.models import Campaign, Evidence
from findings.models import Finding
from organization.models import Department, Person


def form_page(
    request: HttpRequest,
    finding: Finding,
    form: forms.Form,
    *,
    act: str,
    action: str,
    title: str,
    submit: str,
    intro: str = "",
) -> HttpResponse:
    """The form with its title and its button; 422 once something was sent that does not hold.

    `act` names the verb, `action` is the address it is sent to.
    """
    context = {
        "finding": finding,
        "form": form,
        "act": act,
        "action": action,
        "title": title,
        "submit": submit,
        "intro": intro,
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/form_page.html", context, status=status)


def keep_files(
    form: forms.Form,
    files: Iterable[UploadedFile],
    campaign: Campaign,
    department: Department,
    owner: Person | None = None,
    *,
    by: Person,
) -> list[Evidence]:
    """Store what was sent along; what is refused stands at the field `files` of the form."""
    kept = []
    for file in files:
        try:
            kept.append(evidence.store(file, campaign, department, owner, by=by))
        except ValidationError as error:
            form.add_error("files", error)
    return kept
