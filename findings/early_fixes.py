"""未评先改: what was put right before the appraisal said anything."""

from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.models import Campaign
from findings.models import EvaluationResult, Finding
from findings.models.finding import FindingQuerySet
from organization import clock


@dataclass(frozen=True)
class EarlyFixes:
    """`day` is that of the result, None before there is one: then everything so far counts."""

    day: date | None
    listed: int  # problems that count
    closed: list[Finding]  # of them, closed out before the day
    passing: list[Finding]  # put right on the spot, not counted

    @property
    def any(self) -> bool:
        """Is there anything to tell?"""
        return bool(self.closed or self.passing)


def early_fixes(campaign: Campaign, rows: FindingQuerySet) -> EarlyFixes:
    """Of the findings `rows` of the campaign those that did not wait for the appraisal."""
    result = EvaluationResult.objects.filter(campaign=campaign).first()
    day = result.given_on if result else None
    until = clock.end_of(day - timedelta(days=1)) if day else clock.now()
    own = rows.filter(campaign=campaign).select_related("department")
    counted = own.listed()
    return EarlyFixes(
        day,
        counted.count(),
        list(counted.filter(status=Finding.Status.CLOSED, closed_at__lt=until)),
        list(own.fixed_in_passing().filter(reported_at__lt=until)),
    )
