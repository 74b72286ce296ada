"""长远规划: plan, milestones, reviews."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization.access import demand
from organization.form_pages import refusals_in
from rectification import long_term
from rectification.access import milestone_or_404, task_or_404
from rectification.forms import MilestoneForm, PlanForm, ReachForm, ReviewForm, WaiveForm
from rectification.models import LongTermPlan, Task
from rectification.permissions import (
    can_plan_long_term,
    can_review_plan,
    can_waive_milestone,
    can_work,
)
from rectification.views.task import task_page
from rectification.views.uploading import stored


@require_POST
def long_term_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make the plan, or change its goal, owner and rhythm."""
    row = task_or_404(request, code, pk)
    demand(can_plan_long_term(request.user, row))
    row.demand_with_department()
    form = PlanForm(request.POST, task=row, auto_id="plan_%s")
    if not form.is_valid():
        return task_page(request, row, 422, plan_form=form)
    plan = row.long_term_plan
    if plan is None:
        long_term.make_plan(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The plan was made. Now add its milestones."))
    else:
        plan.task = row
        long_term.change_plan(plan, by=request.user, **form.cleaned_data)
        messages.success(request, _("The long-term plan was changed."))
    return redirect(f"{row.get_absolute_url()}#plan")


@require_POST
def add_milestone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more milestone."""
    row = task_or_404(request, code, pk)
    demand(can_plan_long_term(request.user, row))
    plan = _plan_of(row)
    form = MilestoneForm(request.POST, auto_id="milestone_%s")
    if form.is_valid():
        with refusals_in(form):
            long_term.add_milestone(plan, by=request.user, **form.cleaned_data)
            messages.success(request, _("The milestone was added."))
            return redirect(f"{row.get_absolute_url()}#plan")
    return task_page(request, row, 422, milestone_form=form)


@require_POST
def reach_milestone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is reached."""
    row = milestone_or_404(request, code, pk)
    task = row.plan.task
    demand(can_work(request.user, task))
    task.demand_with_department()
    form = ReachForm(request.POST, request.FILES, auto_id=f"reach_{row.pk}_%s")
    files = stored(form, task, by=request.user) if form.is_valid() else None
    if files is None:
        return task_page(request, task, 422, reach_forms={row.pk: form})
    long_term.reach(row, by=request.user, text=form.cleaned_data["text"], evidence=files)
    messages.success(request, _("The milestone was reached."))
    return redirect(f"{task.get_absolute_url()}#plan")


@require_POST
def waive_milestone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office lets it go, with the reason."""
    row = milestone_or_404(request, code, pk)
    task = row.plan.task
    demand(can_waive_milestone(request.user, task))
    form = WaiveForm(request.POST, auto_id=f"waive_{row.pk}_%s")
    if not form.is_valid():
        return task_page(request, task, 422, waive_forms={row.pk: form})
    long_term.waive(row, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The milestone was waived."))
    return redirect(f"{task.get_absolute_url()}#plan")


@require_POST
def review_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How the plan stands at the end of a period."""
    row = task_or_404(request, code, pk)
    plan = _plan_of(row)
    demand(can_review_plan(request.user, plan))
    form = ReviewForm(request.POST, plan=plan, auto_id="review_%s")
    if not form.is_valid():
        return task_page(request, row, 422, review_form=form)
    long_term.review(plan, by=request.user, **form.cleaned_data)
    messages.success(request, _("The review was written down."))
    return redirect(f"{row.get_absolute_url()}#plan")


def _plan_of(task: Task) -> LongTermPlan:
    plan = task.long_term_plan
    if plan is None:
        raise Http404
    plan.task = task
    return plan
