"""系统测评: choose the file, say what its columns are, look, take the scores once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns import import_shelf
from findings import survey_answering, survey_scores
from findings.access import own_survey
from findings.forms import ScoreColumnsForm, ScoreFileForm
from findings.models import Survey
from findings.survey_scores import Scores, ScoreUpload
from organization import clock, imported
from organization.models import NotAllowed
from organization.sheets import Unreadable

SHOWN = 200  # problems on the page; their number is always the true one


@require_http_methods(["GET", "HEAD", "POST"])
def score_import(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Choose the file; one that cannot be read is refused with 422."""
    survey = _taking(request, code, number)
    form = ScoreFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            upload = survey_scores.read_upload(form.cleaned_data["file"], survey)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect(
                "score_columns", code, number, import_shelf.put(upload, by=request.user)
            )
    context = {"survey": survey, "form": form}
    status = 422 if form.errors else 200
    return render(request, "findings/score_import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def score_columns(request: HttpRequest, code: str, number: int, token: str) -> HttpResponse:
    """Which column answers which question; looked at first, then taken, all or nothing."""
    survey = _taking(request, code, number)
    upload = import_shelf.look_at(token, ScoreUpload, by=request.user)
    if upload is None or upload.survey != survey.pk:
        raise imported.missing(request, token)
    questions = list(survey.questions.prefetch_related("options"))
    form = ScoreColumnsForm(
        request.POST or None,
        mapping=upload.mapping(questions),
        questions=questions,
        initial={"on": clock.today()},
    )
    scores = None
    if form.is_bound and form.is_valid():
        scores = survey_scores.read_scores(form.mapping, questions)
        if "confirm" in request.POST and scores.sheets and not scores.errors:
            return _take(request, survey, token, scores, form)
    context = {
        "survey": survey,
        "upload": upload,
        "form": form,
        "scores": scores,
        "errors": scores.errors[:SHOWN] if scores else [],
    }
    status = 422 if form.errors or (scores and scores.errors) else 200
    return render(request, "findings/score_columns.html", context, status=status)


def _take(
    request: HttpRequest, survey: Survey, token: str, scores: Scores, form: ScoreColumnsForm
) -> HttpResponse:
    with import_shelf.taken(token, ScoreUpload, by=request.user):
        on = form.cleaned_data["on"]
        n = survey_answering.take_scores(survey, scores.sheets, on, by=request.user)
    said = _("%(n)d answers were taken from the file.") % {"n": n}
    again = reverse("score_import", args=[survey.campaign.code, survey.number])
    return imported.done(request, token, said, to=survey.get_absolute_url(), again=again)


def _taking(request: HttpRequest, code: str, number: int) -> Survey:
    survey = own_survey(request, code, number)
    if not survey.is_taking:
        raise NotAllowed(_("This survey takes no more answers."))
    return survey
