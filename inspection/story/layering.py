"""Between chapters two and three: levels are planned and opened, personal sheets go their way."""

from datetime import time

from campaigns import layers, personal_filling, personal_review
from campaigns.filling import Draft
from campaigns.models import Level, PersonalAnswer, PersonalSheet
from findings import consolidation
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay

SWITCHES = ("follows", "asks_charge", "asks_roots", "chair_reviews")
WORDS = ("problem", "subjective", "objective", "roots", "measure")


def tell(replay: Replay) -> None:
    """Note the acts of the levels."""
    days = replay.days
    for row in replay.story["levels"]:
        replay.act(days.instant(row["planned_on"], time(16)), _later(_plan, replay, row), row)
        replay.act(days.instant(row["opened_on"], time(8, 30)), _later(_open, replay, row), row)
    for row in replay.story["personal_sheets"]:
        replay.act(days.instant(row["on"], time(15)), _later(_hand_in, replay, row), row)
        if row["reviewed_on"]:
            replay.act(days.instant(row["reviewed_on"], time(9)), _later(_review, replay, row), row)
    for row in replay.story["personal_answers"]:
        if row["finding"]:
            replay.act(days.instant(row["added_on"], time(17)), _later(_add, replay, row), row)


def _later(verb, replay: Replay, row: Row):
    return lambda: verb(replay, row)


def _plan(replay: Replay, row: Row) -> None:
    asked = [one for one in replay.story["level_items"] if one["level"] == row["code"]]
    replay.made["level", row["code"]] = layers.plan_level(
        replay.campaign,
        [replay.items[one["item"]] for one in asked],
        by=replay.person(row["by"], row),
        questions={replay.items[one["item"]].pk: one["prompt"] for one in asked},
        name=row["name"],
        audience=row["audience"],
        heading=row["heading"],
        prompt=row.text("prompt"),
        topics=row.text("topics"),
        due_on=replay.days.day(row["due_on"]),
        **{name: row.flag(name) for name in SWITCHES},
    )


def _open(replay: Replay, row: Row) -> None:
    level = Level.objects.select_related("campaign").get(pk=replay.made["level", row["code"]].pk)
    layers.open_level(level, by=replay.person(row["by"], row))


def _hand_in(replay: Replay, row: Row) -> None:
    """Nothing was found in an item of which the story has no words."""
    sheet = _sheet_of(replay, row)
    told = {
        replay.items[one["item"]].pk: one
        for one in replay.story["personal_answers"]
        if _place(one) == _place(row) and one["round"] == row["round"]
    }
    seen = dict(sheet.answers.values_list("item", "version"))
    drafts = {
        item: Draft(seen.get(item, 0), _said(told.get(item)))
        for item in sheet.level.asked.values_list("item", flat=True)
    }
    by = replay.people[row["person"]]  # nobody's role matters here
    personal_filling.save_sheet(sheet, drafts, by=by)
    personal_filling.submit_sheet(sheet, by=by, signature=by.name)


def _said(row: Row | None) -> dict:
    if row is None:
        return {**personal_filling.NOTHING_SAID, "result": PersonalAnswer.Result.NONE.value}
    return {
        "result": PersonalAnswer.Result.FOUND.value,
        "topics": row["topics"],
        **{name: row.text(name) for name in WORDS},
    }


def _review(replay: Replay, row: Row) -> None:
    sheet, by = _sheet_of(replay, row), replay.people[row["reviewed_by"]]
    if row["outcome"] == "returned":
        personal_review.send_sheet_back(
            sheet,
            reason=row["reason"],
            note=row.text("note"),
            due_on=replay.days.day(row["due_on"]) if row["due_on"] else None,
            by=by,
        )
    else:
        personal_review.accept_sheet(sheet, by=by)


def _add(replay: Replay, row: Row) -> None:
    sheet = _sheet_of(replay, row)
    answer = sheet.answers.select_related("item").get(item=replay.items[row["item"]])
    finding = replay.known("finding", row["finding"])
    consolidation.add_source(finding, answer, by=replay.person(row["added_by"], row))


def _place(row: Row) -> tuple[str, str, str, str]:
    return row["level"], row["person"], row["about"], row["department"]


def _sheet_of(replay: Replay, row: Row) -> PersonalSheet:
    sheets = PersonalSheet.objects.select_related("level__campaign")
    if row["department"]:
        sheets = sheets.filter(department=replay.departments[row["department"]])
    try:
        return sheets.get(
            level=replay.made["level", row["level"]],
            person=replay.people[row["person"]],
            about=row["about"],
        )
    except PersonalSheet.DoesNotExist as missing:
        raise StoryError(f"{row.place}: {row['person']} has no such sheet") from missing
