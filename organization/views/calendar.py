"""The working calendar: read year by year; changed by the administrator after a look."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from organization import calendar, clock
from organization import calendar_change as activity
from organization.access import demand
from organization.calendar_page import days_of, months_of
from organization.forms.calendar import NoticeForm, YearForm
from organization.models import CalendarYear
from organization.models.calendar import FIRST_YEAR, LAST_YEAR
from organization.notice_table import SAMPLE, Notice, read_notice
from organization.permissions import can_administer, can_read_calendar
from organization.sheets import Unreadable
from organization.traditional import in_language

WEEK_DAYS = [
    *(_lazy("Mo"), _lazy("Tu"), _lazy("We"), _lazy("Th"), _lazy("Fr"), _lazy("Sa"), _lazy("Su")),
]


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """The present year."""
    demand(can_read_calendar(request.user))
    return redirect("calendar_year", clock.today().year)


@require_safe
def calendar_year(request: HttpRequest, year: int) -> HttpResponse:
    """A year as months; the administrator clicks days and brings in the notice."""
    demand(can_read_calendar(request.user))
    return _page(request, year)


@require_POST
def calendar_preview(request: HttpRequest, year: int) -> HttpResponse:
    """What the clicked days would change; nothing is written yet."""
    demand(can_administer(request.user))
    _demand_year(year)
    form = YearForm(request.POST, days=days_of(year))
    if not form.is_valid():
        return _page(request, year, form=form, status=422)
    told = form.cleaned_data
    change = activity.flipped(year, told["flip"], told["name"], told["confirmed"], told["basis"])
    return _preview(request, change)


@require_POST
def calendar_import(request: HttpRequest, year: int) -> HttpResponse:
    """What the notice would change; faults come back with their cells."""
    demand(can_administer(request.user))
    _demand_year(year)
    form, notice = NoticeForm(request.POST, request.FILES), None
    if form.is_valid():
        try:
            notice = read_notice(form.cleaned_data["file"] or form.cleaned_data["table"], year)
        except Unreadable as error:
            form.add_error("file" if form.cleaned_data["file"] else "table", str(error))
    if notice is None or notice.errors:
        return _page(request, year, notice_form=form, notice=notice, status=422)
    change = activity.replaced(year, notice.days, True, form.cleaned_data["notice"])
    return _preview(request, change)


@require_POST
def calendar_apply(request: HttpRequest, year: int) -> HttpResponse:
    """Write what the preview showed, and move what rests on it, in one act."""
    demand(can_administer(request.user))
    change = activity.looked_at(request.POST.get("change", ""))
    moved = activity.apply(change, by=request.user)
    messages.success(request, _("The calendar of %(year)d was changed.") % {"year": change.year})
    if moved:
        text = ngettext("%(n)d deadline was moved.", "%(n)d deadlines were moved.", moved)
        messages.info(request, text % {"n": moved})
    return redirect("calendar_year", change.year)


def _page(
    request: HttpRequest,
    year: int,
    *,
    form: YearForm | None = None,
    notice_form: NoticeForm | None = None,
    notice: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    _demand_year(year)
    row = CalendarYear.objects.filter(year=year).first()
    initial = {"basis": row.basis, "confirmed": row.confirmed} if row else {}
    months = months_of(year, row, calendar.current())
    context = {
        "year": year,
        "row": row,
        "months": months,
        "working_days": sum(month.working_days for month in months),
        "years": _years(year),
        "may_change": can_administer(request.user),
        "form": form or YearForm(initial=initial, days=days_of(year)),
        "flips": form.data.getlist("flip") if form else [],
        "notice_form": notice_form or NoticeForm(),
        "notice": notice,
        "today": clock.today(),
        "sample": in_language(SAMPLE, get_language() or ""),
        "week_days": WEEK_DAYS,
    }
    return render(request, "organization/calendar.html", context, status=status)


def _preview(request: HttpRequest, change: activity.Change) -> HttpResponse:
    row = CalendarYear.objects.filter(year=change.year).first()
    context = {
        "change": change,
        "days": activity.differences(change),
        "shifts": activity.what_moves(change),
        "was_confirmed": bool(row and row.confirmed),
    }
    return render(request, "organization/calendar_preview.html", context)


def _years(year: int) -> list[int]:
    """The years to turn to: those that are kept, the coming one, and the one shown."""
    kept = set(CalendarYear.objects.values_list("year", flat=True))
    return sorted(kept | {clock.today().year + 1, year})


def _demand_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
