"""One item in all departments under one another: an office compares."""

from dataclasses import dataclass
from functools import cached_property

from campaigns.models import Answer, Campaign, CheckItem, SelfCheck
from campaigns.review_page import all_as_submitted
from campaigns.review_queue import DEPARTMENT
from campaigns.rounds import fields_of
from campaigns.sheet_rows import SheetRow


@dataclass
class Across:
    """The answers of all departments that submitted, `here` the one in focus."""

    item: CheckItem
    answers: list[Answer]
    here: Answer

    @property
    def others(self) -> list["Said"]:
        """What the other departments say."""
        return [Said(answer) for answer in self.answers if answer is not self.here]

    @property
    def rows(self) -> list["Said"]:
        """All of them, as the list shows them."""
        return [Said(answer) for answer in self.answers]

    @property
    def before(self) -> Answer | None:
        """The department before the one in focus."""
        at = self.answers.index(self.here)
        return self.answers[at - 1] if at else None

    @property
    def after(self) -> Answer | None:
        """The department after the one in focus."""
        at = self.answers.index(self.here)
        return self.answers[at + 1] if at + 1 < len(self.answers) else None


@dataclass
class Said:
    """What one department answered."""

    answer: Answer

    @property
    def waits(self) -> bool:
        """Has the office still to decide about it?"""
        sheet = self.answer.selfcheck
        return sheet.status == SelfCheck.Status.SUBMITTED and self.answer.status == "answered"

    @cached_property
    def row(self) -> SheetRow:
        """Look and word of the state."""
        return SheetRow(self.answer.item, self.answer)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The answer as words, without its result."""
        return fields_of(self.answer.contents(), self.answer.item.count_names)[1:]


def across(campaign: Campaign, no: int, department: str = "") -> Across | None:
    """Item `no` of the campaign, with the department in focus, or without a name the first that
    waits; None when nobody submitted an answer to it. At most two queries."""
    answers = list(
        Answer.objects.filter(
            selfcheck__campaign=campaign, selfcheck__submitted_at__isnull=False, item__no=no
        )
        .knowing_evidence()
        .select_related("item", "selfcheck__department")
        .order_by(*DEPARTMENT)
    )
    if not answers:
        return None
    for answer in answers:
        answer.selfcheck.campaign = campaign
    all_as_submitted(answers)
    named = [a for a in answers if a.selfcheck.department.code == department]
    waiting = [answer for answer in answers if Said(answer).waits]
    return Across(answers[0].item, answers, [*named, *waiting, *answers][0])
