"""A text that a closed tab left in the browser is asked about at once; nothing of it is lost."""

import pytest
from playwright.sync_api import expect

from campaigns import filling
from campaigns.models import Answer, AnswerVersion
from tests.world import make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"
# A draft of item 1 whose page is gone: typed before anything stood there, and not taken.
LEAVE = """async () => {
  const place = document.querySelector("[data-owner]").dataset;
  const form = document.getElementById("answer");
  await keep.put({
    key: [place.owner, place.sheet, 1, "gone"].join("/"), page: "gone", after: "gone", seq: 1,
    owner: place.owner, sheet: place.sheet, no: "1", url: form.action, version: "0",
    fields: { result: ["note"], text: ["离线写的"] }, since: 1, at: 1, state: "stale",
  });
}"""
# What the browser keeps of the item comes to be just this: a text taken over is dropped after it
# was put down under its new page's name, never before.
KEPT = """async (texts) => {
  const place = document.querySelector("[data-owner]").dataset;
  const drafts = await keep.drafts([place.owner, place.sheet, 1, ""].join("/"));
  return JSON.stringify(drafts.map((draft) => draft.fields.text[0])) === JSON.stringify(texts);
}"""
SETTLED = "document.dispatchEvent(new CustomEvent('drafts-changed'))"


@pytest.fixture
def page(site, visitor):
    """The head has item 1 open, on which words stand already."""
    world = start(make_world())
    contents = {"result": "note", "text": "表上的话"}
    filling.save_answer(world.sheet(), world.item(1), filling.Draft(0, contents), by=world.head)
    return visitor("head").open(f"{SHEET}1/")


def both_texts_are_shown(page) -> None:
    expect(page.locator("#answer-notice .stale")).to_contain_text("表上的话")
    expect(page.locator("#answer-notice .stale")).to_contain_text("离线写的")
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "conflict")
    expect(page.locator("#id_text")).to_have_value("离线写的")
    assert Answer.objects.get().text == "表上的话"
    page.wait_for_function(KEPT, arg=["离线写的"])


def test_the_open_page_asks_as_soon_as_it_is_known_that_the_text_does_not_fit(page):
    expect(page.locator("#id_text")).to_have_value("表上的话")
    page.evaluate(LEAVE)
    page.evaluate(SETTLED)
    both_texts_are_shown(page)
    page.locator("#answer-notice button[name=over]").click()
    page.wait_for_url(f"**{SHEET}1/")
    expect(page.locator("#id_text")).to_have_value("离线写的")
    history = list(AnswerVersion.objects.order_by("pk").values_list("version", "contents__text"))
    assert history == [(1, "表上的话"), (2, "离线写的")]
    page.wait_for_function(KEPT, arg=[])


def test_the_page_that_is_opened_next_asks_too(page):
    page.evaluate(LEAVE)
    page.reload()
    both_texts_are_shown(page)
    page.locator("#answer-notice [data-drop-kept]").click()
    page.wait_for_url(f"**{SHEET}1/")
    expect(page.locator("#id_text")).to_have_value("表上的话")
    expect(page.locator("#answer-notice .stale")).to_have_count(0)
    page.wait_for_function(KEPT, arg=[])
    assert AnswerVersion.objects.count() == 1
