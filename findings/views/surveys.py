"""意见调查: the list, and a survey's way from draft to closed."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import survey_inviting, survey_results, surveys
from findings.access import own_survey, survey_or_404, surveying_or_404
from findings.forms import AnswerForm, ReopenForm, SentForm, SurveyForm
from findings.models import Question, Response, Survey
from findings.permissions import can_consolidate, can_report
from findings.views.findings import tabs
from organization import clock
from organization.access import demand
from organization.qr import qr_path

PAGE = 50


@require_safe
def survey_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every survey of the campaign, the newest first."""
    campaign = surveying_or_404(request, code)
    rows = Survey.objects.visible_to(request.user).filter(campaign=campaign)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.campaign = campaign
    context = {
        "tab": "surveys",
        "page": page,
        "may_build": can_consolidate(request.user, campaign) and not campaign.is_over,
        **tabs(campaign, request.user),
    }
    return render(request, "findings/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: HttpRequest, code: str) -> HttpResponse:
    """Begin one."""
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    form = SurveyForm(request.POST or None)
    if not form.is_valid():
        action = reverse("new_survey", args=[campaign.code])
        return _form_page(request, form, "new_survey", action, _("New survey"))
    survey = surveys.write(campaign, by=request.user, **form.cleaned_data)
    messages.success(request, _("The survey was begun. Now add its questions."))
    return redirect(survey)


@require_safe
def survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The survey for those who oversee it: questions, what is missing, what to do next."""
    return _page(request, survey_or_404(request, code, number))


def _page(request: HttpRequest, row: Survey, status: int = 200, **sent: Form) -> HttpResponse:
    """The page, with the form that was filled in wrongly when there is one."""
    may_build = can_consolidate(request.user, row.campaign) and not row.campaign.is_over
    questions = Question.objects.filter(survey=row).select_related("shown_if__question")
    context = {
        "survey": row,
        "questions": questions.prefetch_related("options"),
        "may_build": may_build,
        "may_record": can_report(request.user, row.campaign) and row.is_taking,
        "missing": surveys.missing(row, clock.today()) if row.is_draft else [],
        "categories": survey_inviting.by_category(row) if row.is_invited else [],
        "responses": Response.objects.filter(survey=row).count(),
        "methods": survey_results.methods(row),
        "shows_results": survey_results.is_shown(row),
        "address": _address(row),
        "reopen_form": ReopenForm(),
        "sent_form": SentForm(initial={"sent": row.sent}),
        **sent,
    }
    return render(request, "findings/survey.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What stands around the questions of a draft."""
    row = own_survey(request, code, number)
    form = SurveyForm(request.POST or None, instance=row)
    if not form.is_valid():
        action = reverse("change_survey", args=[code, number])
        return _form_page(request, form, "change_survey", action, _("Change the survey"), row)
    surveys.change(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect(row)


@require_safe
def survey_preview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """As whoever answers will see it; nothing can be sent from here."""
    row = survey_or_404(request, code, number)
    context = {"survey": row, "form": AnswerForm(survey=row), "is_preview": True}
    return render(request, "findings/public/survey.html", context)


@require_safe
def survey_code(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The public link and its code, to be shown or printed."""
    row = survey_or_404(request, code, number)
    address = _address(row)
    size, dark = qr_path(address)
    context = {"survey": row, "address": address, "size": size, "dark": dark}
    return render(request, "findings/survey_code.html", context)


@require_POST
def publish_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """From now on people answer, and the questions stand."""
    row = own_survey(request, code, number)
    surveys.publish(row, by=request.user)
    messages.success(request, _("The survey is open. Its questions stand from now on."))
    return redirect(row)


@require_POST
def close_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """No more answers; the results can be looked at."""
    row = own_survey(request, code, number)
    surveys.close(row, by=request.user)
    messages.success(request, _("The survey is closed. Here are its results."))
    return redirect("survey_results", code, number)


@require_POST
def reopen_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Answers are taken again, with the reason."""
    row = own_survey(request, code, number)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 422, reopen_form=form)
    surveys.reopen(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("The survey takes answers again."))
    return redirect(row)


@require_POST
def drop_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give up a draft."""
    row = own_survey(request, code, number)
    surveys.drop(row, by=request.user)
    messages.success(request, _("The survey was dropped."))
    return redirect("surveys", code)


@require_POST
def copy_survey(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The same questions as the next wave."""
    row = own_survey(request, code, number)
    twin = surveys.copy(row, row.campaign, by=request.user)
    messages.success(request, _("Copied as a draft. Its results will be compared with this one."))
    return redirect(twin)


@require_POST
def note_sent(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How many ballots went out on paper."""
    row = own_survey(request, code, number)
    form = SentForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 422, sent_form=form)
    surveys.note_sent(row, form.cleaned_data["sent"], by=request.user)
    messages.success(request, _("Saved."))
    return redirect(row)


def _form_page(
    request: HttpRequest,
    form: SurveyForm,
    act: str,
    action: str,
    title: str,
    row: Survey | None = None,
) -> HttpResponse:
    context = {"form": form, "act": act, "action": action, "title": title, "survey": row}
    status = 422 if form.is_bound else 200
    return render(request, "findings/survey_form.html", context, status=status)


def _address(row: Survey) -> str:
    return f"{settings.SITE_URL}{reverse('survey_answer', args=[row.slug])}"
