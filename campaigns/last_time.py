"""Last time: what the department answered to the same item in an earlier campaign.

Items are the same when they have the same code; how the item was worded then is shown where
it has changed since.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Answer, Campaign, CheckItem, SelfCheck
from campaigns.rounds import fields_of
from organization.models import Person

WITH_OFFICE = (SelfCheck.Status.SUBMITTED, SelfCheck.Status.ACCEPTED)


@dataclass(frozen=True)
class LastTime:
    """An answer of an earlier campaign beside the item of this one."""

    answer: Answer
    item: CheckItem

    @property
    def campaign(self) -> Campaign:
        """Where it was answered."""
        return self.answer.selfcheck.campaign

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What was answered beside the result: (label, text)."""
        return fields_of(self.answer.contents(), self.answer.item.count_names)[1:]

    @property
    def wording_then(self) -> str:
        """How the item was worded, "" when it still is."""
        then = self.answer.item.text
        return "" if "".join(then.split()) == "".join(self.item.text.split()) else then


def knowing_earlier(sheets: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    """Each sheet knows whether its department had one before: without, nothing is looked for."""
    earlier = SelfCheck.objects.filter(
        department=OuterRef("department"),
        status__in=WITH_OFFICE,
        campaign__organisation=OuterRef("campaign__organisation"),
        campaign__running_at__lt=OuterRef("campaign__running_at"),
    )
    return sheets.annotate(has_earlier=Exists(earlier))


def last_time(sheet: SelfCheck, item: CheckItem, person: Person) -> LastTime | None:
    """The latest answer that was submitted before this campaign began; at most one statement."""
    if not getattr(sheet, "has_earlier", True):
        return None
    answer = (
        Answer.objects.visible_to(person)
        .filter(
            item__code=item.code,
            selfcheck__department=sheet.department_id,
            selfcheck__status__in=WITH_OFFICE,
            selfcheck__campaign__organisation=sheet.campaign.organisation_id,
            selfcheck__campaign__running_at__lt=sheet.campaign.running_at,
        )
        .exclude(selfcheck__campaign__status=Campaign.Status.CANCELLED)
        .exclude(result="")
        .select_related("item", "selfcheck__campaign", "selfcheck__department")
        .order_by("-selfcheck__campaign__running_at", "-pk")
        .first()
    )
    return LastTime(answer, item) if answer is not None else None
