"""行评代表 at their own pages: the letter, what was published, opinions, scores, the meeting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Attendance, Meeting
from findings import evaluators, scoring
from findings.access import own_term_or_404
from findings.forms.evaluator import PointsForm, SayForm
from findings.models import (
    EvaluationResult,
    EvaluatorSheet,
    EvaluatorTerm,
    Opinion,
    ScoreRound,
)
from findings.opinion_intake import what_became
from organization.outside import comes_from_outside


@require_safe
def evaluator_portal(request: HttpRequest) -> HttpResponse:
    """To the only campaign the person evaluates, or a list of them."""
    rows = EvaluatorTerm.objects.own_of(request.user).select_related("campaign")
    terms = list(rows) if comes_from_outside(request.user) else []
    if not terms:
        raise Http404
    if len(terms) == 1:
        return redirect("evaluator_desk", terms[0].campaign.code)
    return render(request, "findings/portal/portal.html", {"terms": terms})


@require_safe
def evaluator_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one campaign: what to do first, then what to read and what became of it."""
    term = own_term_or_404(request, code)
    person = request.user
    rounds = ScoreRound.objects.visible_to(person).filter(campaign=term.campaign)
    own = Opinion.objects.filter(campaign=term.campaign, recorded_by=person)
    context = {
        "term": term,
        "rounds": [
            (one, bool(scoring.given_by(one, term))) for one in rounds.filter(closed_at=None)
        ],
        "sheets": EvaluatorSheet.objects.visible_to(person).filter(campaign=term.campaign),
        "opinions": own.filter(channel=Opinion.Channel.EVALUATOR).order_by("-pk"),
        "attendances": _called_to(term),
        "result": EvaluationResult.objects.filter(campaign=term.campaign).first(),
        "may_act": term.campaign.is_running,
    }
    return render(request, "findings/portal/desk.html", context)


@require_safe
def evaluator_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One thing that was published, in its words."""
    term = own_term_or_404(request, code)
    rows = EvaluatorSheet.objects.visible_to(request.user).filter(campaign=term.campaign)
    context = {
        "term": term,
        "sheet": get_object_or_404(rows, pk=pk),
        "may_act": term.campaign.is_running,
    }
    return render(request, "findings/portal/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluator_say(request: HttpRequest, code: str) -> HttpResponse:
    """Give an opinion; its number is told, and that it will be replied to."""
    term = own_term_or_404(request, code)
    form = SayForm(request.POST or None, campaign=term.campaign)
    if form.is_valid():
        said = evaluators.say(term.campaign, by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("Your opinion is registered as no. %(number)d. What becomes of it stands here.")
            % {"number": said.number},
        )
        return redirect("evaluator_opinion", code, said.pk)
    status = 422 if form.is_bound else 200
    return render(request, "findings/portal/say.html", {"term": term, "form": form}, status=status)


@require_safe
def evaluator_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What became of an own opinion."""
    term = own_term_or_404(request, code)
    rows = Opinion.objects.filter(
        campaign=term.campaign, recorded_by=request.user, channel=Opinion.Channel.EVALUATOR
    )
    opinion = get_object_or_404(rows.select_related("merged_into"), pk=pk)
    context = {"term": term, "opinion": opinion, "told": what_became(opinion)}
    return render(request, "findings/portal/opinion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluator_scores(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give scores, or change them while the round is open."""
    term = own_term_or_404(request, code)
    rows = ScoreRound.objects.visible_to(request.user).filter(campaign=term.campaign)
    asked = get_object_or_404(rows.select_related("campaign"), pk=pk)
    given = scoring.given_by(asked, term)
    form = PointsForm(request.POST or None, asked=asked, given=given)
    if form.is_valid():
        scoring.give(asked, form.points(), by=request.user)
        messages.success(request, _("Your scores were kept; you can change them until the end."))
        return redirect("evaluator_desk", code)
    context = {"term": term, "asked": asked, "form": form, "given": given}
    status = 422 if form.is_bound else 200
    return render(request, "findings/portal/scores.html", context, status=status)


def _called_to(term: EvaluatorTerm) -> list[Attendance]:
    """The meetings the evaluator is called to, with day, place and agenda."""
    rows = Attendance.objects.filter(person=term.person_id, meeting__phase__campaign=term.campaign)
    rows = rows.exclude(meeting__status=Meeting.Status.WAIVED)
    return list(rows.select_related("meeting").order_by("meeting__on", "meeting__starts_at"))
