"""下一步工作: the list in the order of the report, one step, planning it, working on it."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.forms.special_action import DropForm
from campaigns.models import Campaign
from organization.access import demand
from organization.models import record
from organization.registers import download, workbook
from rectification import next_steps, step_register
from rectification.access import step_or_404
from rectification.forms.next_step import ResultForm, StepForm, StepGroupForm
from rectification.models import NextStep
from rectification.permissions import can_plan, can_work_on_step

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def next_step_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every step that exists for the person, in order; tiles count open, late and done ones."""
    campaign = campaign_or_404(request, code)
    rows = list(step_register.of(campaign, request.user))
    shelf = request.GET.get("shelf", "")
    shown = step_register.on_shelf(rows, shelf)
    context = {
        "steps": shown,
        "is_empty": not rows,
        "tiles": step_register.tiles(rows),
        "shelf": shelf,
        "may_plan": can_plan(request.user, campaign) and campaign.is_running,
    }
    return render(request, "rectification/next_steps.html", context)


@require_safe
def next_steps_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a worksheet, one row a step."""
    campaign = campaign_or_404(request, code)
    rows = step_register.of(campaign, request.user)
    title = _("Next steps")
    contents = workbook(title, step_register.columns(), step_register.lines(rows))
    record("campaign.steps_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


@require_safe
def next_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One step: what, who, until when, what it goes on with, and the next act."""
    return _page(request, step_or_404(request, code, pk))


@_FORM
def new_next_step(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a step at the end of the list."""
    campaign = campaign_or_404(request, code)
    demand(can_plan(request.user, campaign))
    form = StepForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        step = next_steps.plan(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The step is planned."))
        return redirect(step)
    return _form(request, campaign, form, None)


@_FORM
def change_next_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other words, days, departments or links."""
    step = _of_the_office(request, code, pk)
    names = "\n".join(step.mechanisms.values_list("name", flat=True))
    form = StepForm(
        request.POST or None,
        instance=step,
        campaign=step.campaign,
        initial={"mechanisms": names},
    )
    if form.is_valid():
        next_steps.change(step, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(step)
    return _form(request, step.campaign, form, NextStep.objects.get(pk=step.pk))


@require_POST
def begin_next_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is under way."""
    step = _to_work_on(request, code, pk)
    next_steps.begin(step, by=request.user)
    messages.success(request, _("It is under way."))
    return redirect(step)


@require_POST
def report_step_done(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is done, and what came of it."""
    step = _to_work_on(request, code, pk)
    return _act(request, step, ResultForm(request.POST), "result", next_steps.report_done)


@require_POST
def drop_next_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not carried out (any further), and why."""
    step = _of_the_office(request, code, pk)
    return _act(request, step, DropForm(request.POST), "reason", next_steps.drop)


@require_POST
def set_up_step_group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The work group the step asks for; its members are added on the page of the group."""
    step = _of_the_office(request, code, pk)
    return _act(request, step, StepGroupForm(request.POST), "name", next_steps.set_up_group)


@require_POST
def lead_step_to_measure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Point at the measure that the step repeats, instead of telling it again."""
    step = _of_the_office(request, code, pk)
    wanted = request.POST.get("measure", "")
    rows = next_steps.measures_of(step.campaign)
    measure = get_object_or_404(rows, pk=int(wanted) if wanted.isdecimal() else 0)
    next_steps.lead_to(step, measure, by=request.user)
    messages.success(request, _("The step leads to the measure now."))
    return redirect(step)


def _of_the_office(request: HttpRequest, code: str, pk: int) -> NextStep:
    step = step_or_404(request, code, pk)
    demand(can_plan(request.user, step.campaign))
    return step


def _to_work_on(request: HttpRequest, code: str, pk: int) -> NextStep:
    step = step_or_404(request, code, pk)
    demand(can_work_on_step(request.user, step))
    return step


def _act(
    request: HttpRequest, step: NextStep, form: BaseForm, name: str, verb: Callable
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, step, {f"{name}_form": form}, status=422)
    verb(step, form.cleaned_data[name], by=request.user)
    messages.success(request, _("Saved."))
    return redirect(step)


def _page(
    request: HttpRequest, step: NextStep, forms: dict | None = None, status: int = 200
) -> HttpResponse:
    plans = can_plan(request.user, step.campaign)
    open_here = step.is_open and not step.campaign.is_over
    may_plan = plans and open_here
    context = {
        "step": step,
        "links": step_register.links(step, request.user),
        "repeated": next_steps.repeated_measure(step) if may_plan else None,
        "may_plan": may_plan,
        "may_work": open_here and can_work_on_step(request.user, step),
        "may_set_up_group": may_plan and step.campaign.is_running and not step.group_id,
        "may_see_group": plans,
        "result_form": ResultForm(),
        "reason_form": DropForm(),
        "name_form": StepGroupForm(),
        **(forms or {}),
    }
    return render(request, "rectification/next_step.html", context, status=status)


def _form(
    request: HttpRequest, campaign: Campaign, form: StepForm, step: NextStep | None
) -> HttpResponse:
    context = {"form": form, "step": step, "campaign": campaign}
    status = 422 if form.is_bound else 200
    return render(request, "rectification/next_step_form.html", context, status=status)
