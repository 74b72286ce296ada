"""The public page of a survey: no account, no trace, one job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from findings import public, survey_answering
from findings.forms import AnswerForm
from findings.models import Survey

STATUS = {"forged": 404, "used": 409, "full": 410, "closed": 410, "markup": 422}
REFUSED = "survey.answer_refused"
# Every visitor reads these; the campaign has four times as many columns.
READ = (
    *(field.name for field in Survey._meta.concrete_fields),
    *("campaign__code", "campaign__status", "campaign__organisation_name", "campaign__language"),
)


@public.anonymous_page
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at the questions and answer them; `?k=` carries the key of an invitation."""
    survey = None
    try:
        public.demand_few_guesses(request)
        if request.method == "POST":
            public.demand_pace(request)
        survey = _survey(slug, request)
        _demand_open(survey)
        key = request.POST.get("key") or request.GET.get("k", "")
        if survey.is_invited and not key:
            return render(request, "findings/public/key.html", {"survey": survey})
        if survey.is_invited:
            survey_answering.look_up(survey, key)
        return _form(request, survey, key)
    except public.Refused as refused:
        return _refused(request, survey, refused.why)


@public.anonymous_page
@require_safe
def survey_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words for everybody who answered."""
    try:
        public.demand_few_guesses(request)
        survey = _survey(slug, request)
    except public.Refused as refused:
        return _refused(request, None, refused.why)
    return render(request, "findings/public/thanks.html", {"survey": survey})


def _survey(slug: str, request: HttpRequest) -> Survey:
    rows = Survey.objects.published().filter(slug=slug).select_related("campaign")
    for survey in rows.only(*READ).order_by():
        public.speak_for(survey.campaign, request)
        return survey
    raise public.Refused("forged")


def _demand_open(survey: Survey) -> None:
    if not survey.is_taking:
        raise public.Refused("closed")
    if survey.is_full:
        raise public.Refused("full")


def _form(request: HttpRequest, survey: Survey, key: str) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None, survey=survey)
    mark = request.POST.get("form") or public.new_form(survey.slug)
    if form.is_bound and form.is_valid():
        survey_answering.answer(survey, form.sheet, form=mark, key=key)
        return redirect("survey_thanks", survey.slug)
    if form.is_markup:
        public.note_refusal(REFUSED, survey, "markup")
    context = {"survey": survey, "form": form, "mark": mark, "key": key}
    status = 422 if form.is_bound else 200
    return render(request, "findings/public/survey.html", context, status=status)


def _refused(request: HttpRequest, survey: Survey | None, why: str) -> HttpResponse:
    if why == "forged":
        public.note_guess(request)
    if why != "closed":  # a late visitor did nothing wrong
        public.note_refusal(REFUSED, survey, why)
    if why == "many":
        return public.too_many(request)
    context = {"why": why, "survey": survey}
    return render(request, "findings/public/refused.html", context, status=STATUS[why])
