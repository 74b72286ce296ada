"""Two people with two tabs each on one sheet, as a machine that hypothesis drives over HTTP.

What the server should hold is kept beside it. A save counts as a silent overwrite when it is
accepted although its tab never saw the words that stood there, unless they are its own: sent by
the same page before, with an answer that nobody heard.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from campaigns.models import Answer, AnswerVersion, Return, SelfCheck

SHEET = "/campaigns/spring/sheets/SALES/"
REVIEW = "/campaigns/spring/review/SALES/"
ITEMS = (1, 2)  # the third was filled before
AUTO = {"X-Autosave": "1"}
VERSION = re.compile(r'name="version" value="(\d+)"')
TEXT = re.compile(r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>', re.S)
tabs = st.integers(0, 3)
items = st.sampled_from(ITEMS)
words = st.sampled_from(["甲", "乙", "丙", "丁", "戊"])


@dataclass
class Tab:
    """A page on the sheet: what it shows, what was typed, what waits for the line."""

    client: Client
    shown: dict[int, tuple[int, str]] = field(default_factory=dict)  # item: version, text
    typed: dict[int, str] = field(default_factory=dict)
    asked: dict[int, tuple[int, str]] = field(default_factory=dict)  # both texts are shown
    queue: list[tuple] = field(default_factory=list)  # item, (version, words), text, page
    pages: dict[int, tuple[str, str]] = field(default_factory=dict)  # item: page, it goes on from


@dataclass
class Truth:
    """An item as it must stand on the server, with everything it ever said."""

    version: int = 0
    text: str = ""
    is_returned: bool = False
    said: list[str] = field(default_factory=list)
    page: str = ""  # that wrote the words


class SheetMachine(RuleBasedStateMachine):
    """`clients`: two browsers of one person, two of another, one of the office."""

    clients: list[Client] = []
    accepted = refused = stale = submitted = went_on = 0  # over all examples

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.tabs = [Tab(client) for client in self.clients[:4]]
        self.office = self.clients[4]
        self.truth = {no: Truth() for no in ITEMS}
        self.status = "filling"
        self.opened = self.sent = 0

    def teardown(self) -> None:
        """Every example begins with the same empty sheet."""
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @rule(at=tabs, no=items)
    def open(self, at: int, no: int) -> None:
        """Load the page of an item, unless something typed stands in it."""
        tab = self.tabs[at]
        if no in tab.typed:
            return
        page = tab.client.get(f"{SHEET}{no}/").content.decode()
        version = VERSION.search(page)
        assert bool(version) == self._may_write(no)
        if version:
            tab.shown[no] = (int(version[1]), unescape(TEXT.search(page)[1]).strip("\n"))
            tab.pages[no] = (self._page(),) * 2
            assert tab.shown[no] == (self.truth[no].version, self.truth[no].text)

    @rule(at=tabs, no=items, text=words)
    def type(self, at: int, no: int, text: str) -> None:
        """Type on, in a form or beside an open question."""
        if no not in self.tabs[at].shown:
            self.open(at, no)
        if no in self.tabs[at].shown:
            self.tabs[at].typed[no] = text

    @rule(at=tabs, no=items, text=words)
    def type_and_save(self, at: int, no: int, text: str) -> None:
        """What happens most of the time."""
        self.type(at, no, text)
        if no in self.tabs[at].typed:
            self._save(self.tabs[at], no)

    @precondition(lambda self: self._where("typed"))
    @rule(data=st.data())
    def save(self, data) -> None:
        """The autosave of what was typed."""
        self._save(*self._one(data, "typed"))

    def _page(self) -> str:
        """The name of a page that has just been opened."""
        self.opened += 1
        return f"page{self.opened}"

    def _save(self, tab: Tab, no: int) -> None:
        said = self._send(tab, no, tab.shown[no], tab.typed[no])
        self._heard(tab, no, tab.typed[no], said)

    @precondition(lambda self: self._where("typed"))
    @rule(data=st.data())
    def save_and_hear_nothing(self, data) -> None:
        """The line drops before the answer arrives: the tab knows nothing of it."""
        tab, no = self._one(data, "typed")
        self._send(tab, no, tab.shown[no], tab.typed[no])

    @precondition(lambda self: self._where("typed"))
    @rule(data=st.data(), text=words)
    def hear_nothing_and_type_on(self, data, text: str) -> None:
        """The line drops before the answer arrives, and the person goes on: these are own words."""
        tab, no = self._one(data, "typed")
        self._send(tab, no, tab.shown[no], tab.typed[no])
        tab.typed[no] = text
        self._save(tab, no)

    @precondition(lambda self: self._where("typed"))
    @rule(data=st.data())
    def go_on_without_the_line(self, data) -> None:
        """The page is left: its text waits in the browser, with what it was typed on."""
        tab, no = self._one(data, "typed")
        if no not in tab.asked:
            tab.queue.append((no, tab.shown.pop(no), tab.typed.pop(no), tab.pages.pop(no)))

    @precondition(lambda self: any(tab.queue for tab in self.tabs))
    @rule(data=st.data())
    def come_back_to_the_item(self, data) -> None:
        """A new page takes the text over, with what it was typed on and whose it is."""
        tab = data.draw(st.sampled_from([tab for tab in self.tabs if tab.queue]))
        no, seen, text, (left, _after) = tab.queue[-1]
        if no not in tab.typed:
            tab.queue.pop()
            tab.shown[no], tab.typed[no], tab.pages[no] = seen, text, (self._page(), left)

    @precondition(lambda self: any(tab.queue for tab in self.tabs))
    @rule(data=st.data())
    def send_the_queue(self, data) -> None:
        """The line is back: in order, each with its own version; what is refused asks."""
        tab = data.draw(st.sampled_from([tab for tab in self.tabs if tab.queue]))
        for no, seen, text, pages in tab.queue:
            said = self._send(tab, no, seen, text, pages=pages)
            if said["state"] == "stale":
                tab.shown[no], tab.typed[no], tab.pages[no] = seen, text, pages
                self._heard(tab, no, text, said)
        tab.queue.clear()

    @precondition(lambda self: self._where("asked"))
    @rule(data=st.data())
    def save_mine_over_it(self, data) -> None:
        """Both texts were read; the own one is chosen, with the button of the page."""
        tab, no = self._one(data, "asked")
        said = self._send(tab, no, tab.asked[no], tab.typed[no], is_over=True)
        self._heard(tab, no, tab.typed[no], said)

    @precondition(lambda self: self._where("asked"))
    @rule(data=st.data())
    def take_the_one_on_the_sheet(self, data) -> None:
        """Both texts were read; the own one is given up."""
        tab, no = self._one(data, "asked")
        del tab.asked[no], tab.typed[no], tab.shown[no], tab.pages[no]

    def _where(self, what: str) -> list[tuple[int, int]]:
        """The tabs and items with something of the kind."""
        return [(at, no) for at, tab in enumerate(self.tabs) for no in sorted(getattr(tab, what))]

    def _one(self, data, what: str) -> tuple[Tab, int]:
        at, no = data.draw(st.sampled_from(self._where(what)))
        return self.tabs[at], no

    @precondition(lambda self: self._lies_with_department() and any(self._complete()))
    @rule(at=tabs)
    def submit(self, at: int) -> None:
        """Sign and submit; refused while an item is incomplete or sent back."""
        form = {"signature": "负责人", "nil": "on"}
        said = self.tabs[at].client.post(f"{SHEET}submit/", form)
        is_complete = all(self._complete())
        assert said.status_code == 302 if is_complete else said.status_code in (409, 422)
        if is_complete:
            self.status = "submitted"
            SheetMachine.submitted += 1
            self._handed_in()

    def _handed_in(self) -> None:
        """What a machine that knows more of the office makes of it."""

    def _lies_with_department(self) -> bool:
        return self.status not in ("submitted", "accepted")

    def _complete(self) -> list[bool]:
        return [bool(row.text) and not row.is_returned for row in self.truth.values()]

    @precondition(lambda self: self.status == "submitted")
    @rule(chosen=st.sets(items, min_size=1))
    def send_back(self, chosen: set[int]) -> None:
        """The office sends items back: their words stay, they have to be said again."""
        form = {"items": sorted(chosen), "reason": Return.Reason.values[0], "note": "再核"}
        form["due_on"] = date(2099, 1, 5).isoformat()
        said = self.office.post(f"{REVIEW}send-back/", form)
        assert said.status_code == 302
        self.status = "returned"
        for no in chosen:
            self.truth[no].is_returned = True

    @invariant()
    def every_accepted_save_is_in_the_history(self) -> None:
        """And nothing else is: word for word, in order, with versions that count up."""
        here = AnswerVersion.objects.filter(answer__item__no__in=ITEMS)
        rows = here.order_by("answer__item__no", "version")
        kept = rows.values_list("answer__item__no", "version", "contents__text")
        said = [
            (no, version, text)
            for no, row in self.truth.items()
            for version, text in enumerate(row.said, start=1)
        ]
        assert list(kept) == said
        stands = Answer.objects.filter(item__no__in=ITEMS).order_by("item__no")
        stands = stands.values_list("item__no", "version", "text")
        assert list(stands) == [(no, r.version, r.text) for no, r in self.truth.items() if r.said]
        assert (SelfCheck.objects.get(department__code="SALES").status == "submitted") == (
            self.status == "submitted"
        )

    def _may_write(self, no: int) -> bool:
        """Does the item lie with the department?"""
        return self._lies_with_department()

    def _send(
        self, tab: Tab, no: int, seen: tuple, text: str, *, is_over: bool = False, pages=None
    ) -> dict:
        """Send a text that was typed on the version and the words that the tab had seen."""
        row, (version, words_seen) = self.truth[no], seen
        page, after = pages or tab.pages[no]
        self.sent += 1
        form = {"version": "0" if is_over else version, "result": "note", "text": text}
        form |= {"page": page, "after": after, "seq": self.sent}
        is_own = row.page in (page, after) and not row.is_returned
        form |= {"over": version} if is_over else {}
        form |= {"redone": "1"} if row.is_returned else {}
        said = tab.client.post(f"{SHEET}{no}/", form, headers=AUTO).json()
        may_stand = self._may_write(no)
        is_new = text != row.text or row.is_returned
        if said["state"] == "saved" and is_new:
            saw = (version, words_seen) == (row.version, row.text)
            assert may_stand and (saw or is_own), "overwritten"
            SheetMachine.went_on += not saw
            row.version, row.text, row.is_returned = row.version + 1, text, False
            row.page = page
            row.said.append(text)
            SheetMachine.accepted += 1
        elif said["state"] == "stale":
            assert is_new and version != row.version and not is_own
            SheetMachine.stale += 1
        elif said["state"] == "refused":
            assert not may_stand
            SheetMachine.refused += 1
        else:
            assert said["state"] == "saved"
        return said

    def _heard(self, tab: Tab, no: int, text: str, said: dict) -> None:
        """What the tab makes of the answer."""
        row = self.truth[no]
        if said["state"] == "saved":
            tab.shown[no] = (said["version"], text)
            tab.pages[no] = (tab.pages[no][0],) * 2
            tab.asked.pop(no, None)
            tab.typed.pop(no)
        elif said["state"] == "stale":
            assert row.text in _words(said["part"]) and text in _words(said["part"])
            tab.asked[no] = (row.version, row.text)


def _words(part: str) -> str:
    """The words of a piece of a page."""
    return unescape(re.sub(r"<[^>]+>", "", part))
