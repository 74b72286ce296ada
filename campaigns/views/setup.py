"""The one page on which a campaign is drafted, and on which its plan is changed."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from campaigns import beginnings, plan, suggestions
from campaigns.access import campaign_or_404
from campaigns.beginnings import Beginning
from campaigns.forms.plan import PlanForm, windows_of
from campaigns.kinds import kinds
from campaigns.models import ReminderStep
from campaigns.permissions import can_launch_campaigns, can_set_up
from campaigns.plan_page import parts_of
from campaigns.views.checklist_import import keep
from organization import clock
from organization.access import demand

CHOICES = 50  # templates and earlier campaigns offered; the newest ones


def campaign_new(request: HttpRequest) -> HttpResponse:
    """Draft a campaign from its first day `?start=` on; `?from=` says what it begins with."""
    demand(can_launch_campaigns(request.user))
    beginning = _beginning(request)
    start = _start(request)
    form = PlanForm(
        request.POST or None,
        request.FILES or None,
        beginning=beginning,
        person=request.user,
        initial={
            **suggestions.suggested_fields(beginning, request.user, start),
            "basis": suggestions.suggested_basis(beginning),
        },
        windows=suggestions.suggested_windows(beginning, start),
        steps=suggestions.suggested_steps(beginning),
    )
    if request.method == "POST" and form.is_valid():
        return _draft(request, form)
    context = {
        "form": form,
        "parts": parts_of(form),
        "back": reverse("campaigns"),
        "kinds": kinds().values(),
        "templates": beginnings.templates_for(request.user)[:CHOICES],
        "campaigns": beginnings.campaigns_for(request.user)[:CHOICES],
        "asked": request.GET.get("from", f"kind:{beginning.kind.key}"),
        "start": start,
        "seats": suggestions.suggested_groups(beginning, None, request.user),
        "gone": beginning.gone(),
    }
    return render(request, "campaigns/campaign_new.html", context, status=_status(form))


def setup(request: HttpRequest, code: str) -> HttpResponse:
    """Change the plan of a campaign."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = PlanForm(
        request.POST or None,
        instance=campaign,
        beginning=beginnings.of_kind(campaign.kind),
        person=request.user,
        windows=windows_of(campaign),
        steps=ReminderStep.of(campaign),
    )
    if request.method == "POST":
        version = _number(request.POST.get("version"))
        campaign.demand_changeable()
        if form.is_valid():
            plan.change_plan(campaign, version, form.plan(), by=request.user)
            messages.success(request, _("The plan was saved."))
            return redirect(campaign)
    context = {"form": form, "parts": parts_of(form), "back": reverse("campaign", args=[code])}
    return render(request, "campaigns/setup.html", context, status=_status(form))


def _draft(request: HttpRequest, form: PlanForm) -> HttpResponse:
    drafted = form.plan()
    drafted.groups = suggestions.suggested_groups(
        form.beginning, form.cleaned_data["organisation"], request.user
    )
    campaign = plan.draft_plan(form.kind.key, drafted, by=request.user)
    messages.success(request, _("The campaign was drafted. See what is still missing."))
    if form.cleaned_data["upload"]:
        # Whatever is wrong with the file, the draft stands.
        return keep(request, form.cleaned_data["upload"], campaign)
    return redirect(campaign)


def _beginning(request: HttpRequest) -> Beginning:
    """“kind:…”, “template:…” or “campaign:…”; 404 for what is not there for the person."""
    sort, _colon, which = request.GET.get("from", "").partition(":")
    if sort == "template":
        found = beginnings.templates_for(request.user).defer(None)
        return beginnings.of_template(get_object_or_404(found, pk=_number(which)))
    if sort == "campaign":
        found = beginnings.campaigns_for(request.user).select_related("organisation", "office")
        return beginnings.of_campaign(get_object_or_404(found, code=which))
    return beginnings.of_kind(which)


def _start(request: HttpRequest) -> date:
    """The first day that was asked for, else today."""
    try:
        asked = parse_date(request.GET.get("start", ""))
    except ValueError:
        asked = None
    return asked or clock.today()


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() else 0


def _status(form: PlanForm) -> int:
    return 422 if form.is_bound else 200
