"""The library of a department in a campaign, and a newer file for every item that uses one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import evidence, filling, library, quota
from campaigns.file_kinds import ACCEPT
from campaigns.models import Evidence, SelfCheck
from campaigns.permissions import fills_sheet
from campaigns.revising import Revision, replace_everywhere, revision_of
from campaigns.views.filling import sheet_or_404
from organization.access import demand
from organization.models import NotAllowed

A_PAGE = 30


@require_safe
def department_library(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Every file the department has in this campaign, with what it supports."""
    sheet = _own_sheet(request, code, department)
    words = request.GET.get("q", "").strip()
    rows = library.files_of_department(sheet, words)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = library.shelved(page.object_list)
    context = {
        "sheet": sheet,
        "page": page,
        "words": words,
        "is_open": not filling.closed_because(sheet),
    }
    return render(request, "campaigns/department_library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revise_evidence(request: HttpRequest, code: str, department: str, pk: int) -> HttpResponse:
    """Which items a newer file would reach; a POST with the file replaces it in all of them."""
    sheet = _own_sheet(request, code, department)
    old = get_object_or_404(library.files_of_department(sheet), pk=pk)
    filling.demand_fillable(sheet)
    error = ""
    if request.method == "POST":
        error, revision = _revise(request, sheet, old)
        if revision is not None:
            _say(request, revision)
            return redirect("department_library", code, department)
    context = {
        "sheet": sheet,
        "revision": revision_of(sheet, old, request.user),
        "error": error,
        "accept": ACCEPT,
        **quota.limits(request.user),
    }
    status = 422 if error else 200
    return render(request, "campaigns/revise_evidence.html", context, status=status)


def _revise(request: HttpRequest, sheet: SelfCheck, old: Evidence) -> tuple[str, Revision | None]:
    """Why the upload did not replace `old`, or what it replaced."""
    upload = request.FILES.get("evidence")
    if upload is None:
        return _("Please choose a file."), None
    seen = [int(no) for no in request.POST.getlist("items") if no.isdecimal()]
    try:
        kept = evidence.keep(upload, sheet.campaign, sheet.department, by=request.user)
        return "", replace_everywhere(sheet, old, kept.evidence, seen, by=request.user)
    except ValidationError as refused:
        return " ".join(refused.messages), None
    except NotAllowed as refusal:
        return refusal.reason, None


def _say(request: HttpRequest, revision: Revision) -> None:
    said = ngettext(
        "The newer file is valid in %(n)d item now; the older one can still be read there.",
        "The newer file is valid in %(n)d items now; the older one can still be read there.",
        len(revision.reached),
    )
    messages.success(request, said % {"n": len(revision.reached)})


def _own_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    sheet = sheet_or_404(request, code, department)
    demand(fills_sheet(request.user, sheet), _("Only the department sees its library."))
    return sheet
