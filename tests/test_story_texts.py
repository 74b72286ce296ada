"""What people wrote in the story: spelling, length, and nothing in it that a copy would belie."""

import re

import pytest

from tests.story import LAST_DAY, STORY, column, contract, final_answers, rows

# Texts that people wrote and that a paper may print.
WRITTEN = {
    "checklist": ("statement",),
    "activities": ("title", "host", "text"),
    "channels": ("contact", "note"),
    "boards": ("text",),
    "planned": ("title",),
    "inspection_plans": ("title", "subjects"),
    "visits": ("looked_at", "result"),
    "meetings": ("title", "host", "place", "minutes"),
    "attendances": ("reason",),
    "answers": ("text", "rule", "cause", "responsibility", "measure", "statement"),
    "returns": ("note",),
    "verifications": ("text",),
    "recorded": ("text",),
    "findings": ("title", "aspect", "rule", "problem", "cause_subjective", "cause_objective"),
    "tasks": ("measure", "standard", "title", "leader"),
    "progress": ("text",),
    "acceptances": ("text",),
    "suggestions": ("topic", "background", "action", "effect"),
    "letters": ("topic", "background", "demands", "answer", "opinion", "reason"),
}


def test_phases_touch_and_the_last_day_stands_in_one_cell_only():
    windows = [(row["starts_on"], row["ends_on"]) for row in rows("phases")]
    assert windows == [
        ("2009-08-12", "2009-08-15"),
        ("2009-08-15", "2009-08-20"),
        ("2009-08-21", LAST_DAY),
    ]
    cells = [
        (name, key)
        for name in contract()
        for row in rows(name)
        for key, cell in row.items()
        if LAST_DAY in cell
    ]
    assert cells == [("phases", "ends_on")]


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_written_texts_name_no_day_no_department_and_no_count(name):
    """A copied story with another name, other counts and another last day must print no old one."""
    names = [row["name"] for row in rows("departments") if row["kind"] == "department"]
    forbidden = re.compile(
        rf"\d月|\d日|2009|83|六[个件]|七个问题|{'|'.join(map(re.escape, names))}"
    )
    found = [
        (key, row[key]) for row in rows(name) for key in WRITTEN[name] if forbidden.search(row[key])
    ]
    assert found == []


def test_the_name_of_a_department_stands_in_its_own_row_and_in_posts_only():
    found = {
        name
        for name in contract()
        for row in rows(name)
        for key, cell in row.items()
        if "市场经营部" in cell and (name, key) not in (("people", "name"), ("people", "post"))
    }
    assert found == {"departments"}
    responsible = {row["responsible"] for row in rows("tasks")}
    posts = {row["account"]: row["post"] for row in rows("people")}
    assert not any("市场经营部" in posts[account] for account in responsible)


def test_statements_are_short_fragments():
    for row in [*rows("checklist"), *(a for a in rows("answers") if a["statement"])]:
        statement = row["statement"]
        assert 0 < len(statement) <= 60
        assert statement[-1] not in "。；，"
        assert "。" not in statement and "；" not in statement
    assert len(column("checklist", "statement")) == 83


def test_the_spelling_is_that_of_the_trade():
    wrong = re.compile(r"浮皮撩草|明查暗访|认帐|消号|其它|做为|截止到|下步|[們實應檢導]")
    texts = [cell for name in contract() for row in rows(name) for cell in row.values()]
    assert [cell for cell in texts if wrong.search(cell)] == []


def test_people_are_named_by_post():
    for row in rows("people"):
        assert row["name"] == row["post"]
        assert row["email"] == f"{row['account']}@example.org"
    assert len(column("people", "post")) == len(rows("people"))


def test_evidence_files_are_there_small_and_used():
    files = {path.name for path in (STORY / "files").iterdir()}
    assert column("evidence", "file") == files
    assert all(path.stat().st_size < 10_000 for path in (STORY / "files").iterdir())
    assert {path.suffix for path in (STORY / "files").iterdir()} == {".csv", ".txt", ".png"}
    pairs = set(final_answers())
    assert {(row["department"], row["item"]) for row in rows("evidence")} <= pairs
