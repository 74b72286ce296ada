"""What of the system itself waits for its administrator."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organization import calendar, clock, invitation_list
from organization.models import DepartmentRole, Job, Person
from organization.permissions import can_administer
from organization.waiting import Entry, register

NOTICE_OF_HOLIDAYS = 11  # the month in which the State Council tells the holidays to come


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


@register
def first_steps(person: Person) -> Iterator[Entry]:
    """What a new installation, or a new year, still needs from its administrator."""
    if can_administer(person):
        yield from _not_invited()
        yield from _nobody_launches()
        yield from _next_years_calendar()


def _not_invited() -> Iterator[Entry]:
    """People of the directory whom no invitation was made for: they cannot sign in. One query."""
    active = invitation_list.standing(Person.objects.filter(is_active=True))
    number = active.filter(standing="none").count()
    if number:
        yield Entry(
            title=ngettext("Invite %(n)d person", "Invite %(n)d people", number) % {"n": number},
            url=f"{reverse('invitations')}?state=none",
            due_on=None,
            kind="invitations",
            campaign="",
            act=_("To the invitations"),
            why=_("They have no password yet and cannot sign in."),
        )


def _nobody_launches() -> Iterator[Entry]:
    """Nobody has the role that sets up campaigns. One query."""
    launchers = DepartmentRole.objects.filter(permission__codename="launcher", user__is_active=True)
    if not launchers.exists():
        yield Entry(
            title=_("Name who may launch campaigns"),
            url=reverse("directory"),
            due_on=None,
            kind="launcher",
            campaign="",
            act=_("To the directory"),
            why=_("On the page of a department, give the role “Launcher of campaigns”."),
        )


def _next_years_calendar() -> Iterator[Entry]:
    """From November on: the holidays of the next year, which the State Council has told by
    then. Nothing to ask of the database: the calendar is kept in memory."""
    today = clock.today()
    if today.month < NOTICE_OF_HOLIDAYS:
        return
    new_year = today.replace(year=today.year + 1, month=1, day=1)
    if calendar.current().open_years(new_year, new_year):
        yield Entry(
            title=_("Bring in the working days of %(year)d") % {"year": new_year.year},
            url=reverse("calendar_year", args=[new_year.year]),
            due_on=today.replace(month=12, day=31),
            kind="calendar",
            campaign="",
            act=_("To the calendar"),
            why=_("Until then its deadlines are counted Monday to Friday, without holidays."),
        )
