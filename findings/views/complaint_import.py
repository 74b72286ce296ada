"""Complaint statistics out of a worksheet: template, file, preview, confirmed once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import import_shelf
from campaigns.models import Campaign
from findings import complaint_import as activity
from findings.access import surveying_or_404
from findings.complaint_import import ComplaintDraft
from findings.complaint_reading import read_complaints
from findings.forms.complaint import ComplaintFileForm
from findings.permissions import can_consolidate
from organization import imported
from organization.access import demand
from organization.registers import download
from organization.sheets import Unreadable

SHOWN = 200  # problems and periods on a page; their numbers are always the true ones


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_import(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the file; one with errors comes back with every one of them, and is not kept."""
    campaign = _campaign(request, code)
    form = ComplaintFileForm(request.POST or None, request.FILES or None)
    draft = None
    if form.is_bound and form.is_valid():
        try:
            draft = read_complaints(form.cleaned_data["file"], campaign)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            if not draft.errors:
                token = import_shelf.put(draft, by=request.user)
                return redirect("complaint_preview", code, token)
    context = {"form": form, "draft": draft, "errors": draft.errors[:SHOWN] if draft else []}
    status = 422 if form.errors or draft else 200
    return render(request, "findings/complaint_import.html", context, status=status)


@require_safe
def complaint_template(request: HttpRequest, code: str) -> HttpResponse:
    """The worksheet to fill in, with the causes of the campaign."""
    campaign = _campaign(request, code)
    name = _("Template of complaint statistics")
    return download(activity.template(campaign), f"{name}.xlsx")


@require_safe
def complaint_preview(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What would come and what stands already; nothing is written yet."""
    campaign = _campaign(request, code)
    draft = _kept(request, campaign, token)
    context = {"draft": draft, "periods": draft.new[:SHOWN], "token": token}
    return render(request, "findings/complaint_preview.html", context)


@require_POST
def confirm_complaints(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Write every new period, or nothing."""
    campaign = _campaign(request, code)
    _kept(request, campaign, token)
    with import_shelf.taken(token, ComplaintDraft, by=request.user) as draft:
        n = activity.import_complaints(draft, campaign, by=request.user)
    said = ngettext("Imported: %(n)d period.", "Imported: %(n)d periods.", n)
    to, again = (reverse(name, args=[code]) for name in ("complaints", "complaint_import"))
    return imported.done(request, token, said % {"n": n}, to=to, again=again)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    campaign.demand_changeable()
    return campaign


def _kept(request: HttpRequest, campaign: Campaign, token: str) -> ComplaintDraft:
    """What the person uploaded for this campaign; 404 for anything else."""
    found = import_shelf.look_at(token, ComplaintDraft, by=request.user)
    if found is None or found.campaign != campaign.code:
        raise imported.missing(request, token)
    return found
