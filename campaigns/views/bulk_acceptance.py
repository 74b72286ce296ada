"""Accepting many answers at once, after a look at what it touches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaigns.access import campaign_or_404
from campaigns.bulk_acceptance import Preview, accept_seen, preview, read_seen
from campaigns.forms.bulk_acceptance import BulkForm
from campaigns.models import Campaign, SelfCheck
from campaigns.permissions import can_review
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_acceptance(request: HttpRequest, code: str) -> HttpResponse:
    """The list of what would be accepted; a POST accepts what was on it."""
    campaign = campaign_or_404(request, code)
    demand(can_review(request.user, campaign), _("The office reviews the sheets."))
    if request.method == "POST":
        return _accept(request, campaign)
    form = BulkForm(request.GET or None, departments=_departments(campaign))
    found = preview(campaign, form.choice()) if not form.is_bound or form.is_valid() else Preview()
    context = {"form": form, "preview": found}
    status = 422 if form.errors else 200
    return render(request, "campaigns/bulk_acceptance.html", context, status=status)


def _accept(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    form = BulkForm(request.POST, departments=_departments(campaign))
    if not form.is_valid():
        context = {"form": form, "preview": Preview()}
        return render(request, "campaigns/bulk_acceptance.html", context, status=422)
    seen = read_seen(request.POST.get("seen", ""))
    outcome = accept_seen(campaign, form.choice(), seen, by=request.user)
    n = len(outcome.chosen)
    said = ngettext("%(n)d item is accepted.", "%(n)d items are accepted.", n) % {"n": n}
    if not outcome.left_out:
        messages.success(request, said)
        return redirect("review", campaign.code)
    context = {"outcome": outcome, "said": said}
    return render(request, "campaigns/bulk_accepted.html", context)


def _departments(campaign: Campaign) -> list[tuple[str, str]]:
    """Those whose sheets wait for the office."""
    sheets = SelfCheck.objects.filter(campaign=campaign).submitted()
    return list(sheets.values_list("department__code", "department__name"))
