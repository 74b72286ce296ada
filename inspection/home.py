"""Home: what waits for me, most urgent first, across all campaigns."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from organization import clock, keyset
from organization.bins import bins, done_by
from organization.waiting import Entry, grouped, waiting
from rectification.deadlines import Light, days_left, light, overdue_days


@dataclass(frozen=True)
class Line:
    """One waiting entry with what the clock says of it."""

    entry: Entry
    light: str
    note: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """待办, or with `?bin=done` what the person did last; the other two bins are the inbox."""
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
    }
    return render(request, "inspection/home.html", context)


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
    today = clock.today()
    lamp = light(due_on=entry.due_on, today=today)
    if lamp == Light.LATE:
        n = overdue_days(entry.due_on, today)
        return Line(entry, lamp.value, ngettext("%d working day", "%d working days", n) % n)
    n = days_left(entry.due_on, today)
    if n <= 0:
        return Line(entry, lamp.value, _("due today"))
    return Line(entry, lamp.value, ngettext("%d working day left", "%d working days left", n) % n)
