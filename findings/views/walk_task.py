"""One walk-through: the walker writes on the phone, the office sends back or drops."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.permissions import can_set_up
from findings import walking
from findings.forms.walk import ProposeForm, WalkForm
from findings.models import Proposal, WalkTask
from findings.permissions import can_plan_visits, can_walk
from organization import clock
from organization.access import demand
from organization.forms.reason import ReasonForm

# Several forms on one page: their fields need ids of their own.
BACK_IDS, DROP_IDS, PROPOSE_IDS = "back_%s", "drop_%s", "propose_%s"


@require_safe
def walk_task(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The task with its record and its proposals."""
    return _page(request, task_or_404(request, code, number))


@require_POST
def save_walk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Save what was tried; with the button "finish" it is handed in as well."""
    task = task_or_404(request, code, number)
    demand(can_walk(request.user, task))
    form = WalkForm(request.POST)
    if not form.is_valid():
        return _page(request, task, form)
    said = dict(form.cleaned_data)
    proposal = said.pop("proposal").strip()
    walking.save_walk(task, by=request.user, **said)
    if proposal:
        walking.propose(task, proposal, by=request.user)
    if "finish" in request.POST:
        return _finished(request, task)
    messages.success(request, _("The record was saved."))
    return redirect(task)


def _finished(request: HttpRequest, task: WalkTask) -> HttpResponse:
    """Handed in; or the page with what is missing, everything typed being saved."""
    if task.walked_on is None or not task.steps.strip():
        messages.error(request, _("Write down the day and the steps that were tried."))
        return redirect(task)
    walking.finish(task, by=request.user)
    messages.success(request, _("The walk was handed in."))
    return redirect(task)


@require_POST
def propose(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One more proposal."""
    task = task_or_404(request, code, number)
    demand(can_walk(request.user, task))
    form = ProposeForm(request.POST, auto_id=PROPOSE_IDS)
    if not form.is_valid():
        return _page(request, task, propose_form=form)
    made = walking.propose(task, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Proposal %(n)d was written down.") % {"n": made.number})
    return redirect(task)


@require_POST
def return_walk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The office asks for more."""
    task = task_or_404(request, code, number)
    demand(can_plan_visits(request.user, task.campaign))
    form = ReasonForm(request.POST, auto_id=BACK_IDS)
    if not form.is_valid():
        return _page(request, task, back_form=form)
    walking.send_back(task, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The task was sent back."))
    return redirect(task)


@require_POST
def drop_walk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The task is not walked."""
    task = task_or_404(request, code, number)
    demand(can_plan_visits(request.user, task.campaign))
    form = ReasonForm(request.POST, auto_id=DROP_IDS)
    if not form.is_valid():
        return _page(request, task, drop_form=form)
    walking.drop(task, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The task was dropped."))
    return redirect(task)


def task_or_404(request: HttpRequest, code: str, number: int) -> WalkTask:
    """The task if it exists for the person."""
    campaign = campaign_or_404(request, code)
    rows = WalkTask.objects.visible_to(request.user).select_related(
        "channel", "stage", "product", "team", "walked_by"
    )
    task = get_object_or_404(rows, campaign=campaign, number=number)
    task.campaign = campaign
    return task


def _page(
    request: HttpRequest, task: WalkTask, form: WalkForm | None = None, **sent: Form
) -> HttpResponse:
    """The page, with the form that was filled in wrongly when there is one."""
    person, campaign, status = request.user, task.campaign, WalkTask.Status
    walks = can_walk(person, task) and campaign.is_running
    office = can_set_up(person, campaign) and campaign.is_running
    writes = walks and task.status in status.writable
    kept = {name: getattr(task, name) for name in ("version", "steps", "obstacles")}
    initial = {**kept, "walked_on": task.walked_on or clock.today()}
    context = {
        "task": task,
        "form": form or (WalkForm(initial=initial) if writes else None),
        "writes": writes,
        "may_propose": walks and not writes and task.status != status.DROPPED,
        "proposals": Proposal.objects.visible_to(person).filter(task=task),
        "members": task.team.memberships.select_related("person__department"),
        "may_return": office and task.status == status.WALKED,
        "may_drop": office and task.status in status.writable,
        "back_form": ReasonForm(auto_id=BACK_IDS),
        "drop_form": ReasonForm(auto_id=DROP_IDS),
        "propose_form": ProposeForm(auto_id=PROPOSE_IDS),
        **sent,
    }
    answer = 422 if form is not None or sent else 200
    return render(request, "findings/walk_task.html", context, status=answer)
