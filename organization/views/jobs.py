"""Jobs: the administrator's list, and the progress of one for whoever asked for it."""

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organization import backups, delivery_log, keyset, sweeps
from organization import jobs as activity
from organization.access import demand
from organization.models import Job, Person
from organization.permissions import can_administer


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """All jobs, newest first, beside the sweeps and the mails that wait; `?state=failed` shows
    one state."""
    demand(can_administer(request.user))
    state = request.GET.get("state", "")
    rows = Job.objects.visible_to(request.user).in_state(state).select_related("by")
    context = {
        "sweeps": sweeps.running(),
        "mails": delivery_log.depth(),
        "backup": backups.last(),
        "backups": backups.described(),
        "page": keyset.page_of(rows, request.GET.get("before")),
        "counts": Job.objects.counts(),
        "state": state,
    }
    return render(request, "organization/jobs.html", context)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is; htmx asks again every two seconds until it has ended."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("by"), pk=pk)
    template = "organization/_job.html" if request.htmx else "organization/job.html"
    context = {"job": found, "may_see_result": _may_see_result(request.user, found)}
    return render(request, template, context)


@require_POST
def retry_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, for a job that failed."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    again = activity.retry(found, by=request.user)
    messages.success(request, _("The job was started again."))
    return redirect(again)


def _may_see_result(person: Person, found: Job) -> bool:
    """Does what the job made exist for the person? Administrators see jobs, not their papers."""
    thing = found.result.get("thing")
    if not thing:
        return False
    return apps.get_model(thing).objects.visible_to(person).filter(pk=found.result["pk"]).exists()
