"""评议 from the side of the office: rounds of scores, the meeting, the result."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import calling
from campaigns.models import Attendance, Campaign, Meeting
from findings import evaluators, scoring
from findings.access import surveying_or_404
from findings.early_fixes import early_fixes
from findings.forms.evaluator import ResultForm, RoundForm
from findings.models import EvaluationResult, Finding, ScoreRound
from findings.permissions import can_lead_evaluation
from findings.views.evaluators import own_evaluation
from organization.models import NotAllowed


@require_safe
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """How the rounds stand, who has not scored, to which meetings evaluators go, the result."""
    campaign = surveying_or_404(request, code)
    rounds = list(ScoreRound.objects.filter(campaign=campaign).prefetch_related("dimensions"))
    people = evaluators.in_office(campaign)
    context = {
        "tab": "evaluation",
        "open": [(one, scoring.waiting(one)) for one in rounds if one.closed_at is None],
        "closed": [(one, scoring.totals(one)) for one in rounds if one.closed_at is not None],
        "holding": len(people),
        "early": early_fixes(campaign, Finding.objects.visible_to(request.user)),
        "meetings": _meetings(campaign, people),
        "result": EvaluationResult.objects.filter(campaign=campaign).first(),
        "may_lead": can_lead_evaluation(request.user, campaign) and campaign.is_running,
    }
    return render(request, "findings/evaluation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_score_round(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the evaluators for scores."""
    campaign = own_evaluation(request, code)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        scoring.open_round(campaign, said["title"], said["dimensions"], by=request.user)
        messages.success(request, _("The round is open; the evaluators were told."))
        return redirect("evaluation", code)
    context = {"form": form, "tab": "evaluation", "holding": len(evaluators.in_office(campaign))}
    status = 422 if form.is_bound else 200
    return render(request, "findings/score_round_form.html", context, status=status)


@require_POST
def close_score_round(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """No more scores; who gave which is forgotten."""
    campaign = own_evaluation(request, code)
    asked = get_object_or_404(ScoreRound.objects.filter(campaign=campaign), pk=pk)
    scoring.close(asked, by=request.user)
    messages.success(request, _("The round is closed; no score has a name any more."))
    return redirect("evaluation", code)


@require_POST
def call_in_evaluators(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """All evaluators onto the roster of a symposium that is planned."""
    campaign = own_evaluation(request, code)
    rows = Meeting.objects.filter(phase__campaign=campaign, kind=Meeting.Kind.SYMPOSIUM)
    meeting = get_object_or_404(rows.select_related("phase__campaign"), pk=pk)
    people = evaluators.in_office(campaign)
    number = calling.call_in(meeting, people, by=request.user)
    messages.success(request, _("%(n)d evaluators are new on the roster.") % {"n": number})
    return redirect("evaluation", code)


@require_http_methods(["GET", "HEAD", "POST"])
def record_evaluation_result(request: HttpRequest, code: str) -> HttpResponse:
    """登记评议结果, once."""
    campaign = own_evaluation(request, code)
    form = ResultForm(request.POST or None)
    if form.is_valid():
        try:
            scoring.record_result(campaign, by=request.user, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The result was recorded; evaluators read it now."))
            return redirect("evaluation", code)
    context = {"form": form, "tab": "evaluation"}
    status = 422 if form.is_bound else 200
    return render(request, "findings/evaluation_result_form.html", context, status=status)


def _meetings(campaign: Campaign, people: list) -> list[Meeting]:
    """The symposiums of the campaign, each with how many evaluators are on its roster
    and how many of them came."""
    rows = Meeting.objects.filter(phase__campaign=campaign, kind=Meeting.Kind.SYMPOSIUM)
    own = Q(attendances__person__in=people)
    came = own & Q(attendances__status=Attendance.Status.PRESENT)
    counted = rows.annotate(
        evaluators=Count("attendances", filter=own), came=Count("attendances", filter=came)
    )
    return list(counted.exclude(status=Meeting.Status.WAIVED))
