"""While a survey is a draft: nobody opens it before a change of its questions is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from findings.models import Survey
from organization.models import NotAllowed


@contextmanager
def changing(survey: Survey) -> Iterator[None]:
    """A transaction in which the survey is a draft and stays one. NotAllowed otherwise."""
    survey.campaign.demand_changeable()
    with transaction.atomic():
        if locked(survey) != Survey.Status.DRAFT:
            raise NotAllowed(_("Its questions can be changed only while it is being written."))
        yield


def locked(survey: Survey) -> str:
    """Its status now; nobody moves it before the transaction ends."""
    rows = Survey.objects.select_for_update().filter(pk=survey.pk)
    return rows.values_list("status", flat=True).get()
