"""调查结果: figures with their tables, words that become opinions, the worksheet; visits."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import survey_answering, survey_ballots, survey_export, survey_results, survey_words
from findings.access import survey_or_404
from findings.forms import VisitForm
from findings.models import Reply, Survey
from findings.permissions import can_report
from organization import clock
from organization.access import demand
from organization.models import NotAllowed, record
from organization.registers import download, workbook


@require_safe
def results(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Counts, shares, indexes and words of a closed survey; before that only how many came."""
    survey = survey_or_404(request, code, number)
    if not survey_results.is_shown(survey):
        return render(request, "findings/survey_no_results.html", {"survey": survey})
    found = survey_results.results_of(survey)
    may_note = can_report(request.user, survey.campaign) and survey.campaign.is_running
    context = {
        "survey": survey,
        "results": found,
        "ballot": survey_ballots.ballot_for(found) if survey.is_ballot else None,
        "may_note": may_note,
    }
    return render(request, "findings/survey_results.html", context)


@require_safe
def results_export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The results as a worksheet."""
    survey = _with_results(request, code, number)
    title = _("Results of the survey")
    found = survey_results.results_of(survey)
    contents = workbook(title, survey_export.columns(), survey_export.rows(found))
    record("survey.results_exported", survey, by=request.user)
    return download(contents, f"{survey.title}{title}.xlsx")


@require_POST
def words_to_opinion(
    request: HttpRequest, code: str, number: int, reply: uuid.UUID
) -> HttpResponse:
    """What somebody wrote goes into the register of opinions."""
    survey = _with_results(request, code, number)
    demand(can_report(request.user, survey.campaign))
    row = get_object_or_404(Reply.objects.exclude(text=""), pk=reply, question__survey=survey)
    opinion = survey_words.to_opinion(row, survey, by=request.user)
    messages.success(request, _("It is opinion %(number)d now.") % {"number": opinion.number})
    page = reverse("survey_results", args=[code, number])
    return redirect(f"{page}#words-{row.question_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def survey_visit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Write down what somebody answered on a visit."""
    survey = survey_or_404(request, code, number)
    demand(can_report(request.user, survey.campaign))
    if not survey.is_taking:
        raise NotAllowed(_("This survey takes no more answers."))
    form = VisitForm(request.POST or None, survey=survey, initial={"on": clock.today()})
    if not form.is_valid():
        context = {"survey": survey, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "findings/survey_visit.html", context, status=status)
    survey_answering.record_visit(survey, form.sheet, form.cleaned_data["on"], by=request.user)
    messages.success(request, _("The answers were written down."))
    return redirect(survey)


def _with_results(request: HttpRequest, code: str, number: int) -> Survey:
    survey = survey_or_404(request, code, number)
    if not survey_results.is_shown(survey):
        raise NotAllowed(_("Results are shown once the survey is closed."))
    return survey
