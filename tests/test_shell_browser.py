"""The frame in a real browser, served from memory under the site's own content policy."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.chromium import inaccessible
from tests.shell.page import draw, guide

pytestmark = pytest.mark.browser

SITE = "http://shell.test"
STATIC = Path(__file__).parent.parent / "static"
POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'"


@pytest.fixture
def visit(chromium, settings):
    """Open an address at a width; answers the page, whose `problems` list what the console said."""
    settings.ROOT_URLCONF = "tests.shell.urls"
    contexts = []

    def visit(address="/guide/", width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda line: page.problems.append(line.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.route("**/*", answer)
        page.goto(SITE + address)
        return page

    yield visit
    for context in contexts:
        context.close()


def answer(route):
    path = unquote(urlsplit(route.request.url).path)
    if path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        kind = mimetypes.guess_type(file.name)[0]
        route.fulfill(status=200, body=file.read_bytes(), content_type=kind)
        return
    pages = {
        "/guide/": (200, lambda: draw("guide.html", guide())),
        "/wrong/": (200, lambda: draw("guide.html", guide(wrong=True))),
        "/refused/": (409, lambda: draw("409.html", guide() | {"reason": "不能验收自己的整改。"})),
        "/stale/": (409, lambda: "<b>两份文字</b>"),
        "/part/": (200, lambda: draw("components/dialog_head.html", {"title": "转办第36项"})),
        "/broken/": (500, lambda: draw("500.html", {})),
    }
    status, body = pages.get(path, (404, lambda: draw("404.html", guide())))
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    route.fulfill(status=status, body=body(), headers=headers)


@pytest.mark.parametrize("width", [1280, 768, 360])
@pytest.mark.parametrize("address", ["/guide/", "/wrong/", "/missing/", "/broken/"])
def test_nothing_is_inaccessible_and_nothing_scrolls_sideways(visit, address, width):
    page = visit(address, width)
    assert inaccessible(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_content_policy_stops_nothing(visit):
    assert visit("/wrong/").problems == []


@pytest.mark.parametrize("scripted", [True, False])
def test_the_phone_reaches_the_navigation(visit, scripted):
    page = visit(width=360, java_script_enabled=scripted)
    entry = page.locator("#nav a", has_text="整改台账")
    assert not entry.is_visible()
    page.locator(".app-menu").click()
    assert entry.is_visible()
    page.locator(".app-nav-close").click()
    assert not entry.is_visible()


def test_keys_answer_unless_somebody_types_or_switched_them_off(visit):
    page = visit()
    chosen = page.locator("input[name=result]:checked")
    page.keyboard.press("2")
    assert chosen.get_attribute("value") == "no"
    page.locator("#id_title").click()
    page.keyboard.press("3")
    assert chosen.get_attribute("value") == "no"
    page.locator(".app-me summary").click()
    page.locator("[data-keys-toggle]").click()
    page.locator("h1").click()
    page.keyboard.press("1")
    assert chosen.get_attribute("value") == "no"


def test_a_dialog_opens_in_place_and_a_part_in_the_pages_own(visit):
    page = visit()
    page.locator("[data-dialog=first]").click()
    assert page.locator("#first").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#first").is_visible()
    page.locator("#load").click()
    page.wait_for_selector("#dialog[open]")
    assert page.locator("#dialog-title").inner_text() == "转办第36项"


def test_a_conflict_is_swapped_and_a_refusal_is_said_without_losing_the_page(visit):
    page = visit()
    page.locator("#stale").click()
    page.wait_for_selector("#out b")
    assert page.locator("#out").inner_text() == "两份文字"
    page.locator("#refused").click()
    page.wait_for_selector("#shell-notice #refusal")
    assert "不能验收自己的整改。" in page.locator("#shell-notice").inner_text()
    assert page.locator("#out").inner_text() == "两份文字"
    assert page.title() == "样张 · 专项活动自查"


def test_a_broken_line_is_said_too(visit):
    page = visit()
    page.unroute("**/*")
    page.route("**/stale/", lambda route: route.abort())
    page.locator("#stale").click()
    page.wait_for_selector("#shell-notice .note")
    assert "暂时连不上服务器" in page.locator("#shell-notice").inner_text()


def test_bulk_actions_appear_with_the_first_tick(visit):
    page = visit()
    bar = page.locator("[data-show-with=t]")
    assert not bar.is_visible()
    page.locator("[data-check-all]").check()
    assert bar.is_visible()
    assert page.locator("[data-count-of]").inner_text() == "4"


def test_files_are_listed_and_too_large_ones_named_before_sending(visit, tmp_path):
    page = visit()
    small, large = tmp_path / "小.pdf", tmp_path / "大.pdf"
    small.write_bytes(b"x" * 3000)
    with large.open("wb") as file:
        file.truncate(21 << 20)
    page.set_input_files("#up", [large, small])
    lines = page.locator("#up_chosen li").all_inner_texts()
    assert [line.replace("\n", "") for line in lines] == ["大.pdf21.0 MB · 超过上限", "小.pdf3 KB"]
    assert page.evaluate("document.getElementById('up').validity.valid") is False
