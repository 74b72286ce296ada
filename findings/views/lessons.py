"""举一反三: pushed to other departments, answered by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaigns.access import campaign_or_404
from campaigns.models import CheckItem
from campaigns.permissions import can_oversee
from findings import feedback, lessons
from findings.access import own_finding
from findings.forms import LessonAnswerForm, LessonForm
from findings.models import Finding, LessonAnswer, LessonEvidence
from findings.permissions import can_say
from findings.source_files import files_by_target
from findings.views.form_page import form_page, keep_files
from organization.access import demand
from organization.models import Department
from organization.models.role import holders_of_each


@require_http_methods(["GET", "HEAD", "POST"])
def push_lesson(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask other departments to check for the same, in one act."""
    row = own_finding(request, code, number)
    form = LessonForm(
        None if "change" in request.POST else request.POST or None,
        departments=lessons.askable(row),
        items=CheckItem.objects.filter(checklist__campaign=row.campaign),
        before=lessons.answers_before(row),
        initial=_typed(request)
        or {"text": row.problem, "due_on": feedback.due_on(row), "item": row.items.first()},
    )
    if not form.is_valid():
        return form_page(
            request,
            row,
            form,
            act="push_lesson",
            action=reverse("push_lesson", args=[code, number]),
            title=_("Have others check for the same as finding %(number)d") % {"number": number},
            submit=_("See who gets it"),
        )
    if "send" not in request.POST:
        return _look(request, row, form)
    lesson = lessons.push(row, by=request.user, **form.cleaned_data)
    n = lesson.answers.count()
    text = ngettext("%(n)d department was asked.", "%(n)d departments were asked.", n)
    messages.success(request, text % {"n": n})
    return redirect(row)


def _typed(request: HttpRequest) -> dict:
    """What was typed before somebody looked at the preview and went back."""
    several = ("departments", "again")
    return {
        name: request.POST.getlist(name) if name in several else request.POST[name]
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "change", "send")
    }


def _look(request: HttpRequest, finding: Finding, form: LessonForm) -> HttpResponse:
    """Who gets what, before it is sent: each department with those who lead it."""
    asked = form.cleaned_data["departments"]
    keys = [department.pk for department in asked]
    heads = holders_of_each(Department.objects.filter(pk__in=keys), "head")
    before = lessons.answers_before(finding)
    kept = request.POST.copy()
    kept.pop("csrfmiddlewaretoken", None)
    context = {
        "finding": finding,
        "rows": [(one, heads.get(one.pk, []), before.get(one.pk)) for one in asked],
        "said": form.cleaned_data,
        "kept": [(name, value) for name in kept for value in kept.getlist(name)],
    }
    return render(request, "findings/lesson_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What one department was asked to check; its head answers here."""
    campaign = campaign_or_404(request, code)
    rows = LessonAnswer.objects.visible_to(request.user).filter(lesson__campaign=campaign)
    row = get_object_or_404(
        rows.select_related("lesson__finding", "lesson__item", "department", "lesson__by"), pk=pk
    )
    row.lesson.campaign = row.lesson.finding.campaign = campaign
    form = LessonAnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        demand(can_say(request.user, row.department), _("The head of the department says it."))
        if form.is_valid() and _answer(request, row, form):
            messages.success(request, _("Your answer went to the office."))
            return redirect(row)
    context = {
        "row": row,
        "form": form,
        "may_answer": campaign.is_running
        and row.status == row.Status.ASKED
        and can_say(request.user, row.department),
        "oversees": can_oversee(request.user, campaign),
        "files": files_by_target(campaign, LessonEvidence, [row.pk])[row.pk],
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/lesson_answer.html", context, status=status)


def _answer(request: HttpRequest, row: LessonAnswer, form: LessonAnswerForm) -> bool:
    said = form.cleaned_data
    campaign = row.lesson.campaign
    kept = keep_files(form, said["files"], campaign, row.department, by=request.user)
    if form.errors:
        return False
    lessons.answer(row, said["found"] == "yes", said["text"], by=request.user, files=kept)
    return True
