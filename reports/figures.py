"""Every number a paper may print, each with its query and the page that lists its records.

A figure is asked for by name: `Figures(campaign, as_of)["findings"]`. Names with a part behind
a dot are families: `group_items.2` is about the second report group. The page
`/campaigns/<code>/figures/<name>/` lists exactly the rows that were counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.functional import Promise

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from reports import queries
from reports.document import Figure
from reports.phrases import classifier_of, cn, day, percent
from reports.sources import Sources

Rows = Sequence | QuerySet
Query = Callable[[Sources, str], Any]


@dataclass(frozen=True)
class Definition:
    """How a figure is computed.

    It is the number of its `rows`, unless it says what one row adds (`amount`), that it is a
    share of two other figures (`share`), or what it prints (`text`). `count` and `total` tell
    the same numbers without reading the rows.
    """

    title: str | Promise
    rows: Query
    count: Query | None = None
    amount: Callable[[Any], int] | None = None
    total: Query | None = None
    share: tuple[str, str] | None = None
    text: Query | None = None
    whose: Query | None = None  # what the part behind the dot stands for
    chinese: bool = False  # a structure word: 三个方面
    # Who may open the records, where that is not everybody who oversees the campaign.
    readers: Callable[[Person, Campaign], bool] | None = None


DEFINITIONS: dict[str, Definition] = {}


def define(name: str, title: str | Promise, rows: Query, **particulars) -> None:
    """Register a figure under a stable name; `particulars` are fields of `Definition`."""
    DEFINITIONS[name] = Definition(title, rows, **particulars)


def define_rate(name: str, title: str | Promise, part: str, whole: str, **particulars) -> None:
    """Register `part` of `whole` as a percentage; its rows are those of `part`."""
    rows = DEFINITIONS[part]
    define(name, title, rows.rows, count=rows.count, share=(part, whole), **particulars)


class Figures:
    """The figures of one campaign at one instant; each name is computed once.

    `paper`: the report other than the final one that prints them, so that the page of a figure
    lists what that report counted.
    """

    def __init__(self, campaign: Campaign, as_of: datetime, paper: str = "") -> None:
        self.campaign = campaign
        self.paper = paper
        self.as_of = as_of
        self.sources = Sources(campaign, as_of)
        self.kept: dict[str, Any] = {}  # what is worked out of them once
        self._made: dict[str, Figure] = {}

    @cached_property
    def on(self) -> date:
        """The day of `as_of` in the project's time zone."""
        return clock.day_of(self.as_of)

    def __getitem__(self, name: str) -> Figure:
        """The figure. LookupError or ValueError for a name nobody defined."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def value(self, name: str) -> int:
        """The number itself."""
        return int(self[name].value)

    def some(self, name: str) -> Figure | None:
        """The figure, None when it is zero: zero is told in words or not at all (G7)."""
        return self[name] if self.value(name) else None

    def rate(self, name: str) -> Figure | None:
        """The percentage; None without a base."""
        definition, dot, part = self._definition(name)
        assert definition.share is not None
        return self[name] if self.value(f"{definition.share[1]}{dot}{part}") else None

    def rows(self, name: str) -> Rows:
        """The records behind a figure."""
        definition, _dot, part = self._definition(name)
        return definition.rows(self.sources, part)

    def amount(self, name: str) -> Callable[[Any], int] | None:
        """What one row adds to the figure; None where rows are counted."""
        return self._definition(name)[0].amount

    def title(self, name: str) -> str:
        """What the figure counts, in the reader's language."""
        definition, _dot, part = self._definition(name)
        whose = definition.whose(self.sources, part) if definition.whose else ""
        return f"{whose} · {definition.title}" if whose else str(definition.title)

    def may_open(self, name: str, person: Person) -> bool:
        """May the person, who oversees the campaign, open the records behind the figure?"""
        readers = self._definition(name)[0].readers
        return readers is None or readers(person, self.campaign)

    def url(self, name: str) -> str:
        """The page that lists the rows of a figure."""
        asked = f"?paper={self.paper}" if self.paper else ""
        return self.page(f"figures/{quote(name)}") + asked

    def page(self, name: str) -> str:
        """A page of the campaign, where something can be looked at or put right."""
        return f"/campaigns/{self.campaign.code}/{name}/"

    def day(self, on: date) -> str:
        """A day of the paper; the year stands with it when the campaign began in another (G4)."""
        return day(on, year=self.sources.window[0] if self.sources.phases else False)

    def classifier(self, noun: str) -> str:
        """The classifier of a noun in the whole paper: the campaign's own before the usual."""
        return classifier_of(noun, self.campaign.word("classifiers", {}))

    def _definition(self, name: str) -> tuple[Definition, str, str]:
        family, dot, part = name.partition(".")
        return DEFINITIONS[family], dot, part

    def _make(self, name: str) -> Figure:
        definition, dot, part = self._definition(name)
        count = self._count(definition, part)
        if definition.share:
            whole = self.value(f"{definition.share[1]}{dot}{part}")
            text = percent(self.value(f"{definition.share[0]}{dot}{part}"), whole) if whole else "—"
            return Figure(name, text, text, count, self.url(name))
        if definition.text:
            text = definition.text(self.sources, part)
            return Figure(name, text, text, count, self.url(name))
        value = self._total(definition, part) if definition.amount else count
        text = cn(value, before_classifier=True) if definition.chinese else str(value)
        return Figure(name, text, value, count, self.url(name))

    def _count(self, definition: Definition, part: str) -> int:
        if definition.count:
            return definition.count(self.sources, part)
        rows = definition.rows(self.sources, part)
        return rows.count() if isinstance(rows, QuerySet) else len(rows)

    def _total(self, definition: Definition, part: str) -> int:
        if definition.total:
            return definition.total(self.sources, part)
        return sum(map(definition.amount, definition.rows(self.sources, part)))


queries.define_all(define, define_rate)
