"""认定: what has to be there before a finding stands."""

from django.utils.translation import gettext as _

from findings.models import ConsolidationRules, Finding, FoundBy
from organization import clock
from organization.models import NotAllowed


def demand_ready(finding: Finding) -> None:
    """Raise NotAllowed while the department has a say, or the campaign demands more."""
    if reason := held_up(finding):
        raise NotAllowed(reason)


def held_up(finding: Finding) -> str:
    """Why it cannot be confirmed yet: the department has a say, or the campaign demands more.

    Empty where nothing is in the way.

    A finding of the department's own self-check needs its responsible department only; one of an
    inspection or a complaint the determination too, where the campaign says so (自查从宽).
    """
    rounds = finding.feedback.all()
    if rounds.holding_up(clock.today()).exists():
        return _("The department still has a say: wait for its feedback, or answer its objection.")
    rules = ConsolidationRules.of(finding.campaign)
    if rules.feedback_first and not finding.restricted and not rounds.exists():
        return _("In this campaign a finding goes to its department first.")
    strict = finding.found_by in (FoundBy.INSPECTION, FoundBy.COMPLAINT)
    if rules.liability_first and strict and not finding.liabilities.exists():
        return _("In this campaign it is determined first who is liable.")
    return ""
