"""Every state of filling at a browser, at 360 and 1280 px: axe finds nothing, nothing is too wide.

With SHOTS=folder in the environment each state is kept there as a picture.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaigns.models import CheckItem, Phase
from tests.browser.chromium import inaccessible
from tests.evidence_files import attached, shelve
from tests.offline import filled
from tests.test_counts import BALLOT
from tests.test_filling import saved
from tests.world import make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(site):
    """Item 1 names three numbers, item 2 is a nil return; a file supports items 1 and 2."""
    world = start(make_world())
    items = CheckItem.objects.filter(checklist__campaign=world.campaign)
    items.filter(no=1).update(**BALLOT, evidence_rule="always")
    items.filter(no=2).update(answer_type="零报告（抽样）")
    row = shelve(world, "党委会到会和同意人数核对表（第三季度）.txt")
    attached(world, row, 1)
    attached(world, row, 2)
    return world


class Look:
    """Looks at a page as it stands, and notes what is wrong with it."""

    def __init__(self, page, width: int) -> None:
        self.page, self.width, self.wrong = page, width, {}

    def at(self, state: str) -> None:
        """The state that the page shows now."""
        if SHOTS:
            name = Path(SHOTS) / f"{state}-{self.width}.png"
            self.page.screenshot(path=name, full_page=True)
        size = dict(self.page.viewport_size)
        # As high as the page: what only lies below the bar at the foot is no smaller for that.
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({**size, "height": height + 100})
        found = inaccessible(self.page)
        self.page.set_viewport_size(size)
        too_wide = self.page.evaluate("document.documentElement.scrollWidth") - self.width
        if found or too_wide > 0:
            self.wrong[state] = [*found, *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@WIDTHS
def test_the_states_of_an_item(world, visitor, width):
    head = visitor("head", width=width)
    page = head.open(f"{SHEET}1/")
    look = Look(page, width)
    look.at("empty")
    page.keyboard.press("1")
    for name, number in (("sample_n", "9"), ("sample_ok", "7"), ("count_3", "4")):
        page.fill(f"[name={name}]", number)
    expect(page.locator("[data-verdict=no]")).to_be_visible()
    page.fill("[name=count_3]", "6")
    expect(page.locator("[data-verdict=yes]")).to_be_visible()
    page.locator("[name=count_3]").press("Enter")
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "saved")
    look.at("compliant")
    page.keyboard.press("2")
    page.fill("#id_text", "一次会议到会人数不足三分之二")
    page.locator("#id_text").press("Escape")
    head.waits(lambda: world.sheet().answers.filter(item__no=1, result="no").exists())
    look.at("not-compliant")
    page.route("**/sheets/SALES/1/", lambda route: route.abort())
    page.fill("[name=cause]", "会前没有清点人数")
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "kept")
    look.at("kept")
    page.unroute_all()
    saved(world, version=world.sheet().answers.get(item__no=1).version, text="另一人保存的说明")
    expect(page.locator(".stale")).to_be_visible(timeout=15_000)
    look.at("conflict")
    assert look.wrong == {}


@WIDTHS
def test_a_save_that_is_refused(world, visitor, width):
    head = visitor("head", width=width)
    page = head.open(f"{SHEET}2/")
    Phase.objects.filter(campaign=world.campaign, key="self_check").update(status="ended")
    look = Look(page, width)
    page.keyboard.press("4")
    expect(page.locator("#answer-notice .note")).to_be_visible()
    look.at("refused")
    assert look.wrong == {}


@WIDTHS
def test_the_pages_around_a_sheet(world, visitor, width):
    saved(world, no=3)
    head = visitor("head", width=width)
    look = Look(head.page, width)
    old = world.sheet().answers.get(item__no=1).evidence_uses.get().evidence_id
    pages = {
        "list": SHEET,
        "nil": f"{SHEET}2/",
        "library": f"{SHEET}3/library/",
        "department-library": f"{SHEET}library/",
        "revise": f"{SHEET}library/{old}/replace/",
        "replace": f"{SHEET}1/evidence/{old}/replace/",
        "workbook": f"{SHEET}workbook/",
        "print": f"{SHEET}print/",
        "print-blank": f"{SHEET}print/blank/",
        "heads": f"{SHEET}heads/",
        "hand-over": f"{SHEET}3/hand-over/",
    }
    for state, address in pages.items():
        head.open(address)
        look.at(state)
    contents = filled(world, (1, "result", "符合"), (3, "result", "不符合"), (3, "text", "离线"))
    saved(world, no=3, version=1, text="线上补充")
    head.open(f"{SHEET}workbook/")
    file = {"name": "自查表.xlsx", "mimeType": "application/zip", "buffer": contents}
    head.page.set_input_files("[name=file]", [file])
    head.page.locator("main form [type=submit]").first.click()
    head.page.wait_for_url("**/workbook/*/")
    look.at("preview-conflict")
    clerk = visitor("clerk", width=width)
    office = Look(clerk.page, width)
    clerk.open("/campaigns/spring/nil-returns/")
    office.at("nil-returns")
    assert {**look.wrong, **office.wrong} == {}
