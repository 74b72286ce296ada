"""Which visits and walk-throughs were done under a special action."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.access import action_or_404
from campaigns.permissions import can_set_up
from campaigns.special_actions import keep_under
from findings.forms.special_action import VisitsUnderForm
from findings.models import VisitPlan
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def visits_under(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Choose plans of visits and teams that walk; only the office may."""
    action = action_or_404(request, code, pk)
    demand(can_set_up(request.user, action.campaign))
    form = VisitsUnderForm(request.POST if request.method == "POST" else None, action=action)
    if form.is_valid():
        plans = VisitPlan.objects.filter(pk__in=form.cleaned_data["plans"])
        with transaction.atomic():
            keep_under(action, plans, by=request.user)
            keep_under(action, form.walks(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(action)
    status = 422 if form.is_bound else 200
    context = {"form": form, "action": action}
    return render(request, "findings/visits_under.html", context, status=status)
