"""What this floor has against taking a decision of the review back."""

from collections.abc import Sequence
from datetime import datetime

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Answer
from campaigns.signals import taking_back
from organization.signals import Reason
from reports.kinds import UPWARD
from reports.models import Publication


@receiver(taking_back)
def ask_for_signed_papers(
    sender, answers: Sequence[Answer], since: datetime, **_question
) -> list[Reason]:
    """What a signed report counts as accepted stays accepted; a plan counts nothing."""
    campaign = answers[0].selfcheck.campaign
    rows = Publication.objects.filter(campaign=campaign, signed_at__gte=since)
    signed = rows.filter(paper__in=UPWARD)
    return [
        Reason(
            _("The report has been signed since."),
            "reports.publication",
            paper.pk,
            reverse("paper", args=[campaign.code, paper.paper]),
        )
        for paper in signed[:1]
    ]
