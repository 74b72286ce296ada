"""The letters of a story: drafted, issued, signed for, answered, looked at, withdrawn."""

from collections.abc import Callable

from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay
from organization.models import Person
from rectification import due_slips, letters
from rectification.ledger_bulk import read_marks
from rectification.models import Letter, LetterRules
from reports import letters as papers


def tell(replay: Replay) -> None:
    """Note the rules of letters, then what became of each letter."""
    told = replay.story.campaign
    if told["copies_confirmed_on"]:
        at = replay.days.instant(told["copies_confirmed_on"])
        replay.act(at, lambda: _rule(replay, told), told)
    steps: dict[str, Callable[[Replay, Row], None]] = {
        "drafted_on": _draft,
        "issued_on": _issue,
        "signed_on": _sign,
        "answered_on": _answer,
        "judged_on": _judge,
        "withdrawn_on": _withdraw,
    }
    for row in replay.story["letters"]:
        for column, verb in steps.items():
            if row[column]:
                at = replay.days.instant(row[column])
                replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)


def _rule(replay: Replay, row: Row) -> None:
    by = replay.person(row["drafted_by"], row)
    rules = LetterRules.of(replay.campaign)
    rules.change(by=by, prefix=row["letter_prefix"], authority=row["letter_authority"])
    rules.confirm_copies(by=by)


def _letter(replay: Replay, row: Row) -> Letter:
    found = replay.made["letter", row["code"]]
    rows = Letter.objects.select_related("campaign", "department", "task__measure__finding")
    return rows.get(pk=found.pk)  # type: ignore[attr-defined]


def _draft(replay: Replay, row: Row) -> None:
    days = {name: replay.days.day(row[name]) for name in ("plan_due_on", "due_on") if row[name]}
    replay.made["letter", row["code"]] = letters.draft(
        replay.campaign,
        row["kind"],
        replay.departments[row["department"]],
        by=replay.person(row["drafted_by"], row),
        findings=[
            replay.known("finding", code)
            for code in row.list("findings")
            if ("finding", code) in replay.made
        ],
        task=replay.known("task", row["task"]) if row["task"] else None,
        topic=row["topic"],
        background=row.text("background"),
        demands=row.text("demands"),
        **days,
    )


def _issue(replay: Replay, row: Row) -> None:
    letter, by = _letter(replay, row), replay.person(row["issued_by"], row)
    if row["by_ladder"]:
        _issue_what_is_due(letter, row, by)
    else:
        papers.issue(letter, by=by)


def _issue_what_is_due(letter: Letter, row: Row, by: Person) -> None:
    """Out of the list of slips that are due, as the office ticks it there."""
    due = due_slips.due_slips([letter.campaign], by)
    marks = [one.mark for one in due if one.task.pk == letter.task_id]
    if not marks:
        raise StoryError(f"{row.place}: the ladder does not ask for this slip on its day")

    def issue(draft: Letter, by: Person) -> Letter:
        return papers.issue(draft, by=by)

    due_slips.issue_all(letter.campaign, read_marks(marks), issue, by=by)


def _sign(replay: Replay, row: Row) -> None:
    by = replay.person(row["signed_by"], row)
    letter = _letter(replay, row)
    letters.note_reading(letter, by=by)
    letters.sign_for(letter, by.name, by=by)


def _answer(replay: Replay, row: Row) -> None:
    by = replay.person(row["answered_by"], row)
    letters.answer(_letter(replay, row), row.text("answer"), by=by)


def _judge(replay: Replay, row: Row) -> None:
    verb = letters.send_back if row["outcome"] == "returned" else letters.settle
    by = replay.person(row["judged_by"], row)
    verb(_letter(replay, row), by=by, opinion=row.text("opinion"))


def _withdraw(replay: Replay, row: Row) -> None:
    by = replay.person(row["withdrawn_by"], row)
    letters.withdraw(_letter(replay, row), row["reason"], by=by)
