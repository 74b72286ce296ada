"""Home: what waits for me, most urgent first, across all campaigns."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from inspection.outside import only_evaluates
from organization import calendar, clock, keyset
from organization.bins import bins, done_by
from organization.calendar_words import to_confirm
from organization.models import Person
from organization.waiting import Entry, grouped, waiting
from rectification.deadlines import Light, days_left, light, overdue_days

ANNOUNCED = 3  # campaigns on the home page; the list of campaigns has all


@dataclass(frozen=True)
class Line:
    """One waiting entry with what the clock says of it."""

    entry: Entry
    light: str
    note: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """待办, or with `?bin=done` what the person did last; the other two bins are the inbox."""
    if only_evaluates(request.user):
        return redirect("evaluator_portal")
    if request.GET.get("bin") == "done":
        return _done(request)
    entries = waiting(request.user)
    groups = grouped(entries, clock.today())
    context = {
        "groups": [(group, [_line(entry) for entry in group.entries]) for group in groups],
        "campaigns": len({entry.campaign for entry in entries if entry.campaign}),
        "bins": bins(request.user, len(entries)),
        "bin": "todo",
        "today": clock.today(),
        "announced": _announced(request.user),
    }
    return render(request, "inspection/home.html", context)


def _announced(person: Person) -> list[Campaign]:
    """Running campaigns whose leaders and division of work were announced to all staff."""
    rows = Campaign.objects.running().on_the_desk().announced_to(person)
    return list(rows.filter(announcement__isnull=False)[:ANNOUNCED])


def _done(request: HttpRequest) -> HttpResponse:
    context = {
        "page": keyset.page_of(done_by(request.user), request.GET.get("before")),
        "bins": bins(request.user),
        "bin": "done",
        "today": clock.today(),
    }
    return render(request, "inspection/done.html", context)


def _line(entry: Entry) -> Line:
    """Days are working days, as in the ledger; lateness goes by the calendar."""
    if entry.due_on is None:
        return Line(entry, "", "")
    today, days = clock.today(), calendar.current()
    lamp = light(due_on=entry.due_on, today=today, calendar=days)
    if lamp == Light.LATE:
        n = overdue_days(entry.due_on, today, days)
        words = ngettext("%d working day", "%d working days", n) % n
        return Line(entry, lamp.value, words + to_confirm(entry.due_on, today))
    n = days_left(entry.due_on, today, days)
    if n <= 0:
        return Line(entry, lamp.value, _("due today"))
    words = ngettext("%d working day left", "%d working days left", n) % n
    return Line(entry, lamp.value, words + to_confirm(today, entry.due_on))
