"""Walk-through tasks from a workbook: the file, its columns, the preview, one confirmation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import import_shelf
from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from findings import walking
from findings.forms.walk_import import WalkColumnsForm, WalkFileForm
from findings.permissions import can_plan_visits
from findings.walk_reading import WalkDraft, WalkUpload, read_walks
from organization import imported
from organization.access import demand
from organization.sheets import Unreadable

SHOWN = 200  # problems and rows on the preview; their numbers are always the true ones


@require_http_methods(["GET", "HEAD", "POST"])
def walk_import(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the file; one that cannot be read is refused with 422."""
    campaign = _campaign(request, code)
    form = WalkFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            upload = WalkUpload.read(form.cleaned_data["file"], campaign.code)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect("walk_columns", code, import_shelf.put(upload, by=request.user))
    status = 422 if form.errors else 200
    return render(request, "findings/walk_import.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def walk_columns(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Which column is what, guessed and changed; `?sheet=&row=` say where the heading is."""
    campaign = _campaign(request, code)
    upload = _kept(request, campaign, token, WalkUpload)
    asked = request.POST or request.GET
    mapping = upload.mapping(asked.get("sheet", ""), asked.get("row", ""))
    form = WalkColumnsForm(request.POST or None, mapping=mapping)
    if form.is_bound and form.is_valid():
        try:
            due_on = form.cleaned_data["due_on"]
            draft = read_walks(form.mapping, campaign, due_on, upload.file)
        except Unreadable as error:
            form.add_error(None, str(error))
        else:
            return redirect("walk_preview", code, import_shelf.put(draft, by=request.user))
    context = {
        "form": form,
        "mapping": mapping,
        "upload": upload,
        "heading_row": mapping.heading + 1,
    }
    status = 422 if form.errors else 200
    return render(request, "findings/walk_columns.html", context, status=status)


@require_safe
def walk_preview(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What would come, what is there already, and every problem by its cell."""
    campaign = _campaign(request, code)
    draft = _kept(request, campaign, token, WalkDraft)
    context = {
        "draft": draft,
        "errors": draft.errors[:SHOWN],
        "lines": draft.new[:SHOWN],
        "known": len(draft.lines) - len(draft.new),
        "token": token,
    }
    return render(request, "findings/walk_preview.html", context)


@require_POST
def walk_confirm(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Make every task that is new, or nothing."""
    campaign = _campaign(request, code)
    if _kept(request, campaign, token, WalkDraft).errors:
        raise Http404
    with import_shelf.taken(token, WalkDraft, by=request.user) as draft:
        number = walking.plan_walks(campaign, draft.cells(campaign), by=request.user)
    said = _("%(n)d tasks are new.") % {"n": number}
    to, again = (reverse(name, args=[code]) for name in ("walks", "walk_import"))
    return imported.done(request, token, said, to=to, again=again)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_plan_visits(request.user, campaign))
    return campaign


def _kept(request: HttpRequest, campaign: Campaign, token: str, kind):
    """What the person uploaded for this campaign; 404 for anything else."""
    found = import_shelf.look_at(token, kind, by=request.user)
    if found is None or found.campaign != campaign.code:
        raise imported.missing(request, token)
    return found
