"""From a finding to measures and tasks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from findings.access import finding_or_404
from organization.access import demand
from organization.models import NotAllowed
from organization.templatetags.shell import full_day
from rectification import planning
from rectification.access import measure_or_404
from rectification.forms import MeasureForm, TaskForm
from rectification.models import Task
from rectification.permissions import can_plan


@require_http_methods(["GET", "HEAD", "POST"])
def plan_measure(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One more measure for a confirmed finding; then who does it."""
    finding = finding_or_404(request, code, number)
    demand(can_plan(request.user, finding.campaign))
    form = MeasureForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"finding": finding, "form": form}
        return render(request, "rectification/plan_measure.html", context, status=status)
    measure = planning.add_measure(finding, by=request.user, **form.cleaned_data)
    messages.success(request, _("The measure was planned. Now assign it."))
    return redirect("assign_task", code, measure.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_measure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Word a measure anew, as long as its finding is open."""
    measure = measure_or_404(request, code, pk)
    finding, stands = measure.finding, planning.words_of(measure)
    demand(can_plan(request.user, finding.campaign))
    form = MeasureForm(request.POST or None, instance=measure)
    read = request.POST.get("read", stands).replace("\r\n", "\n")
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            planning.change_measure(measure, read, by=request.user, **form.cleaned_data)
        except NotAllowed as refused:
            # What was typed stays in the fields; what stands by now is shown above them.
            form.add_error(None, refused.reason)
            read, status = stands, 409
        else:
            messages.success(request, _("The measure was changed."))
            return redirect(finding)
    context = {"finding": finding, "form": form, "measure": measure, "read": read}
    context["stands"] = stands if status == 409 else ""
    return render(request, "rectification/plan_measure.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def assign_task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give a measure to a department with a deadline."""
    measure = measure_or_404(request, code, pk)
    finding = measure.finding
    demand(can_plan(request.user, finding.campaign))
    form = TaskForm(request.POST or None, measure=measure, campaign=finding.campaign)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"finding": finding, "measure": measure, "form": form}
        return render(request, "rectification/assign_task.html", context, status=status)
    fields = dict(form.cleaned_data)
    task = planning.assign_task(
        measure,
        fields.pop("department"),
        fields.pop("due_on"),
        by=request.user,
        supports=tuple(fields.pop("supports")),
        **fields,
    )
    messages.success(request, _given(task))
    return redirect(finding)


def _given(task: Task) -> str:
    """To whom and until when: a day that was read out of words is seen here first."""
    if task.due_on is None:
        return _("The task was given to %(department)s.") % {"department": task.department}
    words = _("The task was given to %(department)s, due by %(day)s.")
    return words % {"department": task.department, "day": full_day(task.due_on)}
