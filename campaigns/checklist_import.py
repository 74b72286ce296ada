"""Checklists out of Excel and CSV: read the whole file, list every problem with its cell,
show what would come, then write once.

Headings may be called in many ways (`fixtures/header_words.json`); a title row, merged cells,
headings repeated on every page, lines that only name a section and lines for signatures at the
end are understood as they stand in an ordinary sheet.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.breakdown import Directory, header_words, plain
from campaigns.counts import formula_names
from campaigns.formulas import FormulaError, parse
from campaigns.models import CheckItem, Checklist, Project
from organization.lists import in_a_row
from organization.models import Department, NotAllowed, Person, record
from organization.sheets import CellError, Row, Sheet, Table, Unreadable, find_header, read_workbook
from organization.spelling import misspelt, normalise_spelling

REQUIRED = ("text",)
OWN_WORDS = ("text", "statement", "evidence_hint", "note")  # a rule is cited as it stands
# What may be long in a sheet is text in the table; the rest has the length of its column.
LIMITS = {
    name: CheckItem._meta.get_field(name).max_length
    for name in (
        *("code", "group", "category", "basis", "rule", "methods", "answer_type"),
        *("formula", "evidence_hint", "departments_text", "statement", "note"),
    )
} | {"project": Project._meta.get_field("name").max_length}


@dataclass
class Line:
    """One item as the sheet has it; `columns` are fields of CheckItem and "project"."""

    no: int
    columns: dict[str, str]
    from_records: bool


@dataclass
class Draft:
    """What a file would bring into the library; with `errors` nothing can be brought in."""

    name: str
    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # headings nobody asked for

    @property
    def projects(self) -> dict[str, int]:
        """The projects in the order of the sheet, each with the number of its items."""
        return dict(Counter(line.columns.get("project", "") for line in self.lines))

    @property
    def groups(self) -> dict[str, int]:
        """The report groups in the order of the sheet, each with the number of its items."""
        return dict(Counter(line.columns.get("group", "") for line in self.lines))

    @property
    def from_records(self) -> int:
        """How many items are answered from records and sent to nobody."""
        return sum(line.from_records for line in self.lines)

    def as_json(self) -> dict:
        """For keeping between the preview and the confirmation."""
        kept = {"name": self.name, "unknown": self.unknown}
        for key in ("lines", "errors", "warnings"):
            kept[key] = [vars(row) for row in getattr(self, key)]
        return kept

    @classmethod
    def from_json(cls, kept: dict) -> "Draft":
        """The draft that `as_json` gave."""
        return cls(
            **{
                **kept,
                "lines": [Line(**line) for line in kept["lines"]],
                "errors": [CellError(**error) for error in kept["errors"]],
                "warnings": [CellError(**error) for error in kept["warnings"]],
            }
        )


def read_checklist(file, name: str) -> Draft:
    """Read an uploaded workbook or CSV as a checklist called `name`.

    Raises Unreadable when there is no table in it; every problem of a cell is in `errors`.
    """
    table = _table(read_workbook(file))
    draft = Draft(name, unknown=table.unknown)
    reader = _Reader(table, draft)
    for row in table:
        reader.read(row)
    if not draft.lines and not draft.errors:
        raise Unreadable(_("The sheet has no items below its heading."))
    _number(draft.lines)
    _warn_of_departments(draft, reader.cells)
    return draft


@transaction.atomic
def import_checklist(draft: Draft, *, by: Person) -> Checklist:
    """Write the draft into the library: everything or nothing.

    Raises NotAllowed when the draft has errors or the library has this name already.
    """
    if draft.errors:
        raise NotAllowed(_("The sheet has errors: nothing was imported."))
    if Checklist.objects.filter(campaign=None, name=draft.name).exists():
        raise NotAllowed(
            _("The library has a checklist “%(name)s” already.") % {"name": draft.name}
        )
    checklist = Checklist.objects.create(name=draft.name)
    projects = {
        name: Project.objects.create(checklist=checklist, order=order, name=name)
        for order, name in enumerate(draft.projects, start=1)
    }
    CheckItem.objects.bulk_create(
        (
            CheckItem(
                checklist=checklist,
                project=projects[line.columns["project"]],
                order=order,
                no=line.no,
                from_records=line.from_records,
                **{key: words for key, words in line.columns.items() if key != "project"},
            )
            for order, line in enumerate(draft.lines, start=1)
        ),
        batch_size=2000,
    )
    record("checklist.imported", checklist, by=by, items=len(draft.lines))
    return checklist


class _Reader:
    """Goes down the rows; remembers sections, codes and where a department was named."""

    def __init__(self, table: Table, draft: Draft) -> None:
        self.draft = draft
        self.words = header_words()
        self.footers = [plain(word) for word in self.words["footers"]]
        self.keys = [key for key in self.words["columns"] if key != "source"]
        self.has_codes, self.has_projects = table.has("code"), table.has("project")
        self.section = ""
        self.first: dict[str, str] = {}  # the cell in which a code stands
        self.cells: dict[str, list[str]] = {}  # the cells of each 责任部门

    def read(self, row: Row) -> None:
        """One row: an item, the name of a section, a line for signatures, or an error."""
        columns = {key: row[key] for key in self.keys}
        if self._is_aside(row, columns):
            return
        columns["project"] = columns["project"] or self.section or self.draft.name
        if self.has_projects:  # named once and left empty below
            self.section = columns["project"]
        if not self.has_codes:
            columns["code"] = str(len(self.draft.lines) + 1)
        errors = list(self._errors(row, columns))
        self.draft.errors += errors
        if errors:
            return
        self._spell(row, columns)
        self.cells.setdefault(columns["departments_text"], []).append(row.cell("departments_text"))
        source = plain(row["source"])
        from_records = any(plain(word) in source for word in self.words["from_records"])
        self.draft.lines.append(Line(0, columns, from_records))

    def _spell(self, row: Row, columns: dict[str, str]) -> None:
        """Put the spelling right (G16), and say so; quotations stay."""
        for key in OWN_WORDS:
            for found, usual in misspelt(columns[key]):
                words = _("“%(found)s” was taken over as “%(usual)s”.")
                told = words % {"found": found, "usual": usual}
                self.draft.warnings.append(row.error(key, told))
            columns[key] = normalise_spelling(columns[key])

    def _is_aside(self, row: Row, columns: dict[str, str]) -> bool:
        """A row that is no item: a section over the whole width, or a line for signatures."""
        cells = [words for words in row.sheet.rows[row.index] if words]
        first = plain(cells[0])
        if any(first == word or first.startswith(f"{word}:") for word in self.footers):
            return True
        if len(set(cells)) > 1 or first.isdecimal() or len(row.places) == 1:
            return False
        if columns["text"] and any(row[key] != cells[0] for key in row.places):
            return False
        self.section = cells[0]
        return True

    def _errors(self, row: Row, columns: dict[str, str]):
        code = columns["code"]
        if not code:
            yield row.error("code", _("The number is missing."))
        elif plain(code) in self.first:
            yield row.error(
                "code",
                _("The number “%(code)s” stands in %(cell)s already.")
                % {"code": code, "cell": self.first[plain(code)]},
            )
        else:
            self.first[plain(code)] = row.cell("code")
        if not columns["text"]:
            yield row.error("text", _("The item has no text."))
        yield from self._rule_errors(row, columns)
        for key, limit in LIMITS.items():
            if len(columns[key]) > limit:
                yield row.error(
                    key,
                    _("The text has %(n)d characters, %(limit)d at most.")
                    % {"n": len(columns[key]), "limit": limit},
                )

    def _rule_errors(self, row: Row, columns: dict[str, str]):
        """The evidence rule becomes its code; a formula must read well with its field names."""
        word = plain(columns["evidence_rule"])
        rules = self.words["evidence_rules"]
        code = next((code for code, words in rules.items() if word in map(plain, words)), "")
        if word and not code:
            known = in_a_row(words[0] for words in rules.values())
            yield row.error(
                "evidence_rule",
                _("“%(word)s” is no evidence rule: %(known)s.")
                % {"word": columns["evidence_rule"], "known": known},
            )
        columns["evidence_rule"] = code
        if columns["formula"]:
            try:
                parse(columns["formula"], formula_names(columns["answer_type"]))
            except FormulaError as error:
                yield row.error("formula", str(error))


def _table(sheets: list[Sheet]) -> Table:
    """The first sheet with the headings of a checklist."""
    refusals = []
    for sheet in sheets:
        try:
            return find_header(sheet, header_words()["columns"], required=REQUIRED)
        except Unreadable as error:
            refusals.append(error)
    raise refusals[0] if refusals else Unreadable(_("The workbook has no sheet."))


def _number(lines: list[Line]) -> None:
    """The number of an item is its code where all codes are numbers, else its place."""
    codes = [line.columns["code"] for line in lines]
    by_code = all(code.isdecimal() and 0 < int(code) < 2**31 for code in codes)
    for place, line in enumerate(lines, start=1):
        line.no = int(line.columns["code"]) if by_code else place


def _warn_of_departments(draft: Draft, cells: dict[str, list[str]]) -> None:
    """Name every word of the column 责任部门 that no department of the directory goes by."""
    directory = Directory(Department.objects.standing())
    where: dict[str, list[str]] = {}
    for text, places in cells.items():
        for word in directory.read(text).unknown:
            where.setdefault(word, []).extend(places)
    draft.warnings += [
        CellError(
            places[0],
            _("No department is called “%(word)s” (%(n)d items).")
            % {"word": word, "n": len(places)},
        )
        for word, places in where.items()
    ]
