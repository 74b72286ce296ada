"""Wrong numbers, names and passwords: each is told beside its field, in words that help."""

from datetime import date

import pytest
from django.test import Client

from campaigns.models import Phase
from findings.models import ConsolidationRules
from organization import clock
from organization.models import Person
from rectification import letter_register
from rectification.models import Letter
from tests.visiting import get, post, text
from tests.world import DAY, at, full_world, start

pytestmark = pytest.mark.django_db
FAR = "99999999999"


def test_a_number_that_is_no_number_of_days_is_refused_beside_its_field(world):
    """It was kept before: no day could be reckoned from it any more."""
    full_world(world)
    code = world.campaign.code
    page = post("clerk", "consolidation_rules", code, status=422, feedback_days=FAR).page
    assert "不能" in text(page) or "小于" in text(page)
    assert ConsolidationRules.of(world.campaign).feedback_days < 100


@pytest.mark.parametrize("name", ["yellow_days", "red_days", "within_days", "limit"])
def test_days_of_cards_have_their_limits(world, name):
    full_world(world)
    page = get("clerk", "card_rules", world.campaign.code)
    form = page.xpath("//form[@data-act='card_rules' or .//*[@name='yellow_days']]")[0]
    fields = {**dict(form.form_values()), name: FAR}
    fields.pop("csrfmiddlewaretoken")
    page = post("clerk", "card_rules", world.campaign.code, status=422, **fields).page
    (wrong,) = page.xpath("//*[@role='alert']//a/@href")
    assert wrong == f"#id_{name}"


def test_nobody_chosen_for_the_office_is_told_and_no_page_that_is_missing(world):
    page = post("clerk", "add_colleague", world.campaign.code, person="").page
    assert "请先选择要加入活动办公室的人员" in text(page)


def test_a_wrong_name_of_a_circulation_is_told_short_and_with_the_way_out(world):
    start(world)
    Person.objects.filter(account__in=["member", "employee"]).update(name="同名人")
    fields = {"title": "通知", "organiser": "监督室", "on": str(DAY)}
    fields["people"] = "长" * 30_000 + "\n同名人"
    with clock.at(at()):
        page = post("clerk", "circulate", world.campaign.code, status=422, **fields).page
    told = text(page.xpath("//*[@role='alert']")[0])
    assert "查无此人，请核对账号或姓名" in told and "“同名人”有多人同名，请改填账号" in told
    assert len(told) < 300


def test_a_sheet_before_its_phase_says_from_when_on(world):
    start(world)
    Phase.objects.filter(campaign=world.campaign).update(status="planned")
    Phase.objects.filter(campaign=world.campaign, order=2).update(
        starts_on=date(2026, 12, 3), ends_on=date(2026, 12, 8)
    )
    page = get("head", "fill", world.campaign.code, "SALES")
    assert "自查阶段未开启。计划12月3日由牵头办公室开启。" in text(page).replace(" ", "")


def test_passwords_are_asked_for_politely(world):
    page = text(get("head", "password_change"))
    assert "密码至少8个字符。" in page and "你" not in page


def test_a_letter_to_be_answered_today_says_so_and_not_that_no_day_is_left():
    letter = Letter(status="sent", reply_by=DAY)
    assert letter_register.note(letter, DAY) == "今天到期"


def test_a_page_that_is_too_old_says_so_and_blames_no_missing_role(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.head)
    page = client.post("/accounts/language/", {"language": "en"}).content.decode()
    assert "页面已失效" in page and "刷新前请先复制" in page
    assert "您没有办理此事的权限" not in page and "授权" not in page


def test_the_limit_of_a_number_is_told_in_short_words(world):
    full_world(world)
    page = post(
        "clerk", "consolidation_rules", world.campaign.code, status=422, feedback_days="61"
    ).page
    assert "不能大于60。" in text(page)
