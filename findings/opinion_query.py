"""Which opinions of the register are meant: read from the address of the page."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Self

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from campaigns.search_words import contains
from findings.models import Opinion
from organization import looks
from organization.keyset import Leg

LATE = "late"
# The tiles over the register, in the order in which they are read.
SHELVES = ("recorded", LATE, "finding", "answered", "merged", "set_aside")


@dataclass(frozen=True)
class Wish:
    """The filters of the register, "" where none is set; an unknown value filters nothing."""

    channel: str = ""
    category: str = ""
    topic: str = ""
    department: str = ""
    shelf: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """The wish in the query of an address."""
        said = {one.name: query.get(one.name, "").strip() for one in fields(cls)}
        known = {
            "channel": Opinion.Channel.values,
            "category": Opinion.Category.values,
            "shelf": SHELVES,
        }
        return cls(**{k: v if v in known.get(k, (v,)) else "" for k, v in said.items()})

    @property
    def count_more(self) -> int:
        """How many of the filters that are folded away are set."""
        return sum(map(bool, (self.channel, self.category, self.topic)))

    @property
    def is_set(self) -> bool:
        """Is anything chosen?"""
        return any(asdict(self).values())

    def narrow(self, opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
        """What all filters but the shelf leave. A number finds the opinion that has it."""
        kept = {
            "channel": self.channel,
            "category": self.category,
            "topic": self.topic,
        }
        found = opinions.filter(**{name: value for name, value in kept.items() if value})
        if self.department:
            about = Q(department__code=self.department) | Q(handled_by__code=self.department)
            found = found.filter(about)
        if self.text:
            words = contains("text", self.text)
            if self.text.isdecimal() and len(self.text) < 9:
                words |= Q(number=int(self.text))
            found = found.filter(words)
        return found

    def shelved(self, opinions: QuerySet[Opinion], at: datetime) -> QuerySet[Opinion]:
        """What lies on the chosen shelf, all of them without one."""
        if self.shelf == LATE:
            return opinions.overdue(at)  # type: ignore[attr-defined]
        return opinions.filter(status=self.shelf) if self.shelf else opinions


@dataclass(frozen=True)
class Tile:
    """A number over the register that narrows it to the rows behind it."""

    value: str
    label: str
    number: int
    tone: str = ""
    shape: str = ""


def legs(opinions: QuerySet[Opinion]) -> tuple[Leg, ...]:
    """The order of the register: what was said last first."""
    return (Leg(opinions, ("-said_on", "-id")),)


def tiles(opinions: QuerySet[Opinion], at: datetime) -> list[Tile]:
    """How many lie on each shelf, all of them first; two queries."""
    counted = opinions.order_by().values_list("status").annotate(n=Count("pk"))
    counts = {str(status): n for status, n in counted}
    late = opinions.order_by().overdue(at).count()  # type: ignore[attr-defined]
    told = [Tile("", _("All"), sum(counts.values()))]
    for name in SHELVES:
        if name == LATE:
            told.append(Tile(LATE, _("Overdue"), late, *looks.LIGHTS["late"]))
        else:
            look = looks.STATUSES[name]
            word = _("To be disposed of") if name == "recorded" else Opinion.Status(name).label
            told.append(Tile(name, str(word), counts.get(name, 0), *look))
    return told
