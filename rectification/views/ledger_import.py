"""An existing ledger: choose the file, say what its columns are, look, confirm once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import import_shelf
from campaigns.models import Campaign
from organization import clock, imported
from organization.access import demand
from organization.column_mapping import Mapping
from organization.sheets import Unreadable
from rectification.access import ledger_or_404
from rectification.forms.ledger_import import ColumnsForm, LedgerFileForm
from rectification.ledger_draft import LedgerDraft
from rectification.ledger_import import import_ledger, mark_known
from rectification.ledger_reading import Setting, read_ledger
from rectification.ledger_upload import LedgerUpload, title_year
from rectification.permissions import can_plan

SHOWN = 200  # problems and rows on the preview; their numbers are always the true ones


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_import(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the file; one that cannot be read is refused with 422."""
    campaign = _campaign(request, code)
    form = LedgerFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            upload = LedgerUpload.read(form.cleaned_data["file"], campaign.code)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            token = import_shelf.put(upload, by=request.user)
            return redirect("ledger_columns", campaign.code, token)
    context = {"campaign": campaign, "form": form}
    status = 422 if form.errors else 200
    return render(request, "rectification/ledger_import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_columns(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Which column is what, guessed and changed; `?sheet=&row=` say where the heading is."""
    campaign = _campaign(request, code)
    upload = _kept(request, campaign, token, LedgerUpload)
    asked = request.POST or request.GET
    mapping = upload.mapping(asked.get("sheet", ""), asked.get("row", ""))
    year = title_year(mapping, clock.today().year)
    form = ColumnsForm(request.POST or None, mapping=mapping, initial={"year": year})
    if form.is_bound and form.is_valid():
        try:
            draft = _read(form.mapping, campaign, form.cleaned_data["year"], upload, request)
        except Unreadable as error:
            form.add_error(None, str(error))
        else:
            shelved = import_shelf.put(draft, by=request.user)
            return redirect("ledger_preview", campaign.code, shelved)
    context = {
        "campaign": campaign,
        "form": form,
        "mapping": mapping,
        "upload": upload,
        "token": token,
        "heading_row": mapping.heading + 1,
    }
    status = 422 if form.errors else 200
    return render(request, "rectification/ledger_columns.html", context, status=status)


@require_safe
def ledger_preview(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What would come, what stays as it is, and every problem by its cell."""
    campaign = _campaign(request, code)
    draft = _kept(request, campaign, token, LedgerDraft)
    context = {
        "campaign": campaign,
        "draft": draft,
        "errors": draft.errors[:SHOWN],
        "warnings": draft.warnings[:SHOWN],
        "lines": draft.new[:SHOWN],
        "token": token,
    }
    return render(request, "rectification/ledger_import_preview.html", context)


@require_POST
def ledger_confirm(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Write everything that is new, or nothing."""
    campaign = _campaign(request, code)
    _kept(request, campaign, token, LedgerDraft)
    with import_shelf.taken(token, LedgerDraft, by=request.user) as draft:
        n = len(import_ledger(draft, campaign, by=request.user))
    said = ngettext("Imported: %(n)d task.", "Imported: %(n)d tasks.", n)
    to, again = (reverse(name, args=[code]) for name in ("ledger", "ledger_import"))
    return imported.done(request, token, said % {"n": n}, to=to, again=again)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = ledger_or_404(request, code)
    demand(can_plan(request.user, campaign), _("The office keeps the ledger."))
    return campaign


def _kept(request: HttpRequest, campaign: Campaign, token: str, kind):
    """What the person uploaded for this campaign; 404 for anything else."""
    found = import_shelf.look_at(token, kind, by=request.user)
    if found is None or found.campaign != campaign.code:
        raise imported.missing(request, token)
    return found


def _read(
    mapping: Mapping, campaign: Campaign, year: int, upload: LedgerUpload, request: HttpRequest
) -> LedgerDraft:
    draft = read_ledger(mapping, campaign, Setting(year, upload.file, request.user))
    mark_known(draft, campaign)
    draft.errors.sort(key=lambda error: error.place)
    return draft
