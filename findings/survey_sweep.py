"""The sweep of the surveys: one whose last day is over is closed, so that it is shuffled and read.

Safe to run at any time, any number of times, side by side: a survey is closed once. Until it is,
the order of its answers could be laid beside that of its invitations.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Campaign
from findings import surveys
from findings.models import Survey
from organization import clock
from organization.models import NotAllowed, Sweep
from organization.models.role import holders
from organization.notices import notify_each

CLOSED = "survey_closed"


def sweep() -> int:
    """Close every survey whose last day is over, and tell the office. How many were closed."""
    Sweep.note("surveys")
    rows = Survey.objects.filter(
        status=Survey.Status.OPEN,
        closes_on__lt=clock.today(),
        campaign__status=Campaign.Status.RUNNING,
    )
    return sum(_closed(survey) for survey in rows.select_related("campaign"))


def _closed(survey: Survey) -> bool:
    try:
        with transaction.atomic():
            surveys.close(survey, by=None)
            _tell(survey, holders(survey.campaign, "office"))
    except NotAllowed:  # somebody closed it, or the campaign, in the meantime
        return False
    return True


def _tell(survey: Survey, office: Iterable) -> None:
    rows = [(person, survey, *_words(survey, person.reads)) for person in office]
    notify_each(rows, CLOSED, slot=survey.closes_on.isoformat() if survey.closes_on else "")


def _words(survey: Survey, language: str) -> tuple[str, str]:
    with override(language):
        values = {"number": survey.number, "title": survey.title}
        return (
            _("Survey %(number)d is closed: %(title)s") % values,
            _("Its last day is over. The results can be looked at."),
        )
