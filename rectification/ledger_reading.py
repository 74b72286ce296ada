"""A ledger out of a workbook: which rows are tasks, what each says, every problem by its cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from campaigns.breakdown import Directory, divide
from campaigns.models import Campaign
from campaigns.preflight import taking_part
from findings.models import Aspect, Finding
from organization.column_mapping import Mapping, first_words
from organization.models import Department, Person
from organization.sheets import CellError, Row, Unreadable, plain
from organization.spelling import normalise_spelling
from rectification import ledger_cells as cells
from rectification.ledger_columns import COMPUTED, HEADINGS, OWN_WORDS, words
from rectification.ledger_draft import LedgerDraft, Line, squeezed
from rectification.models import Measure, Task

MOST = 2000  # rows; each becomes several records with their events
_LIMITS = {
    "measure": None,
    "target": Measure._meta.get_field("standard").max_length,
    "leader": Task._meta.get_field("leader").max_length,
    "aspect": Aspect._meta.get_field("name").max_length,
    "closing": Task._meta.get_field("closed_number").max_length,
}


@dataclass
class Setting:
    """What a person says of the file as a whole."""

    year: int  # in which the ledger was written
    file: str
    by: Person


@dataclass
class _State:
    """What the rows above said."""

    section: str = ""
    problem: str = ""
    number: str = ""
    groups: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: dict[str, tuple[str, str]] = field(default_factory=dict)  # number: problem, cell
    closings: dict[str, str] = field(default_factory=dict)  # number: cell


def read_ledger(mapping: Mapping, campaign: Campaign, setting: Setting) -> LedgerDraft:
    """The tasks below the heading of `mapping`; every problem of a cell is in `errors`.

    Raises Unreadable when there is no row with a task, or too many.
    """
    table = mapping.table()
    rows = list(table)
    if len(rows) > MOST:
        raise Unreadable(
            _("The table has more than %(rows)d rows. Please divide it.") % {"rows": MOST}
        )
    draft = LedgerDraft(campaign.code, setting.file[:120], unused=table.unknown)
    reader = _Reader(draft, campaign, setting, rows)
    for row in rows:
        reader.read(row)
    if not draft.lines and not draft.errors:
        raise Unreadable(_("Below this heading stands no row with a problem."))
    return draft


class _Reader:
    """Goes down the rows; knows departments and people, remembers what the rows above said."""

    def __init__(
        self, draft: LedgerDraft, campaign: Campaign, setting: Setting, rows: list[Row]
    ) -> None:
        self.draft, self.setting = draft, setting
        self.departments = list(taking_part(campaign))
        self.directory = Directory(self.departments)
        self.others = Directory(Department.objects.standing())
        self.people = list(Person.objects.active().select_related("department"))
        self.words = words()
        self.footers = [plain(word) for word in self.words["footers"]]
        self.nothing = {plain(word) for word in self.words["nothing"]} | set(self.words["nothing"])
        percents = [row["percent"] for row in rows if not self._is_footer(row)]
        self.fractions = cells.are_fractions(percents)
        self.state = _State()

    def read(self, row: Row) -> None:
        """One row: a task, the name of a section, a sum, or errors."""
        said = {key: cells.tidy(row[key]) for key in HEADINGS if key not in COMPUTED}
        said = {key: "" if text in self.nothing else text for key, text in said.items()}
        said |= {key: normalise_spelling(said[key]) for key in OWN_WORDS}
        if self._is_aside(row, said):
            return
        self._go_on_from_above(said)
        errors: list[CellError] = []
        line = self._line(row, said, errors)
        self.draft.errors += errors
        if line and not errors:
            self.draft.lines.append(line)

    def _is_footer(self, row: Row) -> bool:
        first = plain(first_words(row))
        return any(first == word or first.startswith(f"{word}:") for word in self.footers)

    def _is_aside(self, row: Row, said: dict[str, str]) -> bool:
        """No task: a sum or signatures, a section over the whole width, a number and no more."""
        if self._is_footer(row) or not any(said.values()):
            return True
        stands = [words for words in row.sheet.rows[row.index] if words]
        if len(set(stands)) == 1 and (len(stands) == 1 or said["problem"] == said["measure"]):
            self.state.section = stands[0]
            return True
        return False

    def _go_on_from_above(self, said: dict[str, str]) -> None:
        """A problem that is written once holds for the measures below it."""
        above = self.state
        if not said["problem"] and said["measure"] and said["number"] in ("", above.number):
            said["problem"], said["number"] = above.problem, above.number
        above.problem, above.number = said["problem"], said["number"]

    def _line(self, row: Row, said: dict[str, str], errors: list[CellError]) -> Line | None:
        errors += self._missing(row, said) + list(_too_long(row, said))
        lead, supports = self._departments(row, said, errors)
        track = self._choice(row, said, "track", errors) or Finding.Track.BY_DATE.value
        due = self._deadline(row, said, track, errors)
        status = self._status(row, said, errors)
        percent = self._percent(row, said, errors)
        closed_on, number = self._closing(row, said, status, errors)
        person = self._person(row, said, lead)
        if status == Task.Status.CLOSED and lead:
            errors += self._own_work(row, lead, person)
        if errors or lead is None:
            return None
        return Line(
            row=row.number,
            place=row.cell("problem"),
            cells={key: text for key, text in said.items() if key in row.places},
            group=self._group(said),
            finding=self._finding(said, track),
            measure=said["measure"],
            target=said["target"],
            department=lead.pk,
            supports=[department.pk for department in supports],
            leader=said["leader"],
            responsible=person.pk if person else None,
            due_on=due.due_on,
            due_text=due.text,
            first_on=due.first_on,
            percent=percent,
            status=status,
            closed_on=closed_on,
            closed_number=number,
            shown={"department": lead.name, "status": str(Task.Status(status).label)},
        )

    def _finding(self, said: dict[str, str], track: str) -> dict[str, str]:
        """The fields of the finding; "aspect" by its name."""
        aspect, category = cells.read_aspect(said["aspect"] or self.state.section)
        return {
            **cells.read_rule(said["rule"]),
            **cells.read_cause(said["cause"]),
            "problem": said["problem"],
            "aspect": aspect,
            "category": category[:40],
            "track": track,
            "responsibility": said["responsibility"][:120],
        }

    def _missing(self, row: Row, said: dict[str, str]) -> list[CellError]:
        texts = {
            "problem": _("The problem is missing."),
            "measure": _("The measure is missing."),
            "department": _("The lead department is missing."),
            "deadline": _("The deadline is missing."),
        }
        found = [row.error(key, text) for key, text in texts.items() if not said[key]]
        number, problem = said["number"], squeezed(said["problem"])
        if number and problem:
            before, cell = self.state.problems.setdefault(number, (problem, row.cell("number")))
            if before != problem:
                text = _("The number “%(number)s” stands in %(cell)s with another problem.")
                found.append(row.error("number", text % {"number": number, "cell": cell}))
        return found

    def _departments(
        self, row: Row, said: dict[str, str], errors: list[CellError]
    ) -> tuple[Department | None, list[Department]]:
        """The lead department and those that support; who leads does not support."""
        leads = self._named(row, "department", said["department"], errors)
        supports = self._named(row, "supports", said["supports"], errors)
        together = list(dict.fromkeys([*leads[1:], *supports]))
        lead = leads[0] if leads else None
        return lead, [department for department in together if department != lead]

    def _named(self, row: Row, key: str, text: str, errors: list[CellError]) -> list[Department]:
        found = self.directory.read(text)
        for word in found.unknown:
            if self.others.read(word).departments:
                words = _("“%(word)s” does not take part in the campaign: add it there first.")
            else:
                words = _("No department is called “%(word)s”. Write its name in the directory.")
            errors.append(row.error(key, words % {"word": word}))
        return self.departments if found.everybody else found.departments

    def _deadline(self, row: Row, said: dict, track: str, errors: list) -> cells.Deadline:
        """Only what is long-term may have words without a day."""
        due = cells.read_due(said["deadline"], self.setting.year)
        longest = Task._meta.get_field("due_text").max_length
        if said["deadline"] and due.due_on is None and track != Finding.Track.LONG_TERM:
            words = _("No certain day can be read from “%(text)s”: write the day.")
            errors.append(row.error("deadline", words % {"text": said["deadline"]}))
        elif longest is not None and len(due.text) > longest:
            errors.append(row.error("deadline", _longer(due.text, longest)))
        return due

    def _choice(self, row: Row, said: dict, key: str, errors: list[CellError]) -> str:
        """The track or status a cell names, "" for none."""
        choices = self.words["tracks" if key == "track" else "statuses"]
        value = cells.read_choice(said[key], choices) if said[key] else ""
        if value is None:
            known = "、".join(names[0] for names in choices.values())
            words = _("“%(value)s” is not possible here. Possible: %(choices)s.")
            errors.append(row.error(key, words % {"value": said[key], "choices": known}))
        return value or ""

    def _status(self, row: Row, said: dict[str, str], errors: list[CellError]) -> str:
        """What the ledger says; a close-out beside “done” is a close-out, nothing is a start."""
        status = self._choice(row, said, "status", errors)
        if said["closing"] and status in ("", Task.Status.SUBMITTED):
            return Task.Status.CLOSED.value
        begun = said["progress"] or said["percent"] not in ("", "0", "0%")
        return status or (Task.Status.IN_PROGRESS if begun else Task.Status.ASSIGNED).value

    def _percent(self, row: Row, said: dict[str, str], errors: list[CellError]) -> int:
        if not said["percent"]:
            return 0
        percent = cells.read_percent(said["percent"], fractions=self.fractions)
        if percent is None:
            words = _("“%(text)s” is no percentage from 0 to 100.") % {"text": said["percent"]}
            errors.append(row.error("percent", words))
        return percent or 0

    def _closing(self, row: Row, said: dict, status: str, errors: list[CellError]):
        """Day and number of a close-out; without its day nobody can say whether it was late."""
        if status != Task.Status.CLOSED:
            if said["closing"] and status:
                words = _("A close-out stands here, but the status says “%(status)s”.")
                errors.append(row.error("closing", words % {"status": said["status"]}))
            return None, ""
        day, number = cells.read_closing(said["closing"], self.setting.year)
        if day is None:
            words = _("The day of the close-out is missing: write it before the number.")
            errors.append(row.error("closing", words))
        if number:
            cell = self.state.closings.setdefault(number, row.cell("closing"))
            if cell != row.cell("closing"):
                words = _("The close-out number “%(code)s” stands in %(cell)s already.")
                errors.append(row.error("closing", words % {"code": number, "cell": cell}))
        return day, number

    def _own_work(self, row: Row, lead: Department, person: Person | None) -> Iterator[CellError]:
        by = self.setting.by
        if by.department.path.startswith(lead.path) or by == person:
            key = "status" if "status" in row.places else "closing"
            words = _("You belong to those who did this: somebody else imports its close-out.")
            yield row.error(key, words)

    def _person(self, row: Row, said: dict[str, str], lead: Department | None) -> Person | None:
        """The responsible person of the lead department; whoever has no account stays a word."""
        names = [plain(word) for word in divide(said["responsible"])]
        if not names or lead is None:
            return None
        for person in self.people:
            is_meant = plain(person.title) in names or plain(person.name) in names
            if is_meant and person.department.path.startswith(lead.path):
                return person
        words = _("“%(name)s” has no account in %(department)s: the words stay in the ledger.")
        values = {"name": said["responsible"], "department": lead.name}
        self.draft.warnings.append(row.error("responsible", words % values))
        return None

    def _group(self, said: dict[str, str]) -> int:
        """Rows with one number and one problem are one finding."""
        key = (said["number"], squeezed(said["problem"]))
        return self.state.groups.setdefault(key, len(self.state.groups) + 1)


def _too_long(row: Row, said: dict[str, str]) -> Iterator[CellError]:
    for key, limit in _LIMITS.items():
        if limit and len(said[key]) > limit:
            yield row.error(key, _longer(said[key], limit))


def _longer(text: str, limit: int) -> str:
    words = _("The text has %(n)d characters, %(limit)d at most.")
    return words % {"n": len(text), "limit": limit}
