"""The office reviews a whole campaign with the keys: a decision is one key and one request."""

import time

import pytest
from django.db import connection
from playwright.sync_api import expect

from campaigns.models import Answer, SelfCheck
from tests.browser.chromium import inaccessible
from tests.review_queue import make_queue
from tests.world import make_world

pytestmark = pytest.mark.browser
AT = "/campaigns/spring/review/"
PATIENCE = 60_000  # milliseconds: a busy machine may stop for a while in an hour of keys
ORDER = ("selfcheck__department__order", "item__order")


def waiting() -> list[int]:
    """The answers that wait, as the office comes to them."""
    rows = Answer.objects.filter(selfcheck__status="submitted", status="answered")
    return list(rows.order_by(*ORDER).values_list("pk", flat=True))


class Desk:
    """Hits keys, and counts what the browser asks the server for."""

    def __init__(self, page) -> None:
        self.page, self.asked, self.slowest = page, [], 0.0
        page.on("request", self._listen)

    def _listen(self, request) -> None:
        if "/static/" not in request.url:
            self.asked.append((request.method, request.url))

    def hit(self, key: str, then: int | None) -> None:
        """Press a key and wait until the answer `then` is in focus: one request, no page load."""
        self.asked.clear()
        began = time.monotonic()
        self.page.keyboard.press(key)
        if then is None:
            self.page.wait_for_url(f"**{AT}", timeout=PATIENCE)
        else:
            there = f"article.pane-main[data-thing='answer:{then}']"
            # A handle that is not given back keeps its page, and 3,000 of them the memory.
            self.page.wait_for_selector(there, timeout=PATIENCE).dispose()
            assert len(self.asked) == 1, self.asked
        self.slowest = max(self.slowest, time.monotonic() - began)

    def nodes(self) -> int:
        """How many nodes the browser keeps for this page, shown or not."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        counted = session.send("Memory.getDOMCounters")["nodes"]
        session.detach()
        return counted


def review_all(visitor, departments: int, items: int, capsys) -> None:
    make_queue(make_world(), departments, items)
    clerk = visitor("clerk")
    clerk.open(f"{AT}D01/")
    desk, order = Desk(clerk.page), waiting()
    assert len(order) == departments * items
    desk.hit("a", order[1])
    nodes, began = desk.nodes(), time.monotonic()
    for following in order[2:]:
        desk.hit("a", following)
    assert desk.nodes() < 2 * nodes  # what was reviewed is gone from the browser
    desk.hit("a", None)
    took = time.monotonic() - began
    assert waiting() == []
    assert set(SelfCheck.objects.values_list("status", flat=True)) == {"accepted"}
    with capsys.disabled():
        n = len(order)
        print(f"\n{n} decisions, a key and a request each, in {took:.0f} s: ", end="")
        print(f"{60 * n / took:.0f} a minute; slowest {desk.slowest:.2f} s")


def test_a_campaign_is_reviewed_with_the_keys(site, visitor, capsys):
    review_all(visitor, 3, 20, capsys)


@pytest.mark.slow
def test_forty_departments_are_reviewed_with_the_keys(site, visitor, capsys):
    review_all(visitor, 40, 83, capsys)


def test_sending_back_and_taking_back_with_the_keys(site, visitor):
    make_queue(make_world(), 2, 9)
    clerk = visitor("clerk")
    page = clerk.open(f"{AT}D01/")
    order = waiting()
    desk = Desk(page)
    desk.hit("a", order[1])
    expect(page.locator("#review-item")).to_be_focused()
    expect(page.locator("#review-said")).to_contain_text("第1部门第101项：已通过")
    desk.hit("u", order[0])  # the slip of a finger
    assert Answer.objects.filter(status="accepted").count() == 0
    desk.hit("n", order[1])
    desk.hit("p", order[0])
    page.keyboard.press("r")  # no reason yet: the form asks
    expect(page.locator("#send-back [name=reason]").first).to_be_focused()
    page.keyboard.press("3")
    page.keyboard.press("7")
    expect(page.locator("#send-back [name=phrases]:checked")).to_have_count(1)
    desk.hit("r", order[9])  # on to the next department
    assert Answer.objects.get(pk=order[0]).status == "returned"
    row = SelfCheck.objects.get(department__code="D01").returns.get()
    assert (row.reason, bool(row.note)) == ("copied", True)
    desk.hit("u", order[0])
    assert SelfCheck.objects.get(department__code="D01").status == "submitted"
    assert page.url.endswith(f"{AT}D01/101/")
    page.keyboard.press("?")
    expect(page.locator("#review-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.locator("#review-item")).to_be_visible()


def test_an_item_goes_through_all_departments_with_the_keys(site, visitor):
    make_queue(make_world(), 3, 2)
    clerk = visitor("clerk")
    page = clerk.open(f"{AT}~items/101/")
    by_item = list(
        Answer.objects.order_by("item__order", "selfcheck__department__order").values_list(
            "pk", flat=True
        )
    )
    desk = Desk(page)
    for following in [*by_item[1:], None]:
        desk.hit("a", following)
    assert waiting() == []


def test_who_comes_second_sees_why_and_how_it_stands(site, visitor):
    make_queue(make_world(), 1, 3)
    clerk = visitor("clerk")
    page = clerk.open(f"{AT}D01/101/")
    first = waiting()[0]
    Answer.objects.filter(pk=first).update(status="accepted")  # another reviewer was faster
    desk = Desk(page)
    desk.hit("a", first)
    expect(page.locator("[data-refused]")).to_be_focused()
    expect(page.locator("[data-refused]")).to_contain_text("已通过")
    assert clerk.status(f"answer:{first}") == "accepted"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_screens_of_the_review_are_accessible_and_never_too_wide(site, visitor, width):
    make_queue(make_world(), 3, 12)
    clerk = visitor("clerk", width=width)
    wrong = {}
    for path in ("", "~matrix/?show=no", "~items/", "~items/103/", "D02/105/", "~bulk/?results=ok"):
        page = clerk.open(AT + path)
        scrolled = page.evaluate("document.documentElement.scrollWidth")
        if found := [*inaccessible(page), *([scrolled] if scrolled > width else [])]:
            wrong[path] = found
    assert wrong == {}
    connection.close()
