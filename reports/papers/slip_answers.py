"""The lower lines of slips: who signed, what was answered, what the office said to it."""

from collections.abc import Sequence

from organization import clock
from rectification.models import Letter, LetterAnswer
from reports.papers.clauses import clause
from reports.phrases import date_cn

BLANK = "　"  # left for the hand


def signed(letter: Letter) -> str:
    """Name and day of whoever signed for it."""
    if letter.signed_for_at is None:
        return BLANK
    return f"{letter.signed_name}　{date_cn(clock.day_of(letter.signed_for_at))}"


def said(answers: Sequence[LetterAnswer]) -> str:
    """The answers of the department, one a line."""
    return "\n".join(map(_said, answers)) or BLANK


def judged(answers: Sequence[LetterAnswer], sent_back: str) -> str:
    """What the office said to each; `sent_back` is the word for one that did not do."""
    return "\n".join(filter(None, (_judged(one, sent_back) for one in answers))) or BLANK


def _said(answer: LetterAnswer) -> str:
    return f"{clause(answer.text)}（{answer.by.title}，{date_cn(clock.day_of(answer.at))}）"


def _judged(answer: LetterAnswer, sent_back: str) -> str:
    if answer.judged_at is None or answer.judged_by is None:
        return ""
    word = "同意办结" if answer.outcome == LetterAnswer.Outcome.ACCEPTED else sent_back
    opinion = f"：{clause(answer.opinion)}" if answer.opinion else ""
    day = date_cn(clock.day_of(answer.judged_at))
    return f"{word}{opinion}（{answer.judged_by.title}，{day}）"
