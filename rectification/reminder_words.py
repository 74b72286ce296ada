"""The words of a reminder, for everybody who gets it: the responsible person, heads, office."""

from datetime import date

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from campaigns.models import PersonalSheet, SelfCheck
from organization.templatetags.shell import day
from rectification.deadlines import days_left, is_overdue, overdue_days
from rectification.models import Task

LONGEST_TITLE = 200
Matter = Task | SelfCheck | PersonalSheet


class Words:
    """What is said on one day; each matter is worded once a language."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._last: tuple[tuple[type, int, str] | None, tuple[str, str]] = (None, ("", ""))
        self._days: dict[tuple[date, str | None], str] = {}

    def about(self, matter: Matter, language: str) -> tuple[str, str]:
        """Subject and text. Everybody told of one matter is told in a row: the last is kept."""
        key = (type(matter), matter.pk, language)
        if self._last[0] != key:
            with override(language):
                title, text = self._compose(matter)
            self._last = (key, (_fit(title), text))
        return self._last[1]

    def _compose(self, matter: Matter) -> tuple[str, str]:
        late = is_overdue(due_on=matter.due_on, on=self.today)
        n = overdue_days(matter.due_on, self.today) if late else self._days_left(matter)
        values = {
            "department": matter.department.name,
            "campaign": matter.campaign.title,
            "day": self._day(matter.due_on),
            "today": self._day(self.today),
            "n": n,
        }
        if isinstance(matter, Task):
            values |= {"task": matter.title, "percent": matter.percent}
            return _late_task(values) if late else _task_due_soon(values)
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

    def _days_left(self, matter: Matter) -> int:
        return max(0, days_left(matter.due_on, self.today))


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


def _task_due_soon(values: dict) -> tuple[str, str]:
    return (
        _("Due soon: %(task)s, by %(day)s") % values,
        _("The rectification task “%(task)s” (%(campaign)s) of %(department)s is due by %(day)s;")
        % values
        + _left(values)
        + _("%(percent)d%% is reported as done. Please finish it and ask for acceptance in time.")
        % values,
    )


def _late_task(values: dict) -> tuple[str, str]:
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
        + _("Please report progress, reasons and the day of completion now.") % values,
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
    return ngettext("%(n)d working day is left;", "%(n)d working days are left;", values["n"]) % (
        values
    )


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
