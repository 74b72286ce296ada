"""The signed scan of a sheet: the one that is valid, the earlier ones, attaching another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns import quota, scans
from campaigns.models import SelfCheck
from campaigns.permissions import can_attach_scan, can_read_sheet
from campaigns.views.filling import sheet_or_404
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_scan(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Who attached which scan when; a POST with a file puts it in the place of the last one."""
    sheet = sheet_or_404(request, code, department)
    demand(
        can_read_sheet(request.user, sheet),
        _("Only the department reads this before the sheet is submitted."),
    )
    error = ""
    if request.method == "POST":
        demand(
            can_attach_scan(request.user, sheet),
            _("The head of the department or the office attaches the signed scan."),
        )
        error = _attached(request, sheet)
        if not error:
            return redirect("sheet_scan", code, department)
    rows = list(sheet.scans.select_related("evidence", "by"))
    valid = next((row for row in rows if row.replaced_at is None), None)
    context = {
        "sheet": sheet,
        "valid": valid,
        "is_older": valid is not None and valid.round != sheet.round,
        "earlier": [row for row in rows if row.replaced_at is not None],
        "error": error,
        "may_attach": can_attach_scan(request.user, sheet),
        "closed": scans.why_closed(sheet),
        "accept": scans.ACCEPT,
        **quota.limits(request.user),
    }
    return render(request, "campaigns/sheet_scan.html", context, status=422 if error else 200)


def _attached(request: HttpRequest, sheet: SelfCheck) -> str:
    """Why the upload was not taken, "" when it was."""
    upload = next((one for one in request.FILES.getlist("scan") if one), None)
    if upload is None:
        return _("Please choose a file.")
    try:
        scans.attach(sheet, upload, by=request.user)
    except ValidationError as refused:
        return " ".join(refused.messages)
    messages.success(request, _("The signed scan is kept with the sheet."))
    return ""
