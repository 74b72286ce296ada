"""Two reviewers and a department on one sheet, as a machine that hypothesis drives over HTTP.

The department is that of `sheet_machine`, with its tabs and its queue; the reviewers decide on
pages that may have grown old, and take decisions back. What the server should hold is kept
beside it: whoever is too late must be refused with a reason, and change nothing.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from campaigns.models import Answer, Return, SelfCheck
from tests.sheet_machine import ITEMS, REVIEW, VERSION, SheetMachine, Tab, items, words

ROUND = re.compile(r'name="round" value="(\d+)"')
FILLED_BEFORE = 3
reviewers = st.integers(0, 1)


@dataclass
class Reviewer:
    """A browser of the office: the version and the round of the sheet that it read."""

    client: Client
    seen: dict[int, str] = field(default_factory=dict)
    round: str = ""


class ReviewMachine(SheetMachine):
    """`clients`: the four of the department, then one browser of each reviewer."""

    decided = refused_decisions = taken_back = 0

    def __init__(self) -> None:
        super().__init__()
        self.reviewers = [Reviewer(client) for client in self.clients[4:6]]
        self.round, self.submission = 1, 0
        self.accepted_in: dict[int, int] = {}  # item: in which submission it was accepted
        self.begun = False  # has the department begun to check again?
        self.handed_in: dict[int, str] = {}

    @rule(at=reviewers, no=items)
    def read(self, at: int, no: int) -> None:
        """Open the page of an item: it says what was submitted last, and nothing newer."""
        reviewer = self.reviewers[at]
        said = reviewer.client.get(f"{REVIEW}{no}/")
        if not self.submission:
            assert said.status_code == 403
            return
        page = said.content.decode()
        shown = unescape(page[page.index("<article") : page.index('<footer class="pane-foot')])
        assert self.handed_in[no] in shown
        if version := VERSION.search(page):
            reviewer.seen[no] = version[1]
        if number := ROUND.search(page):
            reviewer.round = number[1]

    @precondition(lambda self: any(reviewer.seen for reviewer in self.reviewers))
    @rule(data=st.data())
    def accept(self, data) -> None:
        """Accept an item as it was read, however long ago."""
        reviewer = data.draw(st.sampled_from([r for r in self.reviewers if r.seen]))
        self._accept(reviewer, data.draw(st.sampled_from(sorted(reviewer.seen))))

    @precondition(lambda self: self.status == "submitted")
    @rule(at=reviewers, no=items)
    def read_and_accept(self, at: int, no: int) -> None:
        """What happens most of the time."""
        self.read(at, no)
        if no in self.reviewers[at].seen:
            self._accept(self.reviewers[at], no)

    def _accept(self, reviewer: Reviewer, no: int) -> None:
        version = reviewer.seen[no]
        may = self.status == "submitted" and no not in self.accepted_in
        may = may and int(version) == self.truth[no].version
        said = reviewer.client.post(f"{REVIEW}{no}/accept/", {"version": version})
        if self._is_done(said, may):
            self._accepted(no)

    @precondition(lambda self: self.submission)
    @rule(at=reviewers)
    def accept_the_rest(self, at: int) -> None:
        """Accept what still waits, with the button of the sheet."""
        reviewer = self.reviewers[at]
        may = self.status == "submitted" and reviewer.round == str(self.round)
        said = reviewer.client.post(f"{REVIEW}accept-all/", {"round": reviewer.round or "0"})
        if self._is_done(said, may):
            for no in (*ITEMS, FILLED_BEFORE):
                if no not in self.accepted_in:
                    self._accepted(no)

    @precondition(lambda self: self.submission)
    @rule(at=reviewers, chosen=st.sets(items, min_size=1))
    def send_back_as_read(self, at: int, chosen: set[int]) -> None:
        """Send items of the sheet back, in the round that was read."""
        self._send_back(self.reviewers[at], chosen)

    @precondition(lambda self: self.status == "submitted")
    @rule(at=reviewers, no=items)
    def read_and_send_back(self, at: int, no: int) -> None:
        """What happens most of the time."""
        self.read(at, no)
        self._send_back(self.reviewers[at], {no})

    def _send_back(self, reviewer: Reviewer, chosen: set[int]) -> None:
        form = {"items": sorted(chosen), "reason": Return.Reason.values[0], "note": "再核"}
        form |= {"due_on": "2099-01-05", "round": reviewer.round or "0"}
        may = self.status == "submitted" and reviewer.round == str(self.round)
        may = may and chosen.isdisjoint(self.accepted_in)
        if self._is_done(reviewer.client.post(f"{REVIEW}send-back/", form), may):
            self.status, self.begun = "returned", False
            self.round += 1
            for no in chosen:
                self.truth[no].is_returned = True

    @precondition(lambda self: self.accepted_in)
    @rule(at=reviewers, no=items)
    def take_an_acceptance_back(self, at: int, no: int) -> None:
        """Possible while the sheet has not been with the department since."""
        may = self.status in ("submitted", "accepted")
        may = may and self.accepted_in.get(no) == self.submission
        said = self.reviewers[at].client.post(f"{REVIEW}{no}/accept/undo/")
        if self._is_done(said, may, takes_back=True):
            del self.accepted_in[no]
            self.status = "submitted"

    @precondition(lambda self: self.submission and self.status != "submitted")
    @rule(at=reviewers)
    def take_the_return_back(self, at: int) -> None:
        """Possible until the department has begun to check again."""
        may = self.status == "returned" and not self.begun
        said = self.reviewers[at].client.post(f"{REVIEW}send-back/undo/")
        if self._is_done(said, may, takes_back=True):
            self.status = "submitted"
            self.round -= 1
            for row in self.truth.values():
                row.is_returned = False

    @precondition(lambda self: False)
    @rule()
    def send_back(self) -> None:
        """The reviewers of this machine send back what they read."""

    @precondition(lambda self: self._lies_with_department())
    @rule(at=st.integers(0, 3), text=words)
    def do_what_is_missing_and_submit(self, at: int, text: str) -> None:
        """Chance alone seldom completes a sheet."""
        tab = self.tabs[at]
        for no, is_done in zip(self.truth, self._complete(), strict=True):
            if not is_done:
                tab.typed.pop(no, None)
                tab.asked.pop(no, None)
                self.open(at, no)
                self.type_and_save(at, no, text)
        self.submit(at)

    def _handed_in(self) -> None:
        self.submission += 1
        self.handed_in = {no: row.text for no, row in self.truth.items()}

    @invariant()
    def every_path_is_in_the_tables(self) -> None:
        """Sheet and answers stand where the legal acts led them, in the round they led them to."""
        sheet = SelfCheck.objects.get(department__code="SALES")
        assert (sheet.status, sheet.round) == (self._sheet_status(sheet), self.round)
        standing = dict(Answer.objects.filter(selfcheck=sheet).values_list("item__no", "status"))
        for no, row in self.truth.items():
            if no in standing:
                assert standing[no] == self._answer_status(no, row)
        assert (standing[FILLED_BEFORE] == "accepted") == (FILLED_BEFORE in self.accepted_in)

    def _sheet_status(self, sheet: SelfCheck) -> str:
        return sheet.status if self.status == "filling" else self.status

    def _answer_status(self, no: int, row) -> str:
        if no in self.accepted_in:
            return "accepted"
        return "returned" if row.is_returned else "answered"

    def _accepted(self, no: int) -> None:
        self.accepted_in[no] = self.submission
        if len(self.accepted_in) == len(ITEMS) + 1:
            self.status = "accepted"

    def _is_done(self, said, may: bool, *, takes_back: bool = False) -> bool:
        """Was the act done, as it must be exactly when it may be? The loser is told why."""
        assert said.status_code == (302 if may else 409)
        if not may:
            assert said.context["reason"]
            ReviewMachine.refused_decisions += 1
        elif takes_back:
            ReviewMachine.taken_back += 1
        else:
            ReviewMachine.decided += 1
        return may

    def _may_write(self, no: int) -> bool:
        return self._lies_with_department() and no not in self.accepted_in

    def _send(self, tab: Tab, no: int, seen: tuple, text: str, **how) -> dict:
        before = self.truth[no].version, self.truth[no].is_returned
        said = super()._send(tab, no, seen, text, **how)
        if (self.truth[no].version, self.truth[no].is_returned) != before:
            self.begun = True
        return said
