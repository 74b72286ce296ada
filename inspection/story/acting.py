"""Chapter three: filling, handing over, submitting, reviewing, verifying."""

from datetime import time

from campaigns import filling, hints, returns, review
from campaigns import handing_over as handing
from campaigns.models import Answer, SelfCheck
from campaigns.nil_reports import declaration_of_sheet
from inspection.story.evidence import attach
from inspection.story.reading import Row
from inspection.story.replay import Replay
from organization import jobs


def tell(replay: Replay) -> None:
    """Note the acts of self-check and analysis."""
    told = {
        "handovers": (_hand_over, time(9)),
        "answers": (_answer, time(10)),
        "evidence": (_attach, time(10, 30)),
        "submissions": (_submit, time(16)),
        "returns": (None, time(10)),
        "reviews": (_review, time(11)),
        "recorded": (_record, time(15)),
    }
    for noun, (verb, hour) in told.items():
        for row in replay.story[noun]:
            if verb:
                replay.act(
                    replay.days.instant(row["on"], hour),
                    lambda row=row, verb=verb: verb(replay, row),
                    row,
                )
    _tell_returns(replay)


def sheet_of(replay: Replay, row: Row) -> SelfCheck:
    """The sheet of the row's department, read afresh."""
    return SelfCheck.objects.select_related("campaign", "department").get(
        campaign=replay.campaign, department=replay.departments[row["department"]]
    )


def answer_of(replay: Replay, department: str, item: str) -> Answer:
    """A department's answer to an item."""
    answers = Answer.objects.select_related("selfcheck__campaign", "selfcheck__department", "item")
    return answers.get(
        selfcheck__campaign=replay.campaign,
        selfcheck__department=replay.departments[department],
        item=replay.items[item],
    )


def _hand_over(replay: Replay, row: Row) -> None:
    handing.hand_over(
        sheet_of(replay, row),
        replay.items[row["item"]],
        replay.person(row["to"], row),
        by=replay.person(row["by"], row),
    )


def _answer(replay: Replay, row: Row) -> None:
    sheet, item = sheet_of(replay, row), replay.items[row["item"]]
    before = Answer.objects.filter(selfcheck=sheet, item=item).first()
    contents = {
        "result": row["result"],
        "methods": row["methods"],
        "sample_n": row.number("sample_n"),
        "sample_ok": row.number("sample_ok"),
        "counts": row.counts("counts"),
        **{
            name: row.text(name)
            for name in ("text", "rule", "cause", "responsibility", "measure", "statement")
        },
    }
    filling.save_answer(
        sheet,
        item,
        filling.Draft(before.version if before else 0, contents),
        by=replay.person(row["by"], row),
    )


def _attach(replay: Replay, row: Row) -> None:
    answer = answer_of(replay, row["department"], row["item"])
    attach(replay, answer, row)


def _submit(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    sheet = sheet_of(replay, row)
    is_nil = declaration_of_sheet(sheet) is not None
    filling.submit(sheet, by=by, signature=by.title, nil=is_nil)
    jobs.run(hints.ask(sheet).pk)  # no worker stands behind a story


def _tell_returns(replay: Replay) -> None:
    """All returns of one sheet by one person at one time are one act, as on the screen."""
    together: dict[tuple, list[Row]] = {}
    for row in replay.story["returns"]:
        together.setdefault((row["department"], row["on"], row["by"]), []).append(row)
    for (_department, on, _by), rows in together.items():
        replay.act(
            replay.days.instant(on, time(10)),
            lambda rows=rows: _send_back(replay, rows),
            rows[0],
        )


def _send_back(replay: Replay, rows: list[Row]) -> None:
    first = rows[0]
    sheet, by = sheet_of(replay, first), replay.person(first["by"], first)
    particulars = {
        "reason": first["reason"],
        "note": first.text("note"),
        "due_on": replay.days.day(first["due_on"]) if first["due_on"] else None,
        "by": by,
    }
    if any(not row["item"] for row in rows):
        returns.tear_down(sheet, **particulars)
        return
    answers = [answer_of(replay, row["department"], row["item"]) for row in rows]
    returns.send_back(sheet, answers, **particulars)


def _review(replay: Replay, row: Row) -> None:
    review.accept_all(sheet_of(replay, row), by=replay.person(row["by"], row))


def _record(replay: Replay, row: Row) -> None:
    review.answer_from_records(
        replay.item(row["item"]),
        row["result"],
        row.text("text"),
        by=replay.person(row["by"], row),
    )
