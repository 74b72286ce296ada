"""调查结果 as a worksheet: a line for every answer to choose, then what people wrote."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.survey_results import QuestionResult, Results


def columns() -> list[str]:
    """The headings."""
    return [
        _("No."),
        _("question"),
        pgettext("survey", "answer"),
        pgettext("survey", "number"),
        pgettext("survey", "of"),
        _("share in percent"),
        _("weight"),
        _("satisfaction index"),
        _("wave before"),
    ]


def rows(results: Results) -> Iterator[list]:
    """The lines of all questions; words in their random order."""
    for number, one in enumerate(results.questions, start=1):
        for line in one.lines:
            yield [
                number,
                one.question.text,
                line.label,
                line.number,
                line.of,
                round(line.share, 1),
                line.weight,
                *_indexes(one),
            ]
        for reply in one.words:
            yield [number, one.question.text, reply.text, *[None] * 6]


def _indexes(one: QuestionResult) -> list[float | None]:
    return [None if value is None else round(value, 1) for value in (one.index, one.before)]
