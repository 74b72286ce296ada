"""Two findings turn out to be one: nothing is lost on the way."""

import pytest

from campaigns.models import Answer
from findings import consolidation, merging
from findings.models import Finding, FindingSource
from organization.models import Event, NotAllowed
from tests.access.findings import answered, report_two
from tests.stage import staged
from tests.visiting import get, post, text, things


def two_reported(world) -> None:
    answered(world)
    report_two(world)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(two_reported, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def finding(number: int) -> Finding:
    return Finding.objects.get(number=number)


def test_every_source_moves_and_remembers_its_first_finding(world):
    sources = {row.pk: row.finding_id for row in FindingSource.objects.all()}
    post("clerk", "merge_finding", "spring", 2, into=finding(1).pk)
    rows = FindingSource.objects.all()
    assert {row.pk: row.first_finding_id for row in rows} == sources
    assert {row.finding_id for row in rows} == {finding(1).pk}
    assert [item.no for item in finding(1).items.all()] == [1, 2]


def test_the_merged_finding_leads_to_its_target(world):
    post("clerk", "merge_finding", "spring", 2, into=finding(1).pk)
    merged = finding(2)
    assert (merged.status, merged.merged_into) == ("merged", finding(1))
    page = get("leader", "finding", "spring", 2)
    assert "本问题已合并，来源已归入" in text(page)
    assert things(page, "answer") == []
    target = get("leader", "finding", "spring", 1)
    assert len(things(target, "answer")) == 2
    assert "随问题2并入" in text(target)


def test_the_event_names_the_target(world):
    post("clerk", "merge_finding", "spring", 2, into=finding(1).pk)
    assert Event.objects.get(kind="finding.merged").particulars["into"] == 1
    page = get("clerk", "finding", "spring", 2)
    assert "并入问题1" in text(page.xpath("//ol[@class='tl']")[0])


def test_the_list_keeps_merged_findings_apart(world):
    post("clerk", "merge_finding", "spring", 2, into=finding(1).pk)
    page = get("clerk", "findings", "spring")
    [table], [apart] = page.xpath("//table"), page.xpath("//details[@class='card more']")
    assert [status for _thing, status in things(table, "finding")] == ["reported"]
    assert [status for _thing, status in things(apart, "finding")] == ["merged"]
    assert "1个问题（其中待确认1个），涉及2个检查项点" in text(page.xpath("//p[@class='sub']")[0])


def test_nothing_is_merged_into_itself(world):
    post("clerk", "merge_finding", "spring", 1, status=422, into=finding(1).pk)
    with pytest.raises(NotAllowed):
        merging.merge(finding(1), finding(1), by=world.clerk)


def test_nothing_is_merged_into_what_is_void(world):
    merging.merge(finding(2), finding(1), by=world.clerk)
    third = consolidation.report_finding(
        world.campaign,
        [Answer.objects.get(selfcheck=world.sheet("SERVICE"), item__no=2)],
        by=world.clerk,
    )
    post("clerk", "merge_finding", "spring", 3, status=422, into=finding(2).pk)
    with pytest.raises(NotAllowed):
        merging.merge(third, finding(2), by=world.clerk)
    assert FindingSource.objects.filter(finding=third).count() == 1


def test_a_confirmed_finding_is_not_merged(world):
    finding(2).confirm(by=world.clerk)
    post("clerk", "merge_finding", "spring", 2, status=409, into=finding(1).pk)
    assert FindingSource.objects.filter(finding=finding(2)).count() == 1


def test_a_problem_and_an_improvement_are_not_merged(world):
    Finding.objects.filter(number=2).update(kind="improvement")
    with pytest.raises(NotAllowed, match="改进项目"):
        merging.merge(finding(2), finding(1), by=world.clerk)
    assert finding(2).status == "reported"
    page = get("clerk", "merge_finding", "spring", 2)
    assert page.xpath(f"//select[@name='into']/option[@value='{finding(1).pk}']") == []
    fields = {"findings": [finding(2).pk], "into": finding(1).pk}
    sent = post("clerk", "merge_findings", "spring", status=422, **fields)
    assert "改进项目不能合并" in text(sent.page)
