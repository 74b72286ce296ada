"""整改通知书 from a finding: the office issues it, the head signs and answers on the phone."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from organization import clock
from rectification.models import Letter
from tests.browser.chromium import inaccessible
from tests.correspondence import with_finding
from tests.world import World, make_world

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}


@pytest.fixture
def world(site) -> World:
    world = make_world()
    with_finding(world)
    return world


def letter() -> Letter:
    return Letter.objects.select_related("campaign").get()


def fits(phone) -> None:
    """Nothing is wider than the phone, and axe has nothing to say."""
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert inaccessible(phone.page) == []


def test_a_notice_goes_out_is_signed_for_in_two_taps_and_settled(world, visitor):
    office = visitor("clerk")
    office.open("/campaigns/spring/findings/1/")
    office.page.get_by_role("link", name=re.compile("整改通知书")).click()
    today = clock.today()
    days = {"plan_due_on": date(today.year + 1, 1, 4), "due_on": date(today.year + 1, 2, 1)}
    office.act("new_letter", demands="补齐资料\n建立台账", **days)
    office.sees("关于对示例资料不全问题")
    office.sees("（送审稿）")
    assert inaccessible(office.page) == []
    office.act("issue_letter")
    office.sees(f"整〔{today.year}〕1号")
    assert office.status("letter") == "sent"

    phone = visitor("head", **PHONE)
    phone.open("/")
    phone.page.get_by_role("link", name=re.compile("签收")).first.tap()
    phone.page.wait_for_url(f"**{letter().get_absolute_url()}")
    phone.waits(lambda: letter().read_at)  # sent by the page itself
    fits(phone)
    phone.page.get_by_role("button", name="已阅，签收").tap()
    dialog = phone.page.locator("dialog#sign")
    expect(dialog).to_be_visible()
    fits(phone)
    dialog.get_by_role("button", name="签收", exact=True).tap()
    phone.waits(lambda: letter().status == "signed_for")
    phone.sees("本部门已于")
    phone.act("answer_letter", text="已成立整改小组，本周补齐")
    phone.waits(lambda: letter().status == "answered")
    fits(phone)

    office.open("/")
    office.page.get_by_role("link", name=re.compile("审核")).first.click()
    office.page.wait_for_url(f"**{letter().get_absolute_url()}")
    office.act("settle_letter", opinion="同意")
    office.waits(lambda: letter().status == "settled")
    office.sees("文书办结")
    assert inaccessible(office.page) == []
    assert (office.problems, phone.problems) == ([], [])
