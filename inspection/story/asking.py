"""Surveys of a story: written, opened, answered in three ways, closed."""

from datetime import time

from findings import public, survey_answering, survey_questions, surveys
from findings.models import Option, Question, Response, Survey
from findings.survey_answering import Said
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts of the surveys."""
    days = replay.days
    for row in replay.story["surveys"]:
        steps = {"on": _write, "opened_on": _open, "closed_on": _close}
        for column, verb in steps.items():
            if row[column]:
                at = days.instant(row[column], time(9))
                replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    _tell_scores(replay)
    for row in replay.story["survey_answers"]:
        if row["method"] != Response.Method.SCORES:
            replay.act(days.instant(row["on"], time(15)), lambda row=row: _answer(replay, row), row)


def _write(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    survey = replay.made["survey", row["code"]] = surveys.write(
        replay.campaign,
        by=by,
        title=row["title"],
        intro=row.text("intro"),
        closes_on=replay.days.day(row["closes_on"]) if row["closes_on"] else None,
    )
    for asked in replay.story["questions"]:
        if asked["survey"] == row["code"]:
            survey_questions.add(
                survey,
                [_option(part) for part in asked.list("options")],
                by=by,
                kind=asked["kind"],
                text=asked["text"],
                section=asked["section"],
                required=asked.flag("required"),
            )


def _option(part: str) -> tuple[str, int | None]:
    text, sign, weight = part.partition("=")
    return text, int(weight) if sign else None


def _open(replay: Replay, row: Row) -> None:
    surveys.publish(replay.known("survey", row["code"]), by=replay.person(row["by"], row))


def _close(replay: Replay, row: Row) -> None:
    surveys.close(replay.known("survey", row["code"]), by=replay.person(row["by"], row))


def _answer(replay: Replay, row: Row) -> None:
    """By somebody outside, who leaves no trace, or written down on a visit."""
    survey: Survey = replay.known("survey", row["survey"])
    sheet = _sheet(survey, row)
    if row["method"] == Response.Method.VISIT:
        by = replay.person(row["by"], row)
        survey_answering.record_visit(survey, sheet, replay.days.day(row["on"]), by=by)
    else:
        survey_answering.answer(survey, sheet, form=public.new_form(survey.slug))


def _tell_scores(replay: Replay) -> None:
    """The scores of one system are one list, as on the screen."""
    lists: dict[tuple, list[Row]] = {}
    for row in replay.story["survey_answers"]:
        if row["method"] == Response.Method.SCORES:
            lists.setdefault((row["survey"], row["on"], row["by"]), []).append(row)
    for (_survey, on, _by), rows in lists.items():
        at = replay.days.instant(on, time(16))
        replay.act(at, lambda rows=rows: _take_scores(replay, rows), rows[0])


def _take_scores(replay: Replay, rows: list[Row]) -> None:
    first = rows[0]
    survey: Survey = replay.known("survey", first["survey"])
    sheets = [_sheet(survey, row) for row in rows]
    by = replay.person(first["by"], first)
    survey_answering.take_scores(survey, sheets, replay.days.day(first["on"]), by=by)


def _sheet(survey: Survey, row: Row) -> dict[int, Said]:
    """The answers of a row, in the order of the questions; several choices joined by “+”."""
    sheet = {}
    questions = Question.objects.filter(survey=survey).order_by("order")
    for question, cell in zip(questions, row["answers"].split(";"), strict=False):
        if cell:
            sheet[question.pk] = _said(question, cell, row)
    return sheet


def _said(question: Question, cell: str, row: Row) -> Said:
    if question.has_options:
        parts = cell.split("+")
        chosen = Option.objects.filter(question=question, text__in=parts)
        if len(chosen) < len(parts):
            raise StoryError(f"{row.place}: no answer of “{question.text}”: {cell}")
        return Said(options=[option.pk for option in chosen])
    return Said(score=int(cell)) if question.top else Said(text=cell)
