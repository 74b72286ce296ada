"""题目 of a draft: added, changed, moved, taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from findings import survey_questions
from findings.access import own_survey
from findings.forms import QuestionForm
from findings.models import Question, Survey

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def add_question(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A question at the end."""
    survey = own_survey(request, code, number)
    form = QuestionForm(request.POST or None, survey=survey)
    if not form.is_valid():
        action = reverse("add_question", args=[code, number])
        return _page(request, form, "add_question", action, _("Add a question"), survey)
    fields = dict(form.cleaned_data)
    survey_questions.add(survey, fields.pop("options"), by=request.user, **fields)
    messages.success(request, _("The question was added."))
    return redirect("add_question" if "next" in request.POST else "survey", code, number)


@require_http_methods(["GET", "HEAD", "POST"])
def change_question(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Other words, kind or answers."""
    question = _own(request, code, number, pk)
    form = QuestionForm(request.POST or None, instance=question, survey=question.survey)
    if not form.is_valid():
        action = reverse("change_question", args=[code, number, pk])
        title = _("Change question %(number)d") % {"number": question.order}
        return _page(request, form, "change_question", action, title, question.survey)
    fields = dict(form.cleaned_data)
    survey_questions.change(question, fields.pop("options"), by=request.user, **fields)
    messages.success(request, _("Saved."))
    return redirect(question.survey)


@require_POST
def remove_question(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Take it out."""
    question = _own(request, code, number, pk)
    survey_questions.remove(question, by=request.user)
    messages.success(request, _("The question was taken out."))
    return redirect(question.survey)


@require_POST
def shift_question(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """One place up or down."""
    question = _own(request, code, number, pk)
    step = STEPS.get(request.POST.get("step", ""))
    if step is not None:
        survey_questions.shift(question, step, by=request.user)
    return redirect(f"{question.survey.get_absolute_url()}#questions")


def _own(request: HttpRequest, code: str, number: int, pk: int) -> Question:
    survey = own_survey(request, code, number)
    question = get_object_or_404(Question.objects.select_related("shown_if"), survey=survey, pk=pk)
    question.survey = survey
    return question


def _page(
    request: HttpRequest, form: QuestionForm, act: str, action: str, title: str, survey: Survey
) -> HttpResponse:
    context = {"form": form, "act": act, "action": action, "title": title, "survey": survey}
    status = 422 if form.is_bound else 200
    return render(request, "findings/question_form.html", context, status=status)
