"""分管: in both stories the directory, the division of work and the tasks name the same leaders.

Pure reading of CSV. In Lanzhou the source says who decides on the look into customers' records
of the service centre: 对口审批领导为工会主席.
"""

import csv
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
STORIES = ("lanzhou", "wuhan")
DEPUTIES = "2"  # the rank of those who are in charge of departments; the first answers for all


def rows(story: str, name: str) -> list[dict[str, str]]:
    with (FIXTURES / story / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> set[str]:
    return {part for part in cell.split(";") if part}


def charges(story: str) -> dict[str, set[str]]:
    """The departments each leader is in charge of, by the directory."""
    found: dict[str, set[str]] = {}
    for row in rows(story, "departments"):
        for account in parts(row["in_charge"]):
            found.setdefault(account, set()).add(row["code"])
    return found


@pytest.mark.parametrize("story", STORIES)
def test_the_division_of_work_is_that_of_the_directory(story):
    divided = {
        row["person"]: parts(row["departments"])
        for row in rows(story, "responsibilities")
        if row["rank"] == DEPUTIES
    }
    directory = charges(story)
    assert divided == {person: directory[person] for person in divided}
    alone = set(directory) - set(divided)
    first = {row["person"] for row in rows(story, "responsibilities") if row["rank"] == "1"}
    assert alone <= first  # who is over everything may be in charge of a department besides


def test_a_task_names_the_leader_in_charge_of_its_department():
    posts = {row["account"]: row["post"] for row in rows("lanzhou", "people")}
    leads = {code: posts[who] for who, codes in charges("lanzhou").items() for code in codes}
    for row in rows("lanzhou", "tasks"):
        assert (row["code"], row["leader"]) == (row["code"], leads[row["department"]])


def test_the_service_centre_is_under_who_approves_the_look_into_its_records():
    [union] = [row for row in rows("lanzhou", "responsibilities") if row["person"] == "lz.union"]
    assert "审批用户信息调阅" in union["duty"]
    assert "KHFW" in parts(union["departments"]) & charges("lanzhou")["lz.union"]
