"""The thread in a real browser: a failed send keeps the words; accessible, never too wide."""

import pytest

from campaigns import returns, talk
from campaigns.models import Remark
from tests.access.selfcheck import submitted
from tests.test_screens_browser import faults

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/1/"
TALK = "/campaigns/spring/talk/SALES/1/"


@pytest.fixture
def asked(world, site):
    """The office asked about item 1 and sent item 2 back."""
    submitted(world)
    talk.write(world.sheet(), world.item(1), "请说明抽查的是哪几个月", by=world.clerk, asks=True)
    answers = world.sheet().answers.filter(item__no=2).select_related("item")
    returns.send_back(
        world.sheet(),
        answers,
        reason="superficial",
        note="请写明抽查多少份、合格多少份",
        due_on=None,
        by=world.clerk,
    )
    return world


def test_words_that_were_not_sent_stay_in_the_browser(asked, visitor):
    head = visitor()
    head.sign_in("head")
    head.open(SHEET)
    head.page.locator("#id_talk_text").fill("五月至七月")
    head.page.wait_for_timeout(300)
    head.page.route("**/talk/**", lambda route: route.abort())
    head.page.locator("form[data-act=say] button[type=submit]").click()
    head.page.unroute("**/talk/**")
    head.open(TALK)
    head.page.wait_for_function("document.getElementById('id_talk_text').value === '五月至七月'")
    assert Remark.objects.count() == 1
    head.act("say")
    head.sees("已发送")
    assert Remark.objects.last().text == "五月至七月"
    head.open(SHEET)
    head.page.wait_for_timeout(300)
    assert head.page.locator("#id_talk_text").input_value() == ""
    assert head.problems == []


def test_threads_and_returns_are_accessible_and_never_too_wide(asked, visitor):
    wrong = {}
    pages = {
        "head": [SHEET, SHEET.replace("/1/", "/2/"), TALK, "/campaigns/spring/returns/"],
        "clerk": [TALK, "/campaigns/spring/questions/", "/campaigns/spring/returns/"],
    }
    for account, addresses in pages.items():
        person = visitor()
        person.sign_in(account)
        for address in addresses:
            for width in (1280, 360):
                if found := faults(person, address, width):
                    wrong[f"{account} {address} {width}"] = found
        person.close()
    assert wrong == {}
