"""In mid-typing something comes between: nothing that was typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from campaigns.models import Answer, Campaign
from tests.world import make_world, start

pytestmark = pytest.mark.browser

TEXT = "抽查十份，缺少签字的两份已经列出。"
ITEM = "/campaigns/spring/sheets/SALES/2/"


@pytest.fixture
def running(site):
    """销售部 fills its sheet."""
    return start(make_world())


def answer(world, no: int = 2) -> Answer | None:
    return Answer.objects.filter(selfcheck=world.sheet(), item__no=no).first()


def typed(visitor, text: str, page=None):
    """Answer 符合（附说明） with the key and type the explanation."""
    page = page or visitor.page
    page.keyboard.press("4")
    page.locator("#id_text").press_sequentially(text, delay=1)


def typed_before_choosing(page, text: str) -> None:
    """The text first, then the result: the first save carries both."""
    page.locator("#id_text").fill(text)
    page.locator("[name=result][value=note]").check(force=True)


def state(page, name: str) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", name)


def test_an_expired_session_keeps_the_text_and_sends_it_after_signing_in(running, visitor):
    head = visitor("head")
    head.open(ITEM)
    Session.objects.all().delete()
    typed(head, TEXT)
    state(head.page, "kept")
    head.sees("您已退出登录")
    assert answer(running) is None

    with head.context.expect_page() as opened:
        head.page.locator("#answer-notice a").click()
    again = opened.value
    again.locator("[name=username]").fill("head")
    again.locator("[name=password]").fill("correct-horse-battery")
    again.locator("form[data-act=sign_in] [type=submit]").click()
    again.wait_for_url(f"**{ITEM}")

    head.waits(lambda: answer(running) and answer(running).text == TEXT)
    assert (answer(running).result, answer(running).version) == ("note", 1)
    state(head.page, "saved")  # the page that was left open has noticed, too


def test_a_page_that_was_closed_offers_the_text_again(running, visitor):
    head = visitor("head")
    head.open(ITEM)
    Session.objects.all().delete()
    typed(head, TEXT)
    state(head.page, "kept")
    head.page.close()

    head.page = head.tab()
    head.sign_in("head")
    head.open(ITEM)
    expect(head.page.locator("#id_text")).to_have_value(TEXT)
    state(head.page, "saved")
    head.waits(lambda: answer(running) and answer(running).text == TEXT)


def test_a_broken_line_keeps_the_text_and_sends_it_when_it_is_mended(running, visitor):
    head = visitor("head")
    head.open(ITEM)
    head.context.set_offline(True)
    typed(head, TEXT)
    state(head.page, "kept")
    head.context.set_offline(False)
    head.waits(lambda: answer(running) and answer(running).text == TEXT)
    state(head.page, "saved")


def test_two_tabs_show_both_texts_and_the_person_chooses(running, visitor):
    head = visitor("head")
    first, second = head.open(ITEM), head.tab()
    second.goto(head.site + ITEM)
    typed(head, "第一页的说明", first)
    state(first, "saved")
    typed_before_choosing(second, "第二页的说明")
    state(second, "conflict")
    expect(second.locator("#answer-notice")).to_contain_text("第一页的说明")
    expect(second.locator("#answer-notice")).to_contain_text("第二页的说明")
    second.locator("#id_text").fill("第二页的说明，又补了一句")  # the comparison follows
    expect(second.locator("#answer-notice")).to_contain_text("又补了一句")
    assert answer(running).text == "第一页的说明"

    second.locator("#answer-notice [name=over]").click()
    second.wait_for_load_state()
    assert answer(running).text == "第二页的说明，又补了一句"
    assert [row.contents["text"] for row in answer(running).versions.order_by("version")][-2:] == [
        "第一页的说明",
        "第二页的说明，又补了一句",
    ]


def test_two_tabs_and_the_other_text_is_taken(running, visitor):
    head = visitor("head")
    first, second = head.open(ITEM), head.tab()
    second.goto(head.site + ITEM)
    typed(head, "第一页的说明", first)
    state(first, "saved")
    typed(head, "第二页的说明", second)
    state(second, "conflict")
    second.locator("[data-drop-kept]").click()
    expect(second.locator("#id_text")).to_have_value("第一页的说明")
    assert answer(running).text == "第一页的说明"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_campaign_that_was_closed_says_so_and_keeps_the_text(running, visitor, scripted):
    head = visitor("head", java_script_enabled=scripted)
    head.open(ITEM)
    Campaign.objects.filter(code="spring").update(status="closed")
    if scripted:
        typed(head, TEXT)
        state(head.page, "kept")
    else:
        head.act("save_answer", result="note", text=TEXT)
    expect(head.page.locator("#answer-notice")).to_contain_text("专项活动已结束，只能查看")
    assert head.page.locator("#id_text").input_value() == TEXT
    assert answer(running) is None
