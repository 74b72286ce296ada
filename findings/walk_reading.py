"""Walk-through tasks out of a workbook: what each row says, every problem by its cell."""

from collections.abc import Mapping as Named
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Group
from findings.models import ListWord, WalkTask
from findings.walking import MOST, Cell, known_cells
from findings.word_lists import usual, words_of
from organization.column_mapping import Mapping
from organization.sheet_words import day_in
from organization.sheets import CellError, Row, Unreadable
from organization.table_upload import TableUpload

HEADINGS: dict[str, str | Promise] = {
    "channel": _("channel"),
    "stage": _("stage"),
    "product": _("product"),
    "process": _("process that is walked"),
    "team": _("team"),
    "due_on": _("walk until"),
    "competitor": _("competitor"),
}
REQUIRED = ("channel", "stage", "product", "team")
LISTS = ("channel", "stage", "product")


class WalkUpload(TableUpload):
    """The sheets of a file with tasks."""

    @staticmethod
    def names() -> Named[str, list[str]]:
        """Every heading a column of tasks may have, by its key."""
        return usual()["columns"]


@dataclass
class WalkLine:
    """One task of the file: words and team by their keys, `shown` for the reader."""

    row: int
    channel: int
    stage: int
    product: int
    team: int
    due_on: str  # ISO
    process: str
    competitor: str
    shown: list[str]
    is_known: bool = False

    @property
    def day(self) -> date:
        """Until when it is walked."""
        return date.fromisoformat(self.due_on)


@dataclass
class WalkDraft:
    """What a file would bring, kept between the preview and the confirmation."""

    campaign: str  # its code
    file: str
    lines: list[WalkLine] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[WalkLine]:
        """What is not among the tasks yet."""
        return [line for line in self.lines if not line.is_known]

    def as_json(self) -> dict:
        """For keeping between the preview and the confirmation."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> "WalkDraft":
        """The draft that `as_json` gave."""
        lines = [WalkLine(**line) for line in kept["lines"]]
        errors = [CellError(**error) for error in kept["errors"]]
        return cls(**{**kept, "lines": lines, "errors": errors})

    def cells(self, campaign: Campaign) -> list[Cell]:
        """The tasks as `walking.plan_walks` takes them; two queries."""
        words = ListWord.objects.filter(campaign=campaign).in_bulk()
        teams = Group.objects.filter(campaign=campaign).in_bulk()
        return [
            Cell(
                words[line.channel],
                words[line.stage],
                words[line.product],
                teams[line.team],
                line.day,
                line.process,
                _kind(line.competitor),
                line.competitor,
            )
            for line in self.lines
        ]


def read_walks(mapping: Mapping, campaign: Campaign, due_on: date, file: str) -> WalkDraft:
    """The tasks below the heading; `due_on` for rows that name no day.

    Raises Unreadable when there is no row with a task, or too many.
    """
    table = mapping.table()
    rows = list(table)
    if len(rows) > MOST:
        raise Unreadable(
            _now("The table has more than %(rows)d rows. Please divide it.") % {"rows": MOST}
        )
    draft = WalkDraft(campaign.code, file[:120], unused=table.unknown)
    reader = _Reader(draft, campaign, due_on)
    for row in rows:
        reader.read(row)
    if not draft.lines and not draft.errors:
        raise Unreadable(_now("Below this heading stands no row with a task."))
    return draft


class _Reader:
    """Knows the words and teams of the campaign, and what is there already."""

    def __init__(self, draft: WalkDraft, campaign: Campaign, due_on: date) -> None:
        self.draft, self.due_on = draft, due_on
        found = words_of(campaign)
        self.words = {kind: {word.name: word.pk for word in found[kind]} for kind in LISTS}
        teams = Group.objects.filter(campaign=campaign, kind=Group.Kind.WALK)
        self.words["team"] = dict(teams.values_list("name", "pk"))
        self.known = known_cells(campaign)

    def read(self, row: Row) -> None:
        """One row: a line of the draft, or its errors."""
        if not any(row[name] for name in REQUIRED):
            return
        errors, keys = [], {}
        for name in REQUIRED:
            keys[name] = self.words[name].get(row[name], 0)
            if not keys[name]:
                errors.append(row.error(name, self._unknown(name, row[name])))
        due_on = day_in(row["due_on"]) if row["due_on"] else self.due_on
        if due_on is None:
            errors.append(
                row.error("due_on", _now("“%(text)s” is no day.") % {"text": row["due_on"]})
            )
        errors += [_long(row, name) for name in ("process", "competitor") if _is_long(row, name)]
        if errors or due_on is None:
            self.draft.errors += errors
            return
        line = WalkLine(
            row=row.number,
            channel=keys["channel"],
            stage=keys["stage"],
            product=keys["product"],
            team=keys["team"],
            due_on=str(due_on),
            process=row["process"],
            competitor=row["competitor"],
            shown=[row[name] for name in (*LISTS, "process", "team", "competitor")],
        )
        kind = str(_kind(line.competitor))
        words = (line.channel, line.stage, line.product)
        key = (kind, line.competitor, *words, line.process, line.team)
        line.is_known = key in self.known
        self.known.add(key)  # the same task twice in the file is one
        self.draft.lines.append(line)

    @staticmethod
    def _unknown(name: str, words: str) -> str:
        if not words:
            return _now("“%(column)s” is missing.") % {"column": HEADINGS[name]}
        return _now("“%(words)s” is not on the list: %(column)s.") % {
            "words": words,
            "column": HEADINGS[name],
        }


def _is_long(row: Row, name: str) -> bool:
    return len(row[name]) > (WalkTask._meta.get_field(name).max_length or 0)


def _long(row: Row, name: str) -> CellError:
    most = WalkTask._meta.get_field(name).max_length
    return row.error(name, _now("At most %(n)d characters.") % {"n": most})


def _kind(competitor: str) -> WalkTask.Kind:
    return WalkTask.Kind.COMPETITOR if competitor else WalkTask.Kind.OWN
