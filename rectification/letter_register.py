"""The register of letters: counted and filtered by the database, worded for people."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organization import calendar
from organization.calendar_words import to_confirm
from organization.templatetags.shell import day
from rectification.deadlines import Light, days_left, overdue_days
from rectification.lights import Tile, left
from rectification.models import Letter

STATUS = Letter.Status
# The tiles of the register, in the order in which they are read; every letter lies on one shelf.
SHELVES = ("late", "sign", "answer", "look", "draft", "over")


def shelf(name: str, today: date) -> Q:
    """The letters behind a tile. Late ones stand apart, whether signed for or not."""
    late = Q(status__in=STATUS.with_department, reply_by__lt=today)
    return {
        "late": late,
        "sign": Q(status=STATUS.SENT) & ~late,
        "answer": Q(status__in=STATUS.answerable) & ~late,
        "look": Q(status=STATUS.ANSWERED),
        "draft": Q(status=STATUS.DRAFT),
        "over": Q(status__in=STATUS.over),
    }[name]


def tally(letters: QuerySet[Letter], today: date) -> dict[str, int]:
    """How many letters lie on each shelf, and "all" of them; one query."""
    return letters.order_by().aggregate(
        all=Count("pk"), **{name: Count("pk", filter=shelf(name, today)) for name in SHELVES}
    )


def tiles(counts: dict[str, int], *, drafts: bool) -> list[Tile]:
    """The tiles over the register, "all" first; drafts only for those who see them."""
    told = [
        Tile("", _("All"), counts["all"]),
        Tile("late", _("Answer overdue"), counts["late"], "late", "late"),
        Tile("sign", _("To be signed for"), counts["sign"], "todo", "todo"),
        Tile("answer", _("To be answered"), counts["answer"], "do", "doing"),
        Tile("look", _("Answer to look at"), counts["look"], "do", "handed"),
        Tile("over", _("Dealt with"), counts["over"], "ok", "yes"),
    ]
    if drafts:
        told.insert(5, Tile("draft", _("Drafts"), counts["draft"], "todo", "todo"))
    return told


def note(letter: Letter, today: date) -> str:
    """What stands below the light: days left or late, or the day of the answer."""
    light = letter.light(today)
    if light is None or letter.reply_by is None:
        return ""
    if light == Light.LATE:
        n = overdue_days(letter.reply_by, today, calendar.current())
        words = ngettext("%d working day", "%d working days", n) % n
        return words + to_confirm(letter.reply_by, today)
    if light in (Light.NEAR, Light.ON_TIME):
        words = left(days_left(letter.reply_by, today, calendar.current()))
        return words + to_confirm(today, letter.reply_by)
    return day(letter.answered_on)
