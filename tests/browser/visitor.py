"""A person at a browser: signs in, opens pages, reads words and tokens, presses buttons."""

from collections.abc import Callable

from playwright.sync_api import Browser, Error, Page, expect

from tests.world import PASSWORD

PATIENCE = 8_000  # milliseconds


class Visitor:
    """One browser window of its own, with its own cookies."""

    def __init__(self, browser: Browser, site: str, *, width: int = 1280, **options) -> None:
        self.site = site
        options = {"viewport": {"width": width, "height": 900}, "locale": "zh-CN"} | options
        # A page that still glides to an anchor moves away under a forced click.
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.context.set_default_timeout(PATIENCE)
        self.problems: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab, whose console is listened to."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("response", self._listen)
        return page

    def _listen(self, response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.problems.append(f"{response.status} {response.url}")

    def sign_in(self, account: str, password: str = PASSWORD) -> "Visitor":
        self.open("/accounts/login/")
        self.page.locator("[name=username]").fill(account)
        self.page.locator("[name=password]").fill(password)
        self.act("sign_in")
        return self

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def form(self, act: str):
        return self.page.locator(f"form[data-act={act}]").first

    def act(self, act: str, **fields) -> None:
        """Fill in the form of an act and send it, with its own button or one that names it."""
        form = self.form(act)
        for name, value in fields.items():
            fill(form.locator(f"[name={name}]"), value)
        own = form.locator("[type=submit]:not([formaction]), button:not([type])")
        there = self.page.locator(f"[type=submit][form='{form.get_attribute('id')}']")
        own.or_(there).first.click()

    def status(self, thing: str) -> str:
        """`data-status` of the first thing shown of this kind, or of this kind and number."""
        way = f"[data-thing='{thing}']" if ":" in thing else f"[data-thing^='{thing}:']"
        return self.page.locator(way).first.get_attribute("data-status") or ""

    def sees(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words, timeout=PATIENCE)

    def waits(self, what: Callable[[], object]) -> None:
        """Wait until something is true in the database."""
        for _turn in range(PATIENCE // 50):
            if what():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it never became true")

    def close(self) -> None:
        self.context.close()


def fill(field, value) -> None:
    """Give a field its value as a person would: choose, tick or type."""
    first = field.first
    tag = first.evaluate("one => one.tagName.toLowerCase()")
    kind = first.get_attribute("type") or ""
    if tag == "select":
        first.select_option(value)
    elif kind == "file":
        first.set_input_files(value)
    elif kind in ("radio", "checkbox"):
        for one in value if isinstance(value, list | tuple) else [value]:
            box = field.and_(field.page.locator(f"[value='{one}']"))
            try:
                box.check(force=True)  # drawn as a chip, the box itself is not seen
            except Error:  # the page was still scrolling: the click went beside it
                box.dispatch_event("click")
                assert box.is_checked()
    else:
        first.fill(str(value))
