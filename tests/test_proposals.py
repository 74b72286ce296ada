"""建议: evaluated once, merged, adopted as projects; every number of the funnel is its list."""

import pytest
from django.urls import reverse
from lxml import html

from campaigns.models import Group
from findings import candidates, evaluating, improving, walk_funnel
from findings.consolidation import report_finding
from findings.models import Finding, FindingSource, Proposal, WalkProject
from organization import clock
from organization.models import Event, NotAllowed
from reports.figures import Figures
from tests.outside import (
    proposal_of,
    proposed,
    valid,
    walked,
)
from tests.sheet_file import rows_of
from tests.stage import staged
from tests.visiting import get, post, text, things, visit

SAID = {"verdict": "valid", "value": "high", "effort": "low"}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(proposed, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def states() -> list[str]:
    return list(Proposal.objects.order_by("number").values_list("status", flat=True))


def test_the_office_says_what_is_valid_and_why_the_rest_is_not(world):
    for fields in ({}, {"verdict": "valid"}, {"verdict": "invalid"}, {"verdict": "merged"}):
        post("clerk", "evaluate_proposal", "spring", 1, status=422, **fields)
    post("clerk", "evaluate_proposal", "spring", 1, **SAID)
    post("clerk", "evaluate_proposal", "spring", 2, verdict="invalid", reason="已在办理")
    first, second = proposal_of(1), proposal_of(2)
    assert (first.status, first.value, first.effort) == ("valid", "high", "low")
    assert (second.status, second.reason, second.evaluated_by) == (
        *("invalid", "已在办理"),
        world.clerk,
    )
    assert "已在办理" in text(get("employee", "walk_task", "spring", 1))
    for verdict, said in (("invalid", {"reason": " "}), ("valid", {"value": "high"}), ("made", {})):
        with pytest.raises(NotAllowed):
            evaluating.evaluate(proposal_of(3), verdict, by=world.clerk, **said)
    assert states() == ["valid", "invalid", "made"]


def test_several_are_evaluated_at_once_all_or_none(world):
    stale = [proposal_of(number) for number in (1, 2, 3)]
    valid(world, 2)
    with pytest.raises(NotAllowed):
        evaluating.evaluate_all(stale, "invalid", by=world.clerk, reason="重复")
    assert states() == ["made", "valid", "made"]
    keys = [proposal_of(number).pk for number in (1, 3)]
    post("clerk", "evaluate_proposals", "spring", status=422, proposal=keys, verdict="valid")
    page = post("clerk", "evaluate_proposals", "spring", **SAID).page
    assert "请至少选择一条建议" in text(page)
    post("clerk", "evaluate_proposals", "spring", proposal=keys, **SAID)
    assert states() == ["valid"] * 3


def test_whoever_evaluates_second_is_told(world):
    mine, theirs = proposal_of(1), proposal_of(1)
    evaluating.evaluate(theirs, "invalid", by=world.clerk, reason="重复")
    with pytest.raises(NotAllowed):
        evaluating.evaluate(mine, "valid", by=world.clerk, value="high", effort="low")
    post("clerk", "evaluate_proposal", "spring", 1, status=409, **SAID)
    assert (proposal_of(1).status, proposal_of(1).value) == ("invalid", "")
    assert Event.objects.filter(kind__in=("proposal.valid", "proposal.invalid")).count() == 1


def test_looked_at_again_it_can_be_evaluated_anew(world):
    post("clerk", "evaluate_proposal", "spring", 1, verdict="invalid", reason="重复")
    post("clerk", "reopen_proposal", "spring", 1)
    assert (proposal_of(1).status, proposal_of(1).reason) == ("made", "")
    post("clerk", "evaluate_proposal", "spring", 1, **SAID)
    post("clerk", "decline_proposal", "spring", 1, status=422, reason="")
    post("clerk", "decline_proposal", "spring", 1, reason="明年实施")
    assert (proposal_of(1).status, proposal_of(1).reason) == ("declined", "明年实施")
    post("clerk", "reopen_proposal", "spring", 1)
    assert (proposal_of(1).status, proposal_of(1).value) == ("valid", "high")


def test_adopted_it_is_an_improvement_and_no_problem(world):
    before = len(Finding.objects.listed()), Figures(world.campaign, clock.now()).value("findings")
    valid(world, 1)
    post("clerk", "adopt_proposal", "spring", 1, status=422, title=" ")
    sales = world.departments["SALES"]
    sent = post("clerk", "adopt_proposal", "spring", 1, title="统一口径", department=sales.pk)
    finding = Finding.objects.latest("number")
    assert f"已立为第{finding.number}号整改项目" in text(sent.page)
    assert (finding.kind, finding.title, finding.problem) == (
        *("improvement", "统一口径"),
        "统一宣传口径",
    )
    assert (finding.found_by, finding.department, finding.missing_parts) == (
        "self_check",
        sales,
        [],
    )
    after = len(Finding.objects.listed()), Figures(world.campaign, clock.now()).value("findings")
    assert after == before
    assert list(Finding.objects.improvements()) == [finding]
    page = get("clerk", "finding", "spring", finding.number)
    assert things(page, "proposal") == [(f"proposal:{proposal_of(1).pk}", "no")]
    assert reverse("walk_project", args=["spring", finding.number]) in page.xpath(
        "//h1/..//a/@href"
    )
    assert "改进项目" in text(get("clerk", "findings", "spring"))
    finding.confirm(by=world.clerk)  # one entrance: it is put right like any finding
    assert "统一口径" in text(get("head", "finding", "spring", finding.number))


def test_merged_it_comes_along_to_the_project(world):
    for number in (1, 2, 3):
        valid(world, number)
    post("clerk", "merge_proposal", "spring", 3, into=proposal_of(1).pk)
    with pytest.raises(NotAllowed, match="已有其他建议并入"):
        evaluating.merge_into(proposal_of(1), proposal_of(2), by=world.clerk)
    with pytest.raises(NotAllowed, match="已有其他建议并入"):
        evaluating.look_again(proposal_of(1), by=world.clerk)
    project = evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    assert sources(project) == [1, 3]
    evaluating.merge_into(proposal_of(2), proposal_of(1), by=world.clerk)
    assert sources(project) == [1, 2, 3]
    assert states() == ["adopted", "merged", "merged"]


def sources(project: Finding) -> list[int]:
    return sorted(project.sources.values_list("proposal__number", flat=True))


def test_a_proposal_is_not_merged_into_itself_or_into_what_is_not_valid(world):
    for number in (1, 3):
        valid(world, number)
    for target in (proposal_of(1), proposal_of(2)):
        post("clerk", "merge_proposal", "spring", 1, status=422, into=target.pk)
        with pytest.raises(NotAllowed):
            evaluating.merge_into(proposal_of(1), target, by=world.clerk)
    assert states() == ["valid", "made", "valid"]


def test_a_further_proposal_joins_a_project_that_is_there(world):
    for number in (1, 2):
        valid(world, number)
    project = evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    post("clerk", "adopt_proposal", "spring", 2, project=project.pk)
    assert sources(project) == [1, 2]
    problem = Finding.objects.listed().first()
    valid(world, 3)
    post("clerk", "adopt_proposal", "spring", 3, status=422, project=problem.pk)
    with pytest.raises(NotAllowed, match="整改项目"):
        evaluating.add_to_project(proposal_of(3), problem, by=world.clerk)
    assert proposal_of(3).status == "valid"


def test_a_proposal_never_becomes_a_finding_by_the_side_door(world):
    valid(world, 1)
    key = f"proposal:{proposal_of(1).pk}"
    assert candidates.pick(world.campaign, world.clerk, [key]) == []
    post("clerk", "report_finding", "spring", status=422, only=key)
    with pytest.raises(NotAllowed, match="采纳后"):
        report_finding(world.campaign, [proposal_of(1)], by=world.clerk)
    assert not FindingSource.objects.filter(proposal__isnull=False).exists()


def test_every_number_of_the_funnel_is_the_length_of_its_list(world):
    walked(world, 2, "增设自助终端")
    for number in (1, 3, 4):
        valid(world, number)
    evaluating.evaluate(proposal_of(2), "invalid", by=world.clerk, reason="重复")
    evaluating.merge_into(proposal_of(3), proposal_of(1), by=world.clerk)
    evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    evaluating.decline(proposal_of(4), "明年实施", by=world.clerk)
    steps = walk_funnel.funnel(world.campaign, world.clerk)
    assert [(step.key, step.number, step.of) for step in steps] == [
        ("planned", 4, None),
        ("walked", 2, 4),
        ("proposed", 4, None),
        ("valid", 3, 4),
        ("projects", 1, 3),
    ]
    clerk = visit("clerk")
    shown = {
        "planned": "//td[@class='lead']",
        "walked": "//td[@class='lead']",
        "proposed": "//li[@class='src']",
        "valid": "//li[@class='src']",
        "projects": "//td[@class='lead']",
    }
    for step in steps:
        page = html.document_fromstring(clerk.get(step.url).content.decode())
        assert len(page.xpath(shown[step.key])) == step.number, step.key
    page = get("leader", "walk_funnel", "spring")
    assert text(page.xpath("//li[@data-step='projects']")[0]).endswith("133.3%")
    assert "参与穿越2人" in text(page)


def test_a_dismissed_project_is_no_project_any_more(world):
    valid(world, 1)
    project = evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    project.dismiss(by=world.clerk, reason="不再实施")
    assert walk_funnel.projects(world.campaign, world.clerk).count() == 0
    assert walk_funnel.funnel(world.campaign, world.clerk)[-1].number == 0


def test_every_step_is_followed_back_from_the_project(world):
    valid(world, 1)
    project = evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    links = get("leader", "walk_project", "spring", project.number).xpath("//main//a/@href")
    for name, number in (("finding", project.number), ("proposal", 1), ("walk_task", 1)):
        assert reverse(name, args=["spring", number]) in links


def test_a_key_project_has_day_and_group_of_its_acceptance(world):
    valid(world, 1)
    project = evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)
    args = ("clerk", "walk_project", "spring", project.number)
    post(*args, status=422, version=1, is_key="on")
    group = Group.objects.get(kind="inspection")
    fields = {"is_key": "on", "accept_on": "2026-12-10", "group": group.pk}
    post(*args, version=1, **fields, flow_before="三次排队", flow_after="一次办结")
    row = WalkProject.objects.get()
    assert (row.is_key, str(row.accept_on), row.group, row.flow_after) == (
        *(True, "2026-12-10"),
        *(group, "一次办结"),
    )
    page = post(*args, status=422, version=1, **fields).page  # somebody saved meanwhile
    assert "已被他人修改" in text(page)
    page = post(*args, status=422, version=2, **fields, evaluation="成效明显").page
    assert "认定后才能填写总结评估" in text(page)
    project.confirm(by=world.clerk)
    post(*args, version=2, **fields, evaluation="成效明显")
    assert WalkProject.objects.get().evaluation == "成效明显"
    with pytest.raises(NotAllowed, match="重点项目"):
        improving.describe(project, by=world.clerk, group=None)
    with pytest.raises(NotAllowed, match="整改项目"):
        improving.describe(Finding.objects.listed().first(), by=world.clerk, flow_before="x")


def test_filters_narrow_list_and_worksheet_alike(world):
    valid(world, 1)
    for query, numbers in (
        ("?value=high", [1]),
        ("?status=made", [2, 3]),
        ("?channel=x", [1, 2, 3]),
    ):
        page = get("clerk", "proposals", "spring", query=query)
        assert [int(text(a)) for a in page.xpath("//li[@class='src']//a[@class='num']")] == numbers
        answer = visit("clerk").get(reverse("proposals_export", args=["spring"]) + query)
        assert [row[0] for row in rows_of(answer.content)[1:]] == numbers
