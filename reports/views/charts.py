"""The office has charts added to the report, or left out again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization.access import demand
from reports import charting
from reports.permissions import can_write_papers
from reports.views.papers import campaign_of


@require_POST
def choose_charts(request: HttpRequest, code: str) -> HttpResponse:
    """`shown` is 1 for a report with charts."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    shown = request.POST.get("shown") == "1"
    charting.choose(campaign, shown=shown, by=request.user)
    words = _("The charts are the last annex now.") if shown else _("The charts were left out.")
    messages.success(request, words)
    return redirect("paper", code, charting.REPORT)
