"""An earlier campaign out of CSV files: every error by its cell, all or nothing, last time."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from campaigns.models import Answer, AnswerVersion, Campaign, Checklist, SelfCheck
from findings.models import Finding
from organization.models import Department, Event, Person
from rectification.models import Task
from tests.story import STORY
from tests.story import rows as told
from tests.test_filling import signed_in
from tests.world import start

FILES = {
    "campaign": [
        ["title", "kind", "organisation", "office", "launched_on", "closed_on"],
        ["去年的专项自查", "supervision", "CO", "OFFICE", "2025-03-03", "2025-04-30"],
    ],
    "checklist": [
        ["code", "project", "text", "answer_type", "formula"],
        ["1", "示例项目", "第1个示例项点", "判断", ""],
        ["2", "示例项目", "第2个示例项点，旧的说法", "数值（应到／实到）", "实到×3≥应到×2"],
    ],
    "answers": [
        ["department", "item", "result", "methods", "sample_n", "sample_ok", "text", "on"],
        ["SALES", "1", "ok", "查阅资料", "12", "12", "", "2025-03-05"],
        ["SALES", "2", "ok", "查阅资料", "", "", "第一轮", "2025-03-05"],
        ["SALES", "2", "no", "抽样检查", "9", "5", "到会|不足", "2025-03-12T09:30"],
        ["SERVICE", "2", "na", "", "", "", "无此业务", ""],
    ],
    "findings": [
        ["code", "title", "problem", "department", "sources"],
        ["F1", "到会人数不足", "到会不足三分之二", "SALES", "SALES:2"],
    ],
    "tasks": [
        ["code", "finding", "measure", "department", "due_on", "title"],
        ["T1", "F1", "会前清点人数", "SALES", "2025-04-15", "落实会前清点"],
    ],
    "acceptances": [["task", "on", "outcome"], ["T1", "2025-04-14", "passed"]],
}


def package(folder: Path, **changed) -> Path:
    for name, rows in {**FILES, **changed}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def with_cell(noun: str, line: int, column: int, words: str) -> dict:
    rows = [list(row) for row in FILES[noun]]
    rows[line - 1][column] = words
    return {noun: rows}


def imported(folder: Path, code: str = "last-year") -> None:
    call_command("import_campaign", folder, by="clerk", code=code, verbosity=0)


def errors(folder: Path) -> list[str]:
    with pytest.raises(CommandError) as caught:
        imported(folder)
    assert not Campaign.objects.filter(code="last-year").exists()
    return str(caught.value).splitlines()[1:]


def test_a_package_becomes_a_closed_campaign(world, tmp_path):
    imported(package(tmp_path))
    campaign = Campaign.objects.get(code="last-year")
    assert (campaign.status, campaign.created_by) == ("closed", world.people["clerk"])
    sheets = SelfCheck.objects.filter(campaign=campaign)
    assert list(sheets.values_list("department__code", "total", "negatives", "status")) == [
        ("SALES", 2, 1, "accepted"),
        ("SERVICE", 1, 0, "accepted"),
    ]
    answer = Answer.objects.get(selfcheck__campaign=campaign, result="no")
    assert (answer.text, answer.sample_n, answer.status) == ("到会\n不足", 9, "accepted")
    assert answer.versions.get().contents == answer.contents()
    assert AnswerVersion.objects.count() == 3
    finding, task = Finding.objects.get(), Task.objects.get()
    assert (finding.status, finding.sources.get().answer) == ("closed", answer)
    assert (task.status, task.closed_number) == ("closed", "last-year-1")
    event = Event.objects.get(kind="campaign.imported")
    assert (event.actor_pk, event.particulars) == (world.people["clerk"].pk, {"answers": 3})


def test_what_was_imported_is_the_last_time(world, tmp_path):
    imported(package(tmp_path))
    start(world)
    url = reverse("fill_item", args=["spring", "SALES", 2])
    client = signed_in(world.head)
    page = client.get(url).content.decode()
    for words in (
        "去年的专项自查",
        "当时的项点：第2个示例项点，旧的说法",
        "到会人数不足",
        "落实会前清点",
    ):
        assert words in page
    assert "last-year-1" in page


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (with_cell("campaign", 2, 1, "festival"), "campaign.csv!B2：这里没有“festival”。"),
        (with_cell("campaign", 2, 2, "XX"), "campaign.csv!C2：这里没有“XX”。"),
        (with_cell("campaign", 2, 4, "去年"), "campaign.csv!E2：不是2025-09-30这样的日期。"),
        (with_cell("campaign", 2, 5, "2024-01-01"), "campaign.csv!F2：结束日期早于开始日期。"),
        (with_cell("checklist", 3, 0, "1"), "checklist.csv!A3：“1”在本文件中重复。"),
        (with_cell("checklist", 2, 2, ""), "checklist.csv!C2：不能为空。"),
        (with_cell("answers", 2, 0, "XX"), "answers.csv!A2：这里没有“XX”。"),
        (with_cell("answers", 2, 2, "好"), "answers.csv!C2：这里没有“好”。"),
        (with_cell("answers", 2, 4, "-3"), "answers.csv!E2：不是整数。"),
        (with_cell("answers", 2, 5, "13"), "answers.csv!F2：合格数不能大于抽查数。"),
        (with_cell("findings", 2, 4, "SALES:9"), "findings.csv!E2：“SALES:9”"),
        (with_cell("tasks", 2, 1, "F9"), "tasks.csv!B2：这里没有“F9”。"),
        (with_cell("acceptances", 2, 0, "T9"), "acceptances.csv!A2：这里没有“T9”。"),
        (with_cell("checklist", 3, 4, "出席≥1"), "checklist.csv!E3：“出席”不是可填数量"),
        ({"answers": [["department", "item"]]}, "answers.csv!A1：缺少“result”列。"),
    ],
)
def test_an_error_is_named_by_its_cell_and_nothing_is_written(world, tmp_path, changed, error):
    listed = errors(package(tmp_path, **changed))
    assert any(line.startswith(error) for line in listed), listed
    assert not Checklist.objects.filter(name="去年的专项自查").exists()


def test_all_errors_are_listed_at_once(world, tmp_path):
    changed = with_cell("answers", 2, 0, "XX") | with_cell("tasks", 2, 4, "x")
    assert [line.split("：")[0] for line in errors(package(tmp_path, **changed))] == [
        "answers.csv!A2",
        "tasks.csv!E2",
    ]


def test_a_missing_file_and_a_code_that_is_taken_are_errors(world, tmp_path):
    (package(tmp_path) / "answers.csv").unlink()
    assert any(line.startswith("answers.csv：") for line in errors(tmp_path))
    imported(package(tmp_path))
    with pytest.raises(CommandError, match="last-year"):
        imported(tmp_path)
    assert Campaign.objects.filter(code="last-year").count() == 1


def test_only_looking_writes_nothing(world, tmp_path):
    call_command("import_campaign", package(tmp_path), by="clerk", check=True, verbosity=0)
    assert Campaign.objects.count() == 1


def test_a_failure_in_the_middle_leaves_nothing(world, tmp_path, monkeypatch):
    monkeypatch.setattr(Task.objects, "create", lambda **_fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imported(package(tmp_path))
    assert not Campaign.objects.filter(code="last-year").exists()


def test_the_files_of_a_story_are_a_package(db, tmp_path):
    """The columns are the same; dates must be dates, and departments in the directory."""
    for name in FILES:
        words = (STORY / f"{name}.csv").read_text(encoding="utf-8")
        dated = words.replace(",analysis.end,", ",2009-08-25,")
        (tmp_path / f"{name}.csv").write_text(dated, encoding="utf-8")
    for row in told("departments"):
        Department.objects.create(code=row["code"], name=row["name"], order=0)
    Person.objects.create_user("clerk", "x", name="专员", department=Department.objects.first())
    call_command("import_campaign", tmp_path, by="clerk", code="last-year", verbosity=0)
    final = {(row["department"], row["item"]) for row in told("answers")}
    assert Answer.objects.count() == len(final)
    assert Finding.objects.count() == len(told("findings"))
    assert Task.objects.count() == len(told("tasks"))
