"""An evaluator from the letter to the score: appointed, signs in, reads, speaks, scores, is told
what became of it."""

import pytest

from findings.models import EvaluatorTerm, Opinion, Score
from organization import clock
from organization.models import Person
from tests.browser.chromium import inaccessible
from tests.evaluating import LATER, delegate, opened
from tests.world import PASSWORD, World, make_world, start

pytestmark = pytest.mark.browser
PHONE, DESK = 360, 1280
AT = "/campaigns/spring/evaluators/"


@pytest.fixture
def world(site) -> World:
    world = start(make_world())
    delegate(world)
    Person.objects.filter(account="head").update(name="周某某")
    return world


def fits(who) -> None:
    width = who.page.viewport_size["width"]
    assert who.page.evaluate("document.documentElement.scrollWidth") == width
    assert inaccessible(who.page) == []


def appoint(office, world) -> None:
    office.open(AT)
    office.page.get_by_role("link", name="聘任", exact=True).click()
    fits(office)
    today = clock.today()
    office.act(
        "appoint_evaluator",
        person=str(world.deputy.pk),
        category="消协",
        starts_on=str(today),
        ends_on=str(today + LATER),
    )
    office.sees("已聘任，聘书第1号")
    fits(office)


def publish(office) -> None:
    office.page.get_by_role("link", name="向行评代表公布").click()
    office.act("preview_for_evaluators", title="整改情况", text="周某某已牵头整改窗口排队问题")
    office.sees("销售部负责人已牵头整改窗口排队问题")
    fits(office)
    office.page.locator("button[name=publish]").click()
    office.sees("行评代表可以阅读“整改情况”")


def speak(phone) -> Opinion:
    phone.page.get_by_role("link", name="整改情况").click()
    phone.sees("销售部负责人已牵头整改窗口排队问题")
    assert "周某某" not in phone.page.content()
    fits(phone)
    phone.page.get_by_role("link", name="提意见").click()
    fits(phone)
    phone.act("evaluator_say", category="opinion", text="建议夜间增开窗口")
    phone.sees("您的意见已登记为第1号")
    fits(phone)
    return Opinion.objects.get(channel="evaluator")


def score(phone) -> None:
    phone.open("/")
    phone.page.get_by_role("link", name="打分", exact=True).click()
    fits(phone)
    for field in phone.page.locator("input[type=number]").all():
        field.fill("90")
    phone.page.locator("form[data-act=evaluator_scores] [type=submit]").click()
    phone.sees("您已打分：第一次打分")
    assert list(Score.objects.values_list("points", flat=True)) == [90, 90]


def close(office) -> None:
    """All have scored; the round is closed, and the office reads an average of nobody."""
    office.open(f"{AT}evaluation/")
    office.sees("在聘行评代表已全部打分")
    office.act("close_score_round")
    office.sees("90.00")
    fits(office)
    assert set(Score.objects.values_list("term", flat=True)) == {None}


def test_from_the_letter_to_what_became_of_the_opinion(world, visitor):
    office = visitor("clerk", width=DESK)
    appoint(office, world)
    publish(office)
    phone = visitor(width=PHONE).sign_in("deputy", PASSWORD)
    phone.sees("您受聘评议示例公司")
    fits(phone)
    phone.page.get_by_role("link", name="查看聘书").click()
    phone.sees("特此聘请")
    fits(phone)
    phone.open("/")
    said = speak(phone)
    opened(world)
    score(phone)
    office.open(f"/campaigns/spring/opinions/{said.pk}/")
    office.page.locator("form[data-act=reply_to_opinion] [name=text]").fill("已安排两个夜间窗口")
    office.page.locator("button[name=ends]").click()
    office.sees("该意见办结")
    phone.open("/notices/")
    phone.page.get_by_role("link", name="您的第1号意见已答复").first.click()
    phone.sees("已安排两个夜间窗口")
    fits(phone)
    close(office)
    office.open(AT)
    office.page.get_by_text("提前解聘").click()
    office.act("end_evaluator", reason="工作调动")
    office.sees("不能再访问任何内容")
    assert EvaluatorTerm.objects.get().end_reason == "工作调动"
    assert phone.page.goto(f"{phone.site}/evaluation/spring/").status == 404
