"""What a file would bring into the ledger, kept between the preview and the confirmation."""

from dataclasses import asdict, dataclass, field
from datetime import date

from organization.sheets import CellError
from organization.spelling import normalise_spelling


@dataclass
class Line:
    """One task as a row of the file has it; people and departments by their keys."""

    row: int
    place: str  # the address of the problem: "台账!F7"
    cells: dict[str, str]
    group: int  # lines of one finding have the same
    finding: dict[str, str]
    measure: str
    target: str
    department: int
    supports: list[int]
    leader: str
    responsible: int | None
    due_on: date | None  # None: long-term, without a day
    due_text: str
    first_on: date | None
    percent: int
    status: str
    closed_on: date | None
    closed_number: str
    shown: dict[str, str] = field(default_factory=dict)  # department and status in words
    is_known: bool = False  # stands in the ledger already

    @property
    def identity(self) -> tuple[str, str, int]:
        """By what a row of a ledger is recognised: the problem, the measure, who does it."""
        return squeezed(self.finding["problem"]), squeezed(self.measure), self.department


@dataclass
class LedgerDraft:
    """The tasks a file would bring; with `errors` nothing can be brought in."""

    campaign: str  # its code
    file: str
    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)  # headings of columns that are not used

    @property
    def new(self) -> list[Line]:
        """What is not in the ledger yet."""
        return [line for line in self.lines if not line.is_known]

    @property
    def known(self) -> list[Line]:
        """What stands in the ledger already and stays as it is there."""
        return [line for line in self.lines if line.is_known]

    @property
    def closed(self) -> list[Line]:
        """New ones that the ledger calls closed out."""
        return [line for line in self.new if line.status == "closed"]

    @property
    def finding_count(self) -> int:
        """How many new findings."""
        return len({line.group for line in self.new})

    def as_json(self) -> dict:
        """For keeping between the preview and the confirmation."""
        return {**asdict(self), "lines": [_line_as_json(line) for line in self.lines]}

    @classmethod
    def from_json(cls, kept: dict) -> "LedgerDraft":
        """The draft that `as_json` gave."""
        return cls(
            **{
                **kept,
                "lines": [_line(row) for row in kept["lines"]],
                "errors": [CellError(**error) for error in kept["errors"]],
                "warnings": [CellError(**error) for error in kept["warnings"]],
            }
        )


_DAYS = ("due_on", "first_on", "closed_on")


def squeezed(text: str) -> str:
    """A text without blanks and line breaks, in the spelling of papers."""
    return normalise_spelling("".join(text.split()))


def _line_as_json(line: Line) -> dict:
    days = {name: str(day) if (day := getattr(line, name)) else None for name in _DAYS}
    return {**asdict(line), **days}


def _line(kept: dict) -> Line:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in _DAYS}
    return Line(**{**kept, **days})
