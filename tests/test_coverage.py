"""纵向到底、横向到边: what the plan does not ask is no gap; what it asks of nobody is one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.coverage import coverage
from campaigns.models import CheckItem, ItemScope, Project
from tests.personal import plan_levels
from tests.visiting import get, text

FIRST, SECOND = "示例项目", "示例项目二"


@pytest.fixture
def levels(world):
    """Two levels about items 1 and 2; item 3 belongs to a project no level asks about."""
    levels = plan_levels(world)
    second = Project.objects.create(checklist=world.campaign.checklist, name=SECOND, order=2)
    CheckItem.objects.filter(pk=world.item(3).pk).update(project=second)
    return levels


def gaps(world) -> list[tuple[str, str, str]]:
    return coverage(world.campaign, "各部门").gaps()


def queries(world) -> int:
    gaps(world)  # the campaign keeps its checklist
    with CaptureQueriesContext(connection) as spent:
        gaps(world)
    return len(spent)


def test_the_matrix_costs_the_same_for_one_level_and_for_two(world, levels):
    two = queries(world)
    levels[1].delete()
    assert {level for level, _department, _project in gaps(world)} == {"班子成员率先查"}
    assert queries(world) == two


def shown(name: str) -> dict[str, list[str]]:
    """The table of that name as the office reads it: {department: its cells}."""
    page = get("clerk", "levels", "spring")
    table = page.xpath(f"//table[caption='{name}']")[0]
    return {
        text(row.find("th")): [text(cell) for cell in row.findall("td")]
        for row in table.xpath("./tbody/tr")
    }


def test_a_project_a_level_has_no_item_of_is_no_gap(world, levels):
    assert {project for _level, _department, project in gaps(world)} == {FIRST}
    assert shown("中层重点查") == {
        "销售部": ["无人自查", "—按方案不涉及"],
        "服务部": ["无此类人员", "—按方案不涉及"],
    }


def test_a_project_the_breakdown_does_not_give_a_department_is_no_gap(world, levels):
    scopes = ItemScope.objects.filter(department=world.departments["SERVICE"])
    scopes.filter(item=world.item(3)).delete()
    assert [gap for gap in gaps(world) if gap[0] == "各部门"] == []
    assert shown("部门")["服务部"] == ["0/1", "—按方案不涉及"]
    assert shown("部门")["销售部"] == ["0/1", "0/1"]


def test_a_department_without_any_item_is_told_by_name(world, levels):
    ItemScope.objects.filter(department=world.departments["SERVICE"]).delete()
    assert [gap for gap in gaps(world) if gap[0] == "各部门"] == [
        ("各部门", "服务部", FIRST),
        ("各部门", "服务部", SECOND),
    ]
