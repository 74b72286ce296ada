"""The page of a sheet at a real browser: what is taken back while somebody types, and the list."""

import pytest
from playwright.sync_api import expect

from campaigns import handing_over
from campaigns.models import Answer
from tests.browser.chromium import inaccessible
from tests.world import make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"
KEPT = "[data-kept-here]"


@pytest.fixture
def world(site):
    return start(make_world())


def test_an_item_taken_back_while_its_member_types(world, visitor):
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)
    page = visitor("member").open(f"{SHEET}2/")
    page.keyboard.press("4")
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "saved")
    handing_over.take_back(world.sheet(), world.item(2), by=world.head)
    page.locator("#id_text").press_sequentially("写了一半")
    expect(page.locator("#answer-notice")).to_contain_text("本次没有保存，您填写的内容仍在本页")
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "kept")
    page.reload()
    expect(page.locator(KEPT)).to_contain_text("写了一半")
    expect(page.locator(KEPT)).to_contain_text("符合（附说明）")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert inaccessible(page) == []
    page.locator("[data-forget-kept]").click()
    expect(page.locator(KEPT)).to_be_hidden()
    page.reload()
    expect(page.locator(KEPT)).to_be_hidden()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert Answer.objects.get().text == ""


def test_the_list_is_searched_with_keys(world, visitor):
    page = visitor("head").open(f"{SHEET}1/")
    page.keyboard.press("/")
    page.keyboard.type("第3个")
    expect(page.locator("[data-row]:visible")).to_have_count(1)
    headings = page.locator("[data-rows] .group")
    rows = page.locator("[data-rows] > [data-row]")
    assert headings.count() < rows.count()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHEET}3/")
    page.keyboard.press("/")
    page.keyboard.type("没有这样的项点")
    expect(headings.locator("visible=true")).to_have_count(0)
    expect(page.locator("[data-no-row]")).to_be_visible()
