"""The times of a campaign for extensions and look-backs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campaigns.access import campaign_or_404
from campaigns.permissions import can_oversee
from organization.access import demand
from rectification.forms import RulesForm
from rectification.models import RectificationRules
from rectification.permissions import can_plan


def rectification_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Overseers read them, the office changes them."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    plans = can_plan(request.user, campaign)
    rules = RectificationRules.of(campaign)
    form = RulesForm(request.POST or None, instance=rules)
    if request.method == "POST":
        demand(plans, _("The office sets these times."))
        if form.is_valid():
            rules.change(by=request.user, **form.cleaned_data)
            messages.success(request, _("The times hold from now on."))
            return redirect("extensions", code)
    for field in form.fields.values():
        field.disabled = not plans
    status = 422 if form.is_bound else 200
    context = {"campaign": campaign, "form": form, "plans": plans}
    return render(request, "rectification/rules.html", context, status=status)
