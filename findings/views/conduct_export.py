"""行风台账 as worksheets: what the page shows, by its filters."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from findings import conduct_export
from findings.access import surveying_or_404
from findings.views.evaluators import appointments
from findings.views.faults import chosen_faults, faults_or_404
from findings.views.partners import chosen_partners, partners_or_404
from organization import clock
from organization.models import record
from organization.registers import register


@require_safe
def faults_export(request: HttpRequest, code: str) -> HttpResponse:
    """The records of faults that exist for the person."""
    campaign = faults_or_404(request, code)
    rows = conduct_export.fault_rows(chosen_faults(request, campaign))
    title = pgettext("register", "Register of service faults")
    answer = register(campaign.title, title, conduct_export.fault_columns(), rows)
    record("campaign.faults_exported", campaign, by=request.user)
    return answer


@require_safe
def partners_export(request: HttpRequest, code: str) -> HttpResponse:
    """The partners, for office and leaders."""
    campaign = partners_or_404(request, code)
    rows = conduct_export.partner_rows(chosen_partners(request, campaign), clock.today())
    title = pgettext("register", "Register of partners")
    answer = register(campaign.title, title, conduct_export.partner_columns(), rows)
    record("campaign.partners_exported", campaign, by=request.user)
    return answer


@require_safe
def evaluators_export(request: HttpRequest, code: str) -> HttpResponse:
    """Who is appointed until when, and how much each said."""
    campaign = surveying_or_404(request, code)
    rows = conduct_export.evaluator_rows(appointments(campaign))
    title = _("Roll of evaluators")
    answer = register(campaign.title, title, conduct_export.evaluator_columns(), rows)
    record("campaign.evaluators_exported", campaign, by=request.user)
    return answer
