"""What the thread of an item shows to one person."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from campaigns.models import CheckItem, Remark, SelfCheck
from campaigns.models.talk import LONGEST
from campaigns.permissions import can_join_talk, can_talk, fills_sheet
from campaigns.saving import owner_of_kept
from campaigns.talk import thread
from organization.models import Person


@dataclass
class Talk:
    """A thread, and what the person may do in it."""

    sheet: SelfCheck
    item: CheckItem
    person: Person
    remarks: list[Remark]
    longest: int = LONGEST

    @property
    def why_silent(self) -> str:
        """Why the person cannot write here, "" when they can."""
        if not self.sheet.campaign.is_running:
            return _("The campaign is closed: it can be read but not changed.")
        if not can_join_talk(self.person, self.sheet):
            return _("Office, inspectors and the department talk here.")
        if not can_talk(self.person, self.sheet, self.remarks):
            return _("Ask when the sheet was submitted: there is nothing to read yet.")
        return ""

    @cached_property
    def open_questions(self) -> set[int]:
        """The questions after which the other side has written nothing."""
        waiting: dict[str, set[int]] = {side: set() for side in Remark.Side.values}
        for row in self.remarks:
            if row.is_withdrawn:
                continue
            for side in waiting:
                if side != row.side:
                    waiting[side].clear()
            if row.is_question:
                waiting[row.side].add(row.pk)
        return set().union(*waiting.values())

    @property
    def person_is_of_department(self) -> bool:
        """Does the person speak for the department?"""
        return fills_sheet(self.person, self.sheet)

    @property
    def kept_as(self) -> str:
        """Under what name a browser keeps words that were not sent."""
        return (
            f"{owner_of_kept(self.person, self.sheet.campaign)}/talk/{self.sheet.pk}/{self.item.no}"
        )


def talk_of(sheet: SelfCheck, item: CheckItem, person: Person) -> Talk:
    """The thread of an item of the sheet, as `person` reads it."""
    remarks = thread(sheet, item.pk)
    for row in remarks:
        row.item = item
    return Talk(sheet, item, person, remarks)
