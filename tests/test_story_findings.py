"""The findings of the story and what became of them: counts, sources, tasks, acceptance."""

from collections import Counter

from tests.story import LAST_DAY, column, final_answers, parts, places, rows


def test_seven_findings_in_three_aspects_with_assumed_names():
    assert len(rows("findings")) == 7
    assert [row["code"] for row in rows("findings")] == [f"F{n}" for n in range(1, 8)]
    assert Counter(row["aspect_order"] for row in counted()) == {"1": 3, "2": 2, "3": 1}
    assert {row["aspect_assumed"] for row in rows("findings")} == {"1"}
    assert {row["track"] for row in counted()} == {"at_once", "by_date", "long_term"}
    assert max(len(row["title"]) for row in rows("findings")) <= 25
    for row in rows("findings"):
        assert row["rule_document"] and row["rule"] and row["problem"] and row["cause_subjective"]
    assert "cause_subjective" in next(r for r in counted() if r["code"] == "F4")["assumed"]


def test_the_six_findings_involve_14_items():
    numbers = places()
    found = {row["code"]: sorted(numbers[item] for item in involved(row)) for row in counted()}
    assert found == {
        "F1": [25, 26],
        "F2": [36, 37, 38, 39],
        "F3": [40, 41],
        "F4": [42, 43],
        "F5": [44, 45, 46],
        "F6": [79],
    }
    assert sum(map(len, found.values())) == 14


def test_every_negative_answer_feeds_exactly_one_finding():
    sources = [source for row in rows("findings") for source in parts(row["sources"])]
    negative = [f"{d}:{i}" for (d, i), row in final_answers().items() if row["result"] == "no"]
    assert sorted(sources) == sorted(negative)
    assert len(sources) == 12


def test_findings_have_several_sources_and_departments():
    sources = [parts(row["sources"]) for row in counted()]
    assert sum(len(one) >= 2 for one in sources) == 3
    assert sum(len({source.split(":")[0] for source in one}) == 2 for one in sources) == 2


def test_the_second_finding_has_two_parts():
    assert [len(row["problem"].split("|")) for row in rows("findings")] == [1, 2, 1, 1, 1, 1, 1]


def test_every_finding_has_a_task_and_one_is_overdue_in_the_end():
    of = Counter(row["finding"] for row in rows("tasks"))
    assert of == {"F1": 2, "F2": 2, "F3": 1, "F4": 1, "F5": 2, "F6": 1, "F7": 1}
    closed = {row["task"] for row in rows("acceptances") if row["outcome"] == "passed"}
    late = [row for row in rows("tasks") if row["code"] not in closed and is_late(row["due_on"])]
    assert [(row["finding"], row["due_on"]) for row in late] == [("F2", "analysis.end")]
    sixth = next(row for row in rows("tasks") if row["finding"] == "F6")
    assert (sixth["due_on"], sixth["due_text"]) == ("2009-10-31", "十月底前")


def test_what_was_fixed_in_passing_is_closed_inside_the_campaign():
    (passing,) = [row for row in rows("findings") if row["fixed_in_passing"]]
    tasks = {row["code"] for row in rows("tasks") if row["finding"] == passing["code"]}
    accepted = {row["task"]: row["on"] for row in rows("acceptances")}
    assert tasks <= set(accepted)
    assert max(accepted[task] for task in tasks) < LAST_DAY


def test_nobody_accepts_the_work_of_the_own_department():
    home = {row["account"]: row["department"] for row in rows("people")}
    tasks = {row["code"]: row for row in rows("tasks")}
    for row in rows("acceptances"):
        assert home[row["by"]] != tasks[row["task"]]["department"]
        assert row["by"] not in (row["submitted_by"], tasks[row["task"]]["responsible"])


def test_progress_ends_at_100_exactly_for_the_closed_tasks():
    last = {row["task"]: row["percent"] for row in rows("progress")}
    assert set(last) == column("tasks", "code")
    done = {task for task, percent in last.items() if percent == "100"}
    assert done == {row["task"] for row in rows("acceptances")}


def test_three_suggestions_none_for_the_third_finding():
    assert [row["finding"] for row in rows("suggestions")] == ["F1", "F2", "F2"]
    assert Counter(row["target"] for row in rows("suggestions")) == {"superior": 2, "internal": 1}


def involved(finding: dict[str, str]) -> set[str]:
    return {source.split(":")[-1] for source in parts(finding["sources"])} | set(
        parts(finding["items"])
    )


def counted() -> list[dict[str, str]]:
    """The findings that the report counts."""
    return [row for row in rows("findings") if not row["fixed_in_passing"]]


def is_late(due_on: str) -> bool:
    """Has the deadline passed when the story has ended?"""
    return due_on == "analysis.end" or due_on < LAST_DAY
