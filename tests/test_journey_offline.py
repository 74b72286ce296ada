"""The server is gone for a while: what was typed arrives in order, and nothing overwrites."""

import pytest
from playwright.sync_api import expect

from campaigns.models import Answer, AnswerVersion, CheckItem
from tests.browser.chromium import inaccessible
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.world import make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("kept-answers");
  asked.onsuccess = () => {
    const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.map((draft) => draft.no)); };
  };
})"""
PAGES = "async () => (await caches.keys()).filter((name) => name.startsWith('sheet-pages/'))"
COPIES = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith('sheet-pages/'));
  const kept = names.length ? await (await caches.open(names[0])).keys() : [];
  return kept.filter((one) => /SALES.[0-9]+.$/.test(one.url)).length;
}"""


@pytest.fixture
def machine(transactional_db, settings):
    """A server that can be switched off."""
    site = Site()
    settings.SITE_URL = site.address
    yield site
    site.stop()


@pytest.fixture
def running(machine):
    """销售部 fills a sheet of seven items."""
    world = make_world()
    sales = world.departments["SALES"]
    for no in (5, 6, 7, 8):
        item = CheckItem.objects.get(checklist__campaign=world.campaign, no=1)
        item.pk, item.no, item.order, item.code = None, no, no, str(no)
        item.text = f"第{no}个示例项点"
        item.save(force_insert=True)
        item.scopes.create(department=sales)
    return start(world)


@pytest.fixture
def head(chromium, machine):
    """The head of 销售部 at a browser."""
    visitor = Visitor(chromium, machine.address)
    visitor.sign_in("head")
    yield visitor
    visitor.close()
    assert visitor.problems == []


def explain(page, text: str) -> None:
    """符合（附说明） with its key, and the explanation."""
    page.keyboard.press("4")
    page.locator("#id_text").press_sequentially(text, delay=1)


def state(page, name: str) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", name)


def texts() -> dict[int, str]:
    return {row.item.no: row.text for row in Answer.objects.select_related("item")}


def open_with_copies(head: Visitor, no: int, copies: int) -> None:
    """Open an item and wait until the next ones were fetched ahead."""
    head.open(f"{SHEET}{no}/")
    for _turn in range(200):
        if head.page.evaluate(COPIES) >= copies:
            break
        head.page.wait_for_timeout(50)
    head.page.wait_for_function("navigator.serviceWorker.controller !== null")


def fill_in_the_lift(head: Visitor) -> list[int]:
    """Five items with the keys, one after the other, while nobody answers."""
    filled = []
    for _item in range(5):
        no = int(head.page.url.rstrip("/").rpartition("/")[2])
        explain(head.page, f"第{no}项无网络时填写")
        state(head.page, "kept")
        filled.append(no)
        if len(filled) < 5:
            head.page.keyboard.press("Enter")
            head.page.keyboard.press("Escape")
            before = head.page.url
            head.page.keyboard.press("n")
            head.page.wait_for_url(lambda url, before=before: url != before)
    return filled


def test_five_items_edited_without_the_server_arrive_in_order(running, machine, head):
    open_with_copies(head, 1, 7)
    machine.stop()
    filled = fill_in_the_lift(head)
    last = head.page.url
    assert len(set(filled)) == 5 and not Answer.objects.exists()

    head.page.close()
    head.page = head.tab()
    head.page.goto(last)  # answered by the worker: the server is still gone
    expect(head.page.locator("#id_text")).to_have_value(f"第{filled[-1]}项无网络时填写")
    expect(head.page.locator("[data-kept-links] a")).to_have_count(4)
    for width in (1280, 360):
        head.page.set_viewport_size({"width": width, "height": 900})
        assert inaccessible(head.page) == []
        assert head.page.evaluate("document.documentElement.scrollWidth") <= width

    machine.start()
    head.waits(lambda: Answer.objects.count() == 5)
    state(head.page, "saved")
    rows = AnswerVersion.objects.order_by("pk").values_list("answer__item__no", "version")
    assert list(rows) == [(no, 1) for no in filled]
    assert texts() == {no: f"第{no}项无网络时填写" for no in filled}
    head.waits(lambda: head.page.evaluate(KEPT) == [])
    expect(head.page.locator("[data-kept]")).to_be_hidden()


def test_what_was_typed_without_the_server_stands_there_on_the_way_back(running, machine, head):
    open_with_copies(head, 1, 7)
    machine.stop()
    explain(head.page, "第一稿")
    state(head.page, "kept")
    head.page.locator("[data-row='2'] a").click()
    head.page.wait_for_url(f"**{SHEET}2/")
    head.page.locator("[data-row='1'] a").click()
    head.page.wait_for_url(f"**{SHEET}1/")
    expect(head.page.locator("#id_text")).to_have_value("第一稿")
    head.page.locator("#id_text").press_sequentially("和第二稿", delay=1)
    machine.start()
    head.waits(lambda: texts() == {1: "第一稿和第二稿"})
    assert AnswerVersion.objects.count() == 1


def test_a_copy_shows_what_was_saved_after_it_was_fetched(running, machine, head):
    open_with_copies(head, 2, 5)
    explain(head.page, "保存过的说明")
    state(head.page, "saved")
    head.page.evaluate("navigator.serviceWorker.controller !== null")
    machine.stop()
    head.page.goto(f"{machine.address}{SHEET}3/")
    head.page.goto(f"{machine.address}{SHEET}2/")
    expect(head.page.locator("#id_text")).to_have_value("保存过的说明")
    head.page.locator("#id_text").press_sequentially("，补充", delay=1)
    state(head.page, "kept")
    machine.start()
    head.waits(lambda: texts() == {2: "保存过的说明，补充"})


def test_an_item_that_is_not_in_the_browser_is_not_opened(running, machine, head):
    open_with_copies(head, 1, 7)
    machine.stop()
    explain(head.page, "留在本页")
    state(head.page, "kept")
    head.page.locator("#nav a[href='/campaigns/']").click()
    expect(head.page.locator("#answer-notice")).to_contain_text("无法连接服务器")
    expect(head.page.locator("#id_text")).to_have_value("留在本页")
    machine.start()
    head.waits(lambda: texts() == {1: "留在本页"})


def test_two_tabs_without_the_server_keep_both_texts(running, machine, head):
    open_with_copies(head, 1, 7)
    first, second = head.page, head.tab()
    second.goto(f"{machine.address}{SHEET}1/")
    machine.stop()
    explain(first, "第一页的说明")
    state(first, "kept")
    explain(second, "第二页的说明")
    state(second, "kept")
    first.close()
    second.close()
    machine.start()

    head.page = head.tab()
    head.open(f"{SHEET}1/")
    both_are_shown(head)


def both_are_shown(head) -> None:
    """Of two texts one stands, and somebody is asked which one holds."""
    state(head.page, "conflict")
    expect(head.page.locator("#answer-notice")).to_contain_text("第一页的说明")
    expect(head.page.locator("#answer-notice")).to_contain_text("第二页的说明")
    assert texts()[1] in ("第一页的说明", "第二页的说明")


def test_a_second_tab_leaves_the_text_of_an_open_one_alone(running, machine, head):
    open_with_copies(head, 1, 7)
    first, second = head.page, head.tab()
    machine.stop()
    explain(first, "第一页的说明")
    state(first, "kept")
    second.goto(f"{machine.address}{SHEET}1/")
    second.wait_for_timeout(1000)
    expect(second.locator("#id_text")).to_have_value("")
    explain(second, "第二页的说明")
    state(second, "kept")
    machine.start()
    states = [page.locator("#save-state") for page in (first, second)]
    head.waits(
        lambda: {one.get_attribute("data-save-state") for one in states} == {"saved", "conflict"}
    )
    expect(first.locator("#id_text")).to_have_value("第一页的说明")
    expect(second.locator("#id_text")).to_have_value("第二页的说明")
    assert AnswerVersion.objects.count() == 1


def test_signing_out_leaves_no_text_and_no_page_behind(running, machine, head):
    open_with_copies(head, 1, 7)
    Answer.objects.all().delete()
    running.campaign.phases.filter(key="self_check").update(status="ended")
    explain(head.page, "不能再保存的说明")
    state(head.page, "kept")
    assert head.page.evaluate(KEPT) == ["1"] and head.page.evaluate(PAGES)
    asked = []
    head.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    head.page.locator("details[data-menu] summary").last.click()
    head.page.locator("form[data-act=sign_out] button").click()
    head.page.wait_for_url("**/login/**")
    assert len(asked) == 1
    assert head.page.evaluate(KEPT) == [] and head.page.evaluate(PAGES) == []
