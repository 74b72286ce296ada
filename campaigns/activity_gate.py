"""What is planned in a phase stands against ending it, until it is done or waived."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from campaigns.models import Phase, PlannedActivity
from campaigns.signals import phase_ending
from organization.signals import Reason


@receiver(phase_ending)
def ask_for_activities(sender, phase: Phase, **_question) -> list[Reason]:
    """Every planned activity was done, or waived with a reason; by name, the earliest first."""
    rows = PlannedActivity.objects.to_do().filter(phase=phase)
    return [
        Reason(
            _("“%(title)s” is not done: %(who)s, planned for %(day)s.")
            % {"title": row.title, "who": who(row), "day": _day(row)},
            "campaigns.plannedactivity",
            row.pk,
            reverse("planned_activity", args=[phase.campaign.code, row.pk]),
        )
        for row in rows.select_related("department", "owner")
    ]


def who(planned: PlannedActivity) -> str:
    """The department and the person, as far as they are named."""
    department, owner = planned.department, planned.owner
    if department and owner:
        return _("%(department)s (%(people)s)") % {
            "department": department.name,
            "people": owner.title,
        }
    if department:
        return department.name
    return owner.title if owner else _("nobody is named")


def _day(planned: PlannedActivity) -> str:
    return formats.date_format(planned.planned_on, "DATE_FORMAT")
