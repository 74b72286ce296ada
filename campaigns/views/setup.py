"""The one page on which a campaign is drafted, and on which its plan is changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import plan
from campaigns.access import campaign_or_404
from campaigns.forms.plan import PlanForm, windows_of
from campaigns.kinds import Kind, kinds
from campaigns.permissions import can_launch_campaigns, can_set_up
from campaigns.suggestions import suggested_fields, suggested_windows
from campaigns.views.checklist_import import keep
from organization import clock
from organization.access import demand


def campaign_new(request: HttpRequest) -> HttpResponse:
    """Draft a campaign of the kind in `?kind=`."""
    demand(can_launch_campaigns(request.user))
    kind = _kind(request)
    today = clock.today()
    form = PlanForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        person=request.user,
        initial=suggested_fields(kind, request.user, today),
        windows=suggested_windows(kind, today),
    )
    if request.method == "POST" and form.is_valid():
        campaign = plan.draft_plan(kind.key, form.plan(), by=request.user)
        messages.success(request, _("The campaign was drafted. See what is still missing."))
        if form.cleaned_data["upload"]:
            # Whatever is wrong with the file, the draft stands.
            return keep(request, form.cleaned_data["upload"], campaign)
        return redirect(campaign)
    context = {"form": form, "kind": kind, "kinds": kinds().values()}
    return render(request, "campaigns/campaign_new.html", context, status=_status(form))


def setup(request: HttpRequest, code: str) -> HttpResponse:
    """Change the plan of a campaign."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = PlanForm(
        request.POST or None,
        instance=campaign,
        kind=kinds()[campaign.kind],
        person=request.user,
        windows=windows_of(campaign),
    )
    if request.method == "POST":
        version = _number(request.POST.get("version"))
        campaign.demand_changeable()
        if form.is_valid():
            plan.change_plan(campaign, version, form.plan(), by=request.user)
            messages.success(request, _("The plan was saved."))
            return redirect(campaign)
    context = {"form": form, "kind": form.kind, "back": reverse("campaign", args=[code])}
    return render(request, "campaigns/setup.html", context, status=_status(form))


def _kind(request: HttpRequest) -> Kind:
    """The kind that was asked for, else the first one."""
    asked = request.GET.get("kind", "")
    return kinds().get(asked) or next(iter(kinds().values()))


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() else 0


def _status(form: PlanForm) -> int:
    return 422 if form.is_bound else 200
