"""The inspections of the running period that wait for who sees to them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Inspection, InspectionPlan
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def inspections_to_hold(person: Person) -> Iterator[Entry]:
    """Inspections of this period in which nobody was visited yet. One query."""
    rows = (
        Inspection.objects.to_do(clock.today())
        .filter(plan__owner=person.pk, plan__campaign__status=Campaign.Status.RUNNING)
        .select_related("plan__campaign")
    )
    for row in rows:
        meets = row.plan.kind == InspectionPlan.Kind.MEETING
        title = _("Hold: %(plan)s") if meets else _("Inspect: %(plan)s")
        yield Entry(
            title=title % {"plan": row.plan.title},
            url=link(row),
            due_on=row.ends_on,
            kind="inspection",
            campaign=row.plan.campaign.title,
            act=_("Record the meeting") if meets else _("Record a visit"),
            why=_("at least once %(period)s") % {"period": row.plan.get_period_display()},
            **mark(row),
        )
