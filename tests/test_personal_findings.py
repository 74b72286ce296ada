"""A problem of an accepted personal sheet becomes a finding, through whoever reads the sheet."""

import pytest

from campaigns.models import PersonalAnswer, PersonalSheet
from findings import candidates, consolidation, merging
from findings.models import Finding, FindingSource
from organization import clock
from organization.models import NotAllowed
from reports.sources import Sources, departments_of
from tests.access.layers import employees, opened
from tests.personal import NOTHING, SAID, accepted, answer_of, hand_in
from tests.test_filling import signed_in

ADDRESS = "/campaigns/spring/findings/"


@pytest.fixture
def of_employee(world) -> PersonalAnswer:
    """A problem that 销售部填报人 stated, accepted by the office."""
    employees(world)
    sheet = accepted(PersonalSheet.objects.get(person=world.member), by=world.clerk)
    return answer_of(sheet, 1)


@pytest.fixture
def of_leader(world) -> PersonalAnswer:
    """A problem that 服务部负责人, a leader, stated; accepted by the chair."""
    opened(world)
    sheet = accepted(PersonalSheet.objects.get(person=world.service_head), by=world.leader)
    return answer_of(sheet, 1)


def waiting(world, account: str) -> list[str]:
    groups = candidates.groups(world.campaign, getattr(world, account))
    return [candidate.key for group in groups for candidate in group.candidates]


def test_a_stated_problem_waits_to_be_consolidated(world, of_employee):
    assert waiting(world, "clerk") == [f"personal:{of_employee.pk}"]
    assert candidates.count(world.campaign, world.clerk) == 1
    page = signed_in(world.clerk).get(f"{ADDRESS}consolidate/").content.decode()
    assert SAID["problem"] in page and "个人自查" in page


@pytest.mark.parametrize("said", [NOTHING, None])
def test_nothing_waits_without_a_problem_or_before_it_was_taken(world, said):
    employees(world)
    hand_in(PersonalSheet.objects.get(person=world.member), said or SAID)
    answer = PersonalAnswer.objects.get(sheet__person=world.member)
    assert waiting(world, "clerk") == []
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [answer], by=world.clerk)


def test_the_report_asks_nothing_more_about_what_people_say_of_themselves(
    world, of_employee, django_assert_num_queries
):
    consolidation.report_finding(world.campaign, [of_employee], by=world.clerk)
    found = Sources(world.campaign, clock.now()).findings
    with django_assert_num_queries(0):
        assert [departments_of(finding) for finding in found] == [[]]


def test_the_finding_keeps_its_source_and_its_words(world, of_employee):
    form = {"source": [f"personal:{of_employee.pk}"]}
    signed_in(world.clerk).post(f"{ADDRESS}report/", form)
    finding = Finding.objects.get()
    assert (finding.problem, finding.cause_subjective) == (SAID["problem"], SAID["subjective"])
    assert (finding.department, finding.restricted) == (world.departments["SALES"], False)
    assert [row.source for row in finding.sources.all()] == [of_employee]
    assert waiting(world, "clerk") == []
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [of_employee], by=world.clerk)


def test_an_inspector_and_a_colleague_see_nothing_of_it(world, of_employee):
    assert waiting(world, "inspector") == [] == waiting(world, "head")
    finding = consolidation.report_finding(world.campaign, [of_employee], by=world.clerk)
    finding.confirm(by=world.clerk)
    for account, sees in [("clerk", 1), ("inspector", 0), ("leader", 0), ("head", 0)]:
        seen = FindingSource.objects.visible_to(getattr(world, account))
        assert (account, seen.count()) == (account, sees)
    page = signed_in(world.inspector).get(finding.get_absolute_url()).content.decode()
    assert "另有1个来源是个人自查表" in page


def test_a_leaders_problem_is_no_candidate_of_the_office(world, of_leader):
    for account in ("clerk", "inspector"):
        assert waiting(world, account) == []
    form = {"source": [f"personal:{of_leader.pk}"]}
    answer = signed_in(world.clerk).post(f"{ADDRESS}report/", form)
    assert (answer.status_code, Finding.objects.count()) == (422, 0)


def test_the_chair_makes_it_a_restricted_finding(world, of_leader):
    client = signed_in(world.leader)
    page = client.get(of_leader.sheet.get_absolute_url()).content.decode()
    assert f"{ADDRESS}personal/{of_leader.pk}/" in page
    client.post(f"{ADDRESS}personal/{of_leader.pk}/", {"finding": ""})
    finding = Finding.objects.get()
    assert finding.restricted and finding.reported_by == world.leader
    assert not FindingSource.objects.visible_to(world.clerk).exists()
    assert "已形成问题1" in client.get(of_leader.sheet.get_absolute_url()).content.decode()


def test_it_may_join_a_finding_that_exists(world, of_employee):
    finding = consolidation.report_finding(world.campaign, [], by=world.clerk, title="查询权限")
    address = f"{ADDRESS}personal/{of_employee.pk}/"
    signed_in(world.clerk).post(address, {"finding": str(finding.pk)})
    assert (Finding.objects.count(), finding.sources.get().source) == (1, of_employee)


def test_nobody_makes_a_finding_of_the_own_sheet(world, of_leader):
    address = f"{ADDRESS}personal/{of_leader.pk}/"
    assert signed_in(world.service_head).post(address).status_code == 403
    assert not Finding.objects.exists()


def test_merging_keeps_it(world, of_employee):
    first = consolidation.report_finding(world.campaign, [of_employee], by=world.clerk)
    other = consolidation.report_finding(world.campaign, [], by=world.clerk, title="查询权限")
    merging.merge(first, other, by=world.clerk)
    row = other.sources.get()
    assert (row.source, row.first_finding) == (of_employee, first)
