"""责任认定 in the report: post and degree, once the office has approved that, and never a name."""

import pytest

from findings import liability
from findings.models import Finding, Liability
from organization import clock
from organization.models import Event, NotAllowed, Person
from reports.figures import Figures
from reports.kinds import KINDS
from tests.reporting import LAST, afresh, told_once, written
from tests.reporting import text_of as words
from tests.signed_in import at_browser
from tests.world import at

BARE = "责任单位为销售部。整改措施"


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 15)):
        yield afresh(base)


def held(story, post: str = "资料管理岗", degree: str = "direct", home: str = "SALES") -> Liability:
    finding = Finding.objects.get(pk=story.finding.pk)
    return liability.hold_liable(
        finding, degree, post, by=story.clerk, department=story.departments[home]
    )


def warned(story) -> list[str]:
    figures = Figures(story.campaign, clock.now())
    found = KINDS["final"].checks(written(story), figures)
    return [check.text for check in found if "责任认定" in check.text]


def test_post_and_degree_are_told_once_it_is_approved(story):
    row = held(story)
    assert BARE in words(written(story))
    assert warned(story) == ["有1项责任认定未经批准写入报告，报告只写责任单位。"]
    liability.tell(row, by=story.clerk)
    assert "责任单位为销售部，资料管理岗负直接责任。整改措施" in words(written(story))
    assert warned(story) == []
    liability.keep_back(row, by=story.clerk)
    assert BARE in words(written(story))
    assert [event.kind for event in Event.objects.about(row).order_by("pk")] == [
        *("liability.determined", "liability.told", "liability.kept_back")
    ]


def test_several_are_told_by_degree_and_one_post_once(story):
    for post, degree, home in (
        ("部门负责人", "leading", "SALES"),
        ("资料管理岗", "in_charge", "SALES"),
        ("资料管理岗", "direct", "SALES"),
        ("台账岗", "direct", "SERVICE"),
    ):
        liability.tell(held(story, post, degree, home), by=story.clerk)
    assert (
        "责任单位为销售部，资料管理岗负直接责任、主管责任，服务部台账岗负直接责任，"
        "部门负责人负领导责任。整改措施"
    ) in words(written(story))


def test_a_name_is_never_told(story):
    Person.objects.filter(account="member").update(name="张三")
    with pytest.raises(NotAllowed, match="只写职务、不写姓名"):
        liability.tell(held(story, "资料管理岗张三"), by=story.clerk)
    row = held(story, "窗口岗李小明")  # not in the directory yet
    liability.tell(row, by=story.clerk)
    assert "李小明" in words(written(story))
    Person.objects.filter(account="employee").update(name="李小明")
    assert "李小明" not in words(written(story)) and BARE in words(written(story))
    assert warned(story) == ["有2项责任认定未经批准写入报告，报告只写责任单位。"]


def test_what_few_may_read_is_not_told(story):
    liability.tell(held(story), by=story.clerk)
    Finding.objects.filter(pk=story.finding.pk).update(restricted=True)
    assert "资料管理岗" not in words(written(story))
    assert warned(story) == []


def test_the_office_alone_approves_and_once(story):
    row = held(story)
    with pytest.raises(NotAllowed, match="主办部门"):
        liability.tell(row, by=story.leader)
    liability.tell(row, by=story.clerk)
    with pytest.raises(NotAllowed, match="已批准写入报告"):
        liability.tell(row, by=story.clerk)
    page = at_browser("clerk").get(story.finding.get_absolute_url()).content.decode()
    assert "经批准写入报告：" in page and "取消写入" in page
