"""Last time: what the department answered to the same item in an earlier campaign.

Items are the same when they have the same code; how the item was worded then is shown where
it has changed since.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Answer, Campaign, CheckItem, SelfCheck
from campaigns.models.answer import AnswerQuerySet
from campaigns.rounds import named_fields
from organization.models import Person

# What a person may take over into the field of the same name. Rule and present state come from
# the item, numbers and methods are of their own time.
TAKEN_OVER = ("text", "cause", "responsibility", "measure")
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
    def fields(self) -> list[tuple[str, str, str]]:
        """What was answered beside the result: (field, label, text); `field` is "" where the
        text cannot be taken over."""
        fields = named_fields(self.answer.contents(), self.answer.item.count_names)[1:]
        return [(name if name in TAKEN_OVER else "", label, text) for name, label, text in fields]

    def taken_over(self, name: str, now: str) -> str:
        """The text of a field with last time's words behind those that stand there.

        Nothing is saved by it; `name` that cannot be taken over changes nothing.
        """
        then = getattr(self.answer, name) if name in TAKEN_OVER else ""
        if not then or then in now:
            return now
        return (
            f"{now.rstrip()}{'；' if name == 'responsibility' else chr(10)}{then}" if now else then
        )

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
        earlier_answers(sheet.campaign)
        .visible_to(person)
        .filter(item__code=item.code, selfcheck__department=sheet.department_id)
        .select_related("item", "selfcheck__campaign", "selfcheck__department")
        .last()
    )
    return LastTime(answer, item) if answer is not None else None


def earlier_answers(campaign: Campaign) -> AnswerQuerySet:
    """What departments of the organisation answered before `campaign` began, the latest last."""
    return (
        Answer.objects.filter(
            selfcheck__status__in=WITH_OFFICE,
            selfcheck__campaign__organisation=campaign.organisation_id,
            selfcheck__campaign__running_at__lt=campaign.running_at,
        )
        .exclude(selfcheck__campaign__status=Campaign.Status.CANCELLED)
        .exclude(result="")
        .order_by("selfcheck__campaign__running_at", "pk")
    )
