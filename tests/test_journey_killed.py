"""The browser is killed in mid-typing: at most the last second is gone."""

import contextlib
import itertools
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from campaigns.models import Answer
from tests.browser import chromium as browsers
from tests.browser.site import Site
from tests.world import make_world, start

pytestmark = pytest.mark.browser

ITEM = "/campaigns/spring/sheets/SALES/1/"


@pytest.fixture
def machine(transactional_db, settings):
    """A server that can be switched off."""
    site = Site()
    settings.SITE_URL = site.address
    yield site
    site.stop()


@pytest.fixture
def running(machine):
    """销售部 fills its sheet."""
    return start(make_world())


def text() -> str:
    """What the server has of the item."""
    return "".join(Answer.objects.values_list("text", flat=True))


class OwnBrowser:
    """A Chromium of the test's own, with its folder: it can be killed and started again."""

    def __init__(self, chromium, folder: Path) -> None:
        self.kind, self.folder = chromium.browser_type, folder

    def start(self):
        """Start it on its folder; the page that is open then.

        Once more when it does not answer: on a folder whose last owner was killed it may hang.
        """
        for _attempt in range(3):
            try:
                return self._connected(self._launched())
            except (Error, IndexError):
                self.kill()
        raise AssertionError("the browser does not answer")

    def _launched(self) -> str:
        port = self.folder / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        arguments = [*browsers.ARGS, "--remote-debugging-port=0", f"--user-data-dir={self.folder}"]
        self.process = subprocess.Popen(
            [browsers.path(), *arguments, "--hide-crash-restore-bubble", "--no-first-run"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _turn in range(400):
            if port.exists() and port.read_text().strip():
                return f"http://127.0.0.1:{port.read_text().split()[0]}"
            time.sleep(0.05)
        raise Error("no port")

    def _connected(self, address: str):
        return self.kind.connect_over_cdp(address, timeout=10_000).contexts[0].pages[0]

    def kill(self) -> None:
        """As a machine does that loses its power: nobody is asked."""
        with contextlib.suppress(ProcessLookupError):  # it went by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def sign_in(page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=username]").fill("head")
    page.locator("[name=password]").fill("correct-horse-battery")
    page.locator("form[data-act=sign_in] [type=submit]").click()
    page.wait_for_url(f"{address}/")


def kept(page) -> int:
    """How many texts the browser keeps that the server does not have yet."""
    try:
        return page.evaluate("keep.drafts('').then(drafts => drafts.length)")
    except Error:  # the page has just gone over to another one
        return -1


def settled(page, seconds: float = 10) -> str:
    """What the field holds once the browser has nothing left to send; what it holds after
    `seconds` where that does not come about."""
    until = time.monotonic() + seconds
    while kept(page) and time.monotonic() < until:
        # A save whose answer never came back is the person's own: nobody is asked about it.
        assert not page.locator("#answer-notice [name=over]").is_visible()
        time.sleep(0.1)
    return page.locator("#id_text").input_value()


def type_for(page, seconds: float) -> tuple[str, str]:
    """Type without a pause. What was typed, and what of it was there a second before the end."""
    typed, sure, until = "", "", time.monotonic() + seconds
    for number in itertools.count():
        page.keyboard.type(f"{number},")
        typed += f"{number},"
        if time.monotonic() < until - 1:
            sure = typed
        if time.monotonic() > until:
            return typed, sure
        time.sleep(0.03)
    raise AssertionError


@pytest.fixture
def own(chromium, tmp_path):
    """A browser of the test's own."""
    browser = OwnBrowser(chromium, tmp_path)
    yield browser
    browser.kill()


@pytest.mark.parametrize("is_up", [True, False], ids=["server up", "server gone"])
def test_a_browser_killed_in_mid_typing_loses_the_last_second_at_most(
    running, machine, own, capsys, is_up
):
    page = own.start()
    sign_in(page, machine.address)
    page.goto(f"{machine.address}{ITEM}")
    if not is_up:
        machine.stop()
    page.keyboard.press("4")
    page.locator("#id_text").focus()
    typed, sure = type_for(page, 4)
    own.kill()
    time.sleep(0.5)  # a save that was on its way
    on_server = text()
    if not is_up:
        machine.start()
    page = own.start()
    page.goto(f"{machine.address}{ITEM}")
    if "/login/" in page.url:
        sign_in(page, machine.address)
        page.goto(f"{machine.address}{ITEM}")
    back = settled(page)
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", "saved")
    with capsys.disabled():
        print(
            f"\n{len(typed)} typed, {len(typed) - len(back)} lost, {len(on_server)} on the server"
        )
    assert typed.startswith(back) and len(back) >= len(sure)
    assert text() == back
    assert not is_up or len(on_server) >= len(sure) / 2
