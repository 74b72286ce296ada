"""What of the system itself waits for its administrator."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organization.models import Job, Person
from organization.permissions import can_administer
from organization.waiting import Entry, register


@register
def failed_jobs(person: Person) -> Iterator[Entry]:
    """Jobs that failed and that nobody has started again since. One query."""
    if not can_administer(person):
        return
    number = Job.objects.failed_for_good().count()
    if number:
        yield Entry(
            title=_("%(n)d jobs failed") % {"n": number},
            url=f"{reverse('jobs')}?state=failed",
            due_on=None,
            kind="jobs",
            campaign="",
            act=_("Look at them"),
            why=_("Read why, and start them again."),
        )
