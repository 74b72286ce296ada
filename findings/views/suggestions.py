"""建议: to the superior and inside the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.permissions import can_oversee
from findings import consolidation
from findings.forms import SuggestionForm
from findings.models import Suggestion
from findings.permissions import can_consolidate
from findings.views.findings import tabs
from organization.access import demand


@require_safe
def suggestions(request: HttpRequest, code: str) -> HttpResponse:
    """Every suggestion with the findings it answers; overseers only."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    context = {
        "tab": "suggestions",
        "suggestions": Suggestion.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .prefetch_related("findings"),
        "may_suggest": can_consolidate(request.user, campaign) and campaign.is_running,
        **tabs(campaign, request.user),
    }
    return render(request, "findings/suggestions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a suggestion; `?finding=3` says which finding it answers."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    number = request.GET.get("finding", "")
    chosen = campaign.findings.filter(number=int(number)) if number.isdecimal() else None
    form = SuggestionForm(
        request.POST or None, campaign=campaign, initial={"findings": chosen or ()}
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "findings/suggest.html", {"form": form}, status=status)
    fields = dict(form.cleaned_data)
    answered = list(fields.pop("findings"))
    consolidation.suggest(campaign, answered, by=request.user, **fields)
    messages.success(request, _("The suggestion was recorded."))
    return redirect(answered[0]) if answered else redirect("suggestions", campaign.code)
