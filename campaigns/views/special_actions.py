"""专项行动: the list, one with what was done under it, planning, beginning, ending, dropping."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import special_actions, timeline
from campaigns.access import action_or_404, campaign_or_404
from campaigns.forms.special_action import ActionForm, DropForm, UnderForm
from campaigns.models import Activity, Campaign, SpecialAction
from campaigns.permissions import can_set_up, can_work_on_action
from organization.access import demand

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def special_action_list(request: HttpRequest, code: str) -> HttpResponse:
    """The actions of the campaign in their order, each with what was done under it."""
    campaign = campaign_or_404(request, code)
    seen = Activity.objects.visible_to(request.user).filter(phase__campaign=campaign)
    rows = (
        SpecialAction.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .select_related("department", "campaign")
        .prefetch_related("supports")
        .annotate(done=Count("activity_rows", filter=Q(activity_rows__in=seen), distinct=True))
    )
    context = {"actions": list(rows), "may_plan": _may_plan(request, campaign)}
    return render(request, "campaigns/special_actions.html", context)


@require_safe
def special_action(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One action: what it is for, who leads it, what was done under it, the next act."""
    return _page(request, action_or_404(request, code, pk))


@_FORM
def new_special_action(request: HttpRequest, code: str) -> HttpResponse:
    """Plan an action."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = ActionForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        action = special_actions.plan(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action is planned."))
        return redirect(action)
    return _form(request, form, None)


@_FORM
def change_special_action(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other words, days or departments."""
    action = _of_the_office(request, code, pk)
    form = ActionForm(request.POST or None, instance=action, campaign=action.campaign)
    if form.is_valid():
        special_actions.change(action, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(action)
    return _form(request, form, SpecialAction.objects.get(pk=action.pk))


@require_POST
def begin_special_action(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is under way."""
    return _work(request, code, pk, special_actions.begin, _("It is under way."))


@require_POST
def finish_special_action(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It was carried out."""
    return _work(request, code, pk, special_actions.finish, _("It was carried out."))


@require_POST
def drop_special_action(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not carried out (any further), and why."""
    action = _of_the_office(request, code, pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _page(request, action, form, status=422)
    special_actions.drop(action, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("It was dropped."))
    return redirect(action)


@_FORM
def activities_under(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say which activities of the timeline were done under the action."""
    action = _of_the_office(request, code, pk)
    form = UnderForm(request.POST if request.method == "POST" else None, action=action)
    if form.is_valid():
        rows = Activity.objects.filter(pk__in=form.cleaned_data["activities"])
        special_actions.keep_under(action, rows, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(action)
    status = 422 if form.is_bound else 200
    context = {"form": form, "action": action}
    return render(request, "campaigns/activities_under.html", context, status=status)


def _of_the_office(request: HttpRequest, code: str, pk: int) -> SpecialAction:
    action = action_or_404(request, code, pk)
    demand(can_set_up(request.user, action.campaign))
    return action


def _work(request: HttpRequest, code: str, pk: int, verb: Callable, said: str) -> HttpResponse:
    action = action_or_404(request, code, pk)
    demand(can_work_on_action(request.user, action))
    verb(action, by=request.user)
    messages.success(request, said)
    return redirect(action)


def _may_plan(request: HttpRequest, campaign: Campaign) -> bool:
    return can_set_up(request.user, campaign) and campaign.is_running


def _page(
    request: HttpRequest,
    action: SpecialAction,
    drop_form: DropForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = timeline.activities(action.campaign, request.user).filter(action=action)
    running = action.campaign.is_running
    context = {
        "action": action,
        "days": timeline.by_day(rows),
        "may_work": running and can_work_on_action(request.user, action),
        "may_plan": _may_plan(request, action.campaign) and action.is_open,
        "may_keep": _may_plan(request, action.campaign) and action.status != "dropped",
        "drop_form": drop_form or DropForm(),
    }
    return render(request, "campaigns/special_action.html", context, status=status)


def _form(request: HttpRequest, form: ActionForm, action: SpecialAction | None) -> HttpResponse:
    used = SpecialAction.objects.filter(campaign=request.campaign).order_by()
    context = {"form": form, "action": action, "kinds": used.values_list("kind").distinct()}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/special_action_form.html", context, status=status)
