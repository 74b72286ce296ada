"""One task: what is to be done until when, how far it is, who looked at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.models import Evidence
from campaigns.permissions import can_oversee
from findings.models import Finding
from organization import clock
from organization.models.event import possible_moves
from rectification import lights, task_history
from rectification.access import task_or_404
from rectification.forms import AcceptForm, ProgressForm, SendBackForm
from rectification.forms.progress import Documents, Outcomes
from rectification.models import Progress, RectificationRules, Task
from rectification.models.handing_in import Again, nothing_new
from rectification.permissions import can_accept, can_plan, can_work
from rectification.views import task_parts


@require_safe
def task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The page of a task."""
    return task_page(request, task_or_404(request, code, pk))


def task_page(request: HttpRequest, row: Task, status: int = 200, **forms) -> HttpResponse:
    """The page, with a form that was filled in wrongly when there is one."""
    person, today = request.user, clock.today()
    oversees = can_oversee(person, row.campaign)
    context = {
        "campaign": row.campaign,
        "task": row,
        "finding": row.finding,
        "finding_exists": Finding.objects.visible_to(person).filter(pk=row.finding.pk).exists(),
        "supports": row.supports.all(),
        "light": row.light(today),
        "light_note": lights.note(row, today),
        "reports": _reports(row),
        "readable": _readable(row, person),
        "acceptances": list(
            row.acceptances.select_related("by").prefetch_related(task_parts.FILES)
        ),
        "oversees": oversees,
        **_may(row, person),
        **_forms(row),
        **task_parts.of_extensions(row, person, today),
        **task_parts.of_look_backs(row, person),
        **task_parts.of_plan(row, person, today, forms),
        **forms,
    }
    context["entries"] = task_history.of_task(
        row, person, context["extensions"], context["look_backs"], context.get("milestones", ())
    )
    return render(request, "rectification/task.html", context, status=status)


def _forms(row: Task) -> dict:
    """Empty forms for the work and for the look at it."""
    return {
        "progress_form": ProgressForm(initial={"percent": row.percent}, auto_id="progress_%s"),
        "outcomes": Outcomes(prefix="outcomes"),
        "documents": Documents(prefix="documents"),
        "accept_form": AcceptForm(auto_id="accept_%s"),
        "send_back_form": SendBackForm(auto_id="back_%s"),
    }


def _may(row: Task, person) -> dict:
    """What this person may do with the task as it stands."""
    moves = possible_moves(row) if row.campaign.is_running else ()
    works = can_work(person, row) and row.campaign.is_running
    wanted = RectificationRules.of(row.campaign).again
    accepts = "closed" in moves and can_accept(person, row)
    oversees_work = person.roles.on_campaign(row.campaign_id, "office", "inspector")
    return {
        "may_report": works and row.status not in (Task.Status.SUBMITTED, Task.Status.CLOSED),
        "may_submit": works and "submitted" in moves,
        "ahead": row.open_milestones() if works and "submitted" in moves else [],
        "nothing_new": nothing_new(row, wanted) if works and "submitted" in moves else "",
        "again_is_free": wanted == Again.FREE,
        "plan_is_missing": row.due_on is None and row.long_term_plan is None,
        "may_decide": accepts,
        "may_urge": can_plan(person, row.campaign)
        and row.campaign.is_running
        and row.status not in (Task.Status.SUBMITTED, Task.Status.CLOSED),
        "others_decide": "closed" in moves and oversees_work and not accepts,
    }


def _reports(row: Task) -> list[Progress]:
    """The progress entries with their files, the latest first."""
    entries = row.progress.select_related("by").prefetch_related(
        task_parts.FILES, "outcomes", "documents"
    )
    return list(entries.order_by("-id"))


def _readable(row: Task, person) -> frozenset[int]:
    """The files of the task's department in the campaign that exist for the person."""
    files = Evidence.objects.visible_to(person).filter(
        campaign=row.campaign, department=row.department
    )
    return frozenset(files.values_list("pk", flat=True))
