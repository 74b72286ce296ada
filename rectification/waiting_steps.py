"""Next steps that wait for whoever is to carry them out."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization.models import Person
from organization.waiting import Entry, link, mark, register
from rectification.models import NextStep


@register
def steps(person: Person) -> Iterator[Entry]:
    """Open steps of the person, and those without a person of the departments the person heads.
    One query."""
    heads = person.roles.departments("head")
    rows = NextStep.objects.filter(
        Q(person=person) | Q(person=None, department__in=heads),
        status__in=NextStep.Status.open,
        campaign__status=Campaign.Status.RUNNING,
    )
    for step in rows.select_related("campaign"):
        begun = step.status == NextStep.Status.RUNNING
        yield Entry(
            title=_("Next step: %(title)s") % {"title": step.title},
            url=link(step),
            due_on=step.due_on,
            kind="next_step",
            campaign=step.campaign.title,
            act=_("Report it done") if begun else _("Begin it"),
            **mark(step),
        )
