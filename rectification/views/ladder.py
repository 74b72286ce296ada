"""督办建议: what the ladder proposes, read by office and leaders, decided by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from findings.permissions import can_see_liability
from organization.access import demand
from organization.models import NotAllowed
from organization.models.role import holders
from rectification import proposing
from rectification.access import task_or_404
from rectification.forms.ladder import DismissForm, FollowForm
from rectification.models import LadderDecision, Task
from rectification.permissions import can_decide_proposals

SHOWN = 100  # of those that are decided; the rest is in the log


@require_safe
def proposals(request: HttpRequest, code: str) -> HttpResponse:
    """What stands to be decided, and what was."""
    campaign = campaign_or_404(request, code)
    demand(can_see_liability(request.user, campaign))
    decided = LadderDecision.objects.visible_to(request.user).filter(task__campaign=campaign)
    context = {
        "campaign": campaign,
        "rows": proposing.proposed([campaign], request.user),
        "decided": decided.select_related("task__department", "consequence", "by")[:SHOWN],
        "may_decide": can_decide_proposals(request.user, campaign),
    }
    return render(request, "rectification/ladder_proposals.html", context)


@require_safe
def proposal(request: HttpRequest, code: str, pk: int, what: str, step: str) -> HttpResponse:
    """One proposal with both ways out of it."""
    task = _task(request, code, pk)
    return _page(request, task, what, step)


@require_POST
def follow_proposal(request: HttpRequest, code: str, pk: int, what: str, step: str) -> HttpResponse:
    """Record what followed."""
    task = _task(request, code, pk)
    row = _row(request, task, what, step)
    form = FollowForm(request.POST, row=row, post="")
    if not form.is_valid():
        return _page(request, task, what, step, 422, follow_form=form)
    proposing.follow(task, what, step, by=request.user, **form.cleaned_data)
    messages.success(request, _("The result was recorded."))
    return redirect("ladder_proposals", code)


@require_POST
def dismiss_proposal(
    request: HttpRequest, code: str, pk: int, what: str, step: str
) -> HttpResponse:
    """Do not follow it, with the reason."""
    task = _task(request, code, pk)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _page(request, task, what, step, 422, dismiss_form=form)
    proposing.dismiss(task, what, step, by=request.user, **form.cleaned_data)
    messages.success(request, _("Noted with its reason: the proposal is not followed."))
    return redirect("ladder_proposals", code)


def _task(request: HttpRequest, code: str, pk: int) -> Task:
    task = task_or_404(request, code, pk)
    demand(can_decide_proposals(request.user, task.campaign))
    return task


def _row(request: HttpRequest, task: Task, what: str, step: str) -> proposing.Proposed:
    for row in proposing.about(task, request.user):
        if (row.what, row.step.key) == (what, step):
            return row
    raise NotAllowed(_("The ladder does not propose this (any more)."))


def _page(
    request: HttpRequest, task: Task, what: str, step: str, status: int = 200, **forms
) -> HttpResponse:
    row = _row(request, task, what, step)
    head = holders(task.department, "head").first()
    context = {
        "campaign": task.campaign,
        "task": task,
        "row": row,
        "follow_form": FollowForm(row=row, post=head.title if head else ""),
        "dismiss_form": DismissForm(),
        **forms,
    }
    return render(request, "rectification/ladder_proposal.html", context, status=status)
