"""A sheet in a workbook: download, fill in offline, upload, compare, write once."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import filling, import_shelf, offline_merge
from campaigns.models import SelfCheck
from campaigns.offline_merge import Merge, merge
from campaigns.offline_reading import LIMIT_BYTES, Filled, read
from campaigns.offline_workbook import workbook
from campaigns.permissions import fills_sheet
from campaigns.views.filling import sheet_or_404
from organization import imported
from organization.access import demand
from organization.models import NotAllowed, record
from organization.registers import download
from organization.sheets import Unreadable
from organization.signals import Reason

SHOWN = 300  # errors and plain changes on the preview; conflicts are always shown


class WorkbookForm(forms.Form):
    """A filled workbook."""

    file = forms.FileField(label=gettext_lazy("Workbook"))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_page(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """How it goes, the download, and the upload; a file that is not taken says why with 422."""
    sheet = _own_sheet(request, code, department)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        filling.demand_fillable(sheet)
        if form.is_valid():
            try:
                filled = read(form.cleaned_data["file"], sheet)
            except Unreadable as error:
                form.add_error("file", str(error))
            else:
                token = import_shelf.put(filled, by=request.user)
                return redirect("workbook_preview", code, department, token)
    context = {
        "sheet": sheet,
        "form": form,
        "max_mb": LIMIT_BYTES // (1024 * 1024),
        "closed": filling.closed_because(sheet),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/workbook.html", context, status=status)


@require_safe
def workbook_download(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """The sheet as a workbook, with what is filled in already."""
    sheet = _own_sheet(request, code, department)
    contents = workbook(sheet, by=request.user)
    record("selfcheck.workbook_downloaded", sheet, by=request.user)
    title = _("Self-check sheet of %(name)s") % {"name": sheet.department.name}
    return download(contents, f"{sheet.campaign.title}-{title}.xlsx")


@require_safe
def workbook_preview(request: HttpRequest, code: str, department: str, token: str) -> HttpResponse:
    """Item by item what the workbook would change; nothing is written yet."""
    sheet = _own_sheet(request, code, department)
    filling.demand_fillable(sheet)
    filled = import_shelf.look_at(token, Filled, by=request.user)
    if filled is None or filled.sheet_pk != sheet.pk:
        raise imported.missing(request, token)
    return _preview(request, merge(filled, sheet, by=request.user), token)


@require_POST
def workbook_apply(request: HttpRequest, code: str, department: str, token: str) -> HttpResponse:
    """Write what the preview showed: all of it or nothing."""
    sheet = _own_sheet(request, code, department)
    filling.demand_fillable(sheet)
    if import_shelf.look_at(token, Filled, by=request.user) is None:
        raise imported.missing(request, token, NotAllowed())
    with import_shelf.taken(token, Filled, by=request.user) as filled:
        if filled.sheet_pk != sheet.pk:
            raise Http404
        found = merge(filled, sheet, by=request.user)
        if request.POST.get("digest") != found.digest():
            raise NotAllowed(offline_merge.changed_since(), reasons=(_look_again(sheet, token),))
        choices = {
            one.row.item.no: request.POST.get(f"choice-{one.row.item.no}", "")
            for one in found.conflicts
        }
        count = offline_merge.apply(found, choices, by=request.user)
    said = _("Taken from the workbook: %(n)d items are saved.") % {"n": count}
    to, again = (reverse(name, args=[code, department]) for name in ("fill", "workbook"))
    return imported.done(request, token, said, to=to, again=again)


def _own_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    sheet = sheet_or_404(request, code, department)
    demand(fills_sheet(request.user, sheet), _("Only the department fills in its sheet."))
    return sheet


def _look_again(sheet: SelfCheck, token: str) -> Reason:
    url = reverse("workbook_preview", args=[sheet.campaign.code, sheet.department.code, token])
    return Reason(_("What the workbook changes"), "campaigns.selfcheck", sheet.pk, url)


def _preview(request: HttpRequest, found: Merge, token: str) -> HttpResponse:
    errors = sorted(found.errors, key=lambda error: error.place)
    context = {
        "sheet": found.sheet,
        "merge": found,
        "errors": errors[:SHOWN],
        "plain": found.plain[:SHOWN],
        "more": max(0, len(found.plain) - SHOWN),
        "token": token,
        "digest": found.digest(),
    }
    return render(request, "campaigns/workbook_preview.html", context)
