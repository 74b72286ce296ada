"""The words of a reminder, for everybody who gets it: the responsible person, heads, office."""

from datetime import date

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from campaigns.models import PersonalSheet, SelfCheck
from organization import calendar
from organization.calendar_words import to_confirm
from organization.templatetags.shell import day
from rectification.deadlines import days_left, is_overdue, overdue_days
from rectification.models import Task

LONGEST_TITLE = 200
Matter = Task | SelfCheck | PersonalSheet


class Words:
    """What is said on one day; each matter is worded once a language."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.calendar = calendar.current()
        self._last: tuple[tuple[type, int, str, bool] | None, tuple[str, str]] = (None, ("", ""))
        self._days: dict[tuple[date, str | None], str] = {}

    def about(self, matter: Matter, language: str, *, leads: bool = False) -> tuple[str, str]:
        """Subject and text, for leaders where `leads`. Everybody told of one matter is told in
        a row: the last is kept."""
        key = (type(matter), matter.pk, language, leads)
        if self._last[0] != key:
            with override(language):
                title, text = self._compose(matter, leads)
            self._last = (key, (_fit(title), text))
        return self._last[1]

    def _compose(self, matter: Matter, leads: bool) -> tuple[str, str]:
        due_on = matter.due_on
        assert due_on is not None  # the sweep asks for what is due up to its horizon
        late = is_overdue(due_on=due_on, on=self.today)
        n = (
            overdue_days(due_on, self.today, self.calendar)
            if late
            else max(0, days_left(due_on, self.today, self.calendar))
        )
        values = {
            "department": matter.department.name,
            "campaign": matter.campaign.title,
            "day": self._day(due_on),
            "today": self._day(self.today),
            "n": n,
            "to_confirm": to_confirm(due_on, self.today),
        }
        if isinstance(matter, Task):
            values |= {"task": matter.title, "percent": matter.percent}
            return _late_task(values, leads) if late else _task_due_soon(values, leads)
        if isinstance(matter, PersonalSheet):
            return _personal_sheet({**values, "level": _level(matter)}, late)
        values |= {"open": matter.total - matter.answered}
        return _late_sheet(values) if late else _sheet_due_soon(values)

    def _day(self, on: date) -> str:
        """Many matters are due on the same day."""
        key = (on, get_language())
        if key not in self._days:
            self._days[key] = day(on)
        return self._days[key]


def _level(sheet: PersonalSheet) -> str:
    """The level, and the department where the sheet is about one in charge."""
    if sheet.about == PersonalSheet.About.ONESELF:
        return sheet.level.name
    return _("%(level)s, %(what)s") % {"level": sheet.level.name, "what": sheet.about_words}


def _personal_sheet(values: dict, late: bool) -> tuple[str, str]:
    overdue = _("Overdue: %(level)s, was due by %(day)s")
    soon = _("Due soon: %(level)s, by %(day)s")
    return (
        (overdue if late else soon) % values,
        _("Your personal sheet “%(level)s” (%(campaign)s) is to be handed in by %(day)s.") % values,
    )


def _task_due_soon(values: dict, leads: bool) -> tuple[str, str]:
    asked = _("%(percent)d%% is reported as done. Please finish it and ask for acceptance in time.")
    if leads:
        asked = _(
            "%(percent)d%% is reported as done. Please see to it that it is finished in time."
        )
    return (
        _("Due soon: %(task)s, by %(day)s") % values,
        _("The rectification task “%(task)s” (%(campaign)s) of %(department)s is due by %(day)s;")
        % values
        + _left(values)
        + asked % values,
    )


def _late_task(values: dict, leads: bool) -> tuple[str, str]:
    asked = _("Please report progress, reasons and the day of completion now.")
    if leads:
        asked = _("%(percent)d%% is reported as done. Please urge the department to finish it.")
    return (
        _("Overdue: %(task)s, was due by %(day)s") % values,
        ngettext(
            "The rectification task “%(task)s” (%(campaign)s) of %(department)s was due by"
            " %(day)s and is overdue by %(n)d working day on %(today)s.",
            "The rectification task “%(task)s” (%(campaign)s) of %(department)s was due by"
            " %(day)s and is overdue by %(n)d working days on %(today)s.",
            values["n"],
        )
        % values
        + asked % values,
    )


def _sheet_due_soon(values: dict) -> tuple[str, str]:
    return (
        _("Due soon: self-check sheet of %(department)s, by %(day)s") % values,
        _("The self-check sheet of %(department)s (%(campaign)s) is due by %(day)s;") % values
        + _left(values)
        + _still_open(values)
        + _("Please check carefully and submit in time."),
    )


def _late_sheet(values: dict) -> tuple[str, str]:
    return (
        _("Overdue: self-check sheet of %(department)s, was due by %(day)s") % values,
        ngettext(
            "The self-check sheet of %(department)s (%(campaign)s) was due by %(day)s and is"
            " overdue by %(n)d working day on %(today)s;",
            "The self-check sheet of %(department)s (%(campaign)s) was due by %(day)s and is"
            " overdue by %(n)d working days on %(today)s;",
            values["n"],
        )
        % values
        + _still_open(values)
        + _("Please submit it now and tell the reason."),
    )


def _left(values: dict) -> str:
    if values["n"] == 0:
        return _("this is the last day;")
    return ngettext(
        "%(n)d working day is left%(to_confirm)s;",
        "%(n)d working days are left%(to_confirm)s;",
        values["n"],
    ) % (values)


def _still_open(values: dict) -> str:
    if values["open"] <= 0:
        return _("all items are filled in, the sheet is not submitted yet.")
    return (
        ngettext(
            "%(open)d item is not filled in yet.",
            "%(open)d items are not filled in yet.",
            values["open"],
        )
        % values
    )


def _fit(title: str) -> str:
    """The column holds 200 characters; a cut shows."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
