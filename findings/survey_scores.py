"""系统测评: scores that another system gave out, one answer a row, columns mapped to questions."""

import re
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from findings.models import Question, Survey
from findings.survey_answering import Said
from organization.column_mapping import Mapping, guess
from organization.sheets import CellError, Row, Sheet, Unreadable, read_workbook

BETWEEN = re.compile(r"[;；、,，\n]+")
LONGEST = 2000  # characters of own words


@dataclass
class ScoreUpload:
    """The sheets of a file, between its upload and the choice of its columns."""

    survey: int
    file: str
    sheets: list[Sheet]

    def as_json(self) -> dict:
        """For keeping until the columns are chosen."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> "ScoreUpload":
        """The upload that `as_json` gave."""
        return cls(**{**kept, "sheets": [Sheet(**sheet) for sheet in kept["sheets"]]})

    def mapping(self, questions: list[Question]) -> Mapping:
        """Which column answers which question, guessed. Raises Unreadable without a table."""
        found = guess(self.sheets, names_of(questions))
        if found is None:
            raise Unreadable(_("The workbook has no sheet with a table."))
        return found


@dataclass
class Scores:
    """What the rows say, and what is wrong with them by cell."""

    sheets: list[dict[int, Said]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read_upload(file, survey: Survey) -> ScoreUpload:
    """The sheets of an uploaded file. Raises Unreadable with one sentence for the reader."""
    upload = ScoreUpload(survey.pk, file.name, read_workbook(file))
    upload.mapping(list(survey.questions.all()))
    return upload


def names_of(questions: list[Question]) -> dict[str, list[str]]:
    """The headings by which the column of a question is known: its words, its number."""
    return {
        str(question.pk): [question.text, f"Q{number}", _("Question %(n)d") % {"n": number}]
        for number, question in enumerate(questions, start=1)
    }


def read_scores(mapping: Mapping, questions: list[Question]) -> Scores:
    """Every row with an answer in it; a cell that is no possible answer is an error."""
    scores, known = Scores(), {str(question.pk): question for question in questions}
    chosen = {key: known[key] for key in mapping.keys.values() if key in known}
    for row in mapping.table():
        sheet: dict[int, Said] = {}
        for key, question in chosen.items():
            said = _said(question, row, key, scores.errors)
            if said is not None:
                sheet[question.pk] = said
        if sheet:
            scores.sheets.append(sheet)
    return scores


def _said(question: Question, row: Row, key: str, errors: list[CellError]) -> Said | None:
    cell = row[key].strip()
    if not cell:
        return None
    if question.kind == Question.Kind.TEXT:
        return Said(text=cell[:LONGEST])
    if question.has_options:
        return _chosen(question, row, key, errors)
    mark = re.fullmatch(r"(\d{1,2})(?:\.0+)?", cell)
    if mark is None or not 1 <= int(mark[1]) <= question.top:
        text = _("Not a mark from 1 to %(top)d: %(cell)s") % {"top": question.top, "cell": cell}
        errors.append(row.error(key, text))
        return None
    return Said(score=int(mark[1]))


def _chosen(question: Question, row: Row, key: str, errors: list[CellError]) -> Said | None:
    options = {option.text: option.pk for option in question.options.all()}
    cell = row[key].strip()
    several = question.kind == Question.Kind.MULTIPLE and cell not in options
    parts = [part.strip() for part in BETWEEN.split(cell) if part.strip()] if several else [cell]
    unknown = [part for part in parts if part not in options]
    if unknown:
        text = _("Not an answer of this question: %(cell)s") % {"cell": unknown[0]}
        errors.append(row.error(key, text))
        return None
    return Said(options=list(dict.fromkeys(options[part] for part in parts)))
