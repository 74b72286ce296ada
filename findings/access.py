"""How the pages of findings and surveys fetch them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings.models import EvaluatorTerm, Finding, Survey
from findings.permissions import can_consolidate
from organization.access import demand
from organization.outside import comes_from_outside


def finding_or_404(request: HttpRequest, code: str, number: int) -> Finding:
    """The finding if it exists for the person; the frame of the page then names its campaign."""
    campaign = campaign_or_404(request, code)
    finding = get_object_or_404(
        Finding.objects.visible_to(request.user).select_related(
            "aspect", "department", "merged_into", "parent", "reported_by", "confirmed_by"
        ),
        campaign=campaign,
        number=number,
    )
    finding.campaign = campaign
    return finding


def own_finding(request: HttpRequest, code: str, number: int) -> Finding:
    """The finding, for whoever consolidates the campaign; 403 for others who may see it."""
    finding = finding_or_404(request, code, number)
    demand(can_consolidate(request.user, finding.campaign))
    return finding


def surveying_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for office, inspectors and leaders; 404 for everybody else."""
    campaign = campaign_or_404(request, code)
    if not can_oversee(request.user, campaign):
        raise Http404
    return campaign


def survey_or_404(request: HttpRequest, code: str, number: int) -> Survey:
    """The survey if it exists for the person; the frame of the page then names its campaign."""
    campaign = campaign_or_404(request, code)
    rows = Survey.objects.visible_to(request.user).select_related("copied_from", "made_by")
    survey = get_object_or_404(rows, campaign=campaign, number=number)
    survey.campaign = campaign
    return survey


def own_survey(request: HttpRequest, code: str, number: int) -> Survey:
    """The survey, for the office, which builds and closes it; 403 for others who may see it."""
    survey = survey_or_404(request, code, number)
    demand(can_consolidate(request.user, survey.campaign))
    return survey


def own_term_or_404(request: HttpRequest, code: str) -> EvaluatorTerm:
    """The appointment by which the person evaluates the campaign today; 404 for everybody else.
    The frame of the page names no campaign: nothing else of it exists for an evaluator."""
    rows = EvaluatorTerm.objects.own_of(request.user).select_related("campaign")
    if not comes_from_outside(request.user):
        raise Http404
    return get_object_or_404(rows, campaign__code=code)
