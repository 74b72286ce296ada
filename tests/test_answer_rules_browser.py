"""The rules of an item in a real browser: the formula while somebody types, axe, widths."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from campaigns.models import Campaign, CheckItem
from organization import clock
from tests.browser.visitor import Visitor
from tests.test_screens_browser import faults
from tests.world import full_world, make_campaign, make_world, start

pytestmark = pytest.mark.browser

RULES = {
    "answer_type": "数值（应到／实到）",
    "formula": "实到×3≥应到×2；应到>0",
    "evidence_rule": "always",
    "exceptions": "因公外出已补学的除外",
    "good_example": "抽查12份，均有审批单，日期与登记一致",
    "bad_example": "已落实，情况良好",
}
ITEM = "/campaigns/spring/sheets/SALES/2/"


@pytest.fixture
def later(site):
    """A campaign of last time, and one that is being filled, whose second item has rules."""
    world = full_world(make_world())
    Campaign.objects.update(code="autumn", title="秋季专项自查")
    world.campaign = make_campaign(world)
    with clock.at(clock.now() + timedelta(minutes=1)):
        start(world)
    CheckItem.objects.filter(checklist__campaign=world.campaign, no=2).update(**RULES)
    CheckItem.objects.filter(checklist__campaign=world.campaign, no=3).update(answer_type="零报告")
    return world


def test_the_formula_is_filled_in_while_somebody_types(later, visitor):
    head: Visitor = visitor("head")
    page = head.open(ITEM)
    filled = page.locator("[data-filled]")
    page.fill("#id_sample_n", "9")
    expect(filled).to_have_text("")
    page.fill("#id_sample_ok", "5")
    expect(filled).to_have_text("5×3≥9×2（15≥18）；9>0")
    expect(page.locator("[data-verdict=no]")).to_be_visible()
    page.fill("#id_sample_ok", "6")
    expect(filled).to_have_text("6×3≥9×2（18≥18）；9>0")
    expect(page.locator("[data-verdict=yes]")).to_be_visible()
    expect(page.locator("[data-verdict=no]")).to_be_hidden()


def test_rules_last_time_and_nil_returns_are_accessible_and_never_too_wide(later, visitor):
    wrong = {}
    seen = {
        "head": [ITEM, "/campaigns/spring/sheets/SALES/3/", "/campaigns/autumn/sheets/SALES/2/"],
        "clerk": [
            later.item(2).get_absolute_url(),
            "/campaigns/spring/nil-returns/",
            "/campaigns/autumn/nil-returns/?show=nil",
        ],
    }
    for account, addresses in seen.items():
        person = visitor(account)
        for address in addresses:
            for width in (1280, 360):
                if found := faults(person, address, width):
                    wrong[f"{address} {width}"] = found
    assert wrong == {}
