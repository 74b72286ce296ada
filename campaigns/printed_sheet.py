"""What a sheet on paper tells: blank to be filled in by hand, or as it is filled in."""

from dataclasses import dataclass

from campaigns.models import AnswerEvidence, Result, SelfCheck
from campaigns.rounds import fields_of, numbers_words
from campaigns.sheet_rows import SheetRow, sheet_list

# What has a column of its own stands in no list of words.
BESIDE: dict[str, object] = {
    "result": "",
    "methods": "",
    "sample_n": None,
    "sample_ok": None,
    "counts": {},
}


@dataclass(frozen=True)
class PrintedRow:
    """One item on paper; `result`, `methods`, `sample` and `words` are "" to be written in."""

    row: SheetRow
    result: str = ""
    methods: str = ""
    sample: str = ""
    words: tuple[tuple[str, str], ...] = ()  # (what it is, text)
    files: tuple[str, ...] = ()  # names of the evidence


@dataclass(frozen=True)
class PrintedSheet:
    """The rows of a sheet in the order of the checklist."""

    sheet: SelfCheck
    rows: list[PrintedRow]
    blank: bool


def printed_sheet(sheet: SelfCheck, *, blank: bool = False) -> PrintedSheet:
    """The sheet for the printer; at most four statements."""
    rows = sheet_list(sheet).rows
    if blank:
        return PrintedSheet(sheet, [PrintedRow(row) for row in rows], blank)
    files: dict[int, list[str]] = {}
    uses = AnswerEvidence.objects.filter(target__selfcheck=sheet, replaced_at=None)
    for answer, name in uses.order_by("evidence__name").values_list("target", "evidence__name"):
        files.setdefault(answer, []).append(name)
    return PrintedSheet(sheet, [_filled(row, files) for row in rows], blank)


def _filled(row: SheetRow, files: dict[int, list[str]]) -> PrintedRow:
    if row.answer is None:
        return PrintedRow(row)
    contents = row.answer.contents()
    return PrintedRow(
        row,
        str(Result(row.result).label) if row.result else "",
        contents["methods"],
        numbers_words(contents, row.item.count_names),
        tuple(fields_of({**contents, **BESIDE})),
        tuple(files.get(row.answer.pk, ())),
    )
