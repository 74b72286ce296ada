"""What an item comes to over its departments, and the counts that follow.

项点 (items) and 项次 (item × department) are two figures and never added.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    ItemScope,
    RecordedAnswer,
    Result,
    SelfCheck,
    Verification,
)


@dataclass
class ItemResult:
    """One item with the results of its departments: {department_pk: result or None}."""

    item: CheckItem
    by_department: dict[int, str | None] = field(default_factory=dict)
    recorded: str | None = None

    @property
    def result(self) -> str | None:
        """The item's result; None while a department is still to be accepted."""
        if self.item.from_records:
            return self.recorded
        return worst(list(self.by_department.values()))


def worst(results: list[str | None]) -> str | None:
    """不符合 if one says so; unknown while one is missing; else 符合（附说明）, 不适用 only
    if all say so, else 符合."""
    if Result.NO in results:
        return Result.NO
    if not results or None in results:
        return None
    if Result.NOTE in results:
        return Result.NOTE
    if all(result == Result.NA for result in results):
        return Result.NA
    return Result.OK


def item_results(campaign: Campaign) -> list[ItemResult]:
    """Every item of the campaign with its results, in the order of the checklist.

    Only accepted answers count; a verification beats the self-check. Four queries.
    """
    rows = {
        item.pk: ItemResult(item)
        for item in CheckItem.objects.filter(checklist__campaign=campaign).select_related("project")
    }
    for item, department in ItemScope.objects.filter(
        item__checklist__campaign=campaign, item__from_records=False
    ).values_list("item", "department"):
        rows[item].by_department[department] = None
    accepted = Answer.objects.filter(
        selfcheck__campaign=campaign, status=Answer.Status.ACCEPTED
    ).order_by()
    for item, department, result in accepted.values_list("item", "selfcheck__department", "result"):
        rows[item].by_department[department] = result
    for item, department, result in Verification.objects.filter(campaign=campaign).values_list(
        "item", "department", "result"
    ):
        rows[item].by_department[department] = result
    for item, result in RecordedAnswer.objects.filter(campaign=campaign).values_list(
        "item", "result"
    ):
        rows[item].recorded = result
    return list(rows.values())


def tally(results: list[ItemResult]) -> Counter:
    """How many items came to each result; None counts the undecided."""
    return Counter(row.result for row in results)


def answer_tally(campaign: Campaign) -> Counter:
    """项次: how many answers of submitted sheets say what."""
    return Counter(
        Answer.objects.filter(selfcheck__campaign=campaign, selfcheck__submitted_at__isnull=False)
        .exclude(result="")
        .order_by()
        .values_list("result", flat=True)
    )


def found_by_self_check(campaign: Campaign) -> QuerySet[Answer]:
    """自查发现: answers 不符合 that were submitted before an inspector found the same.

    What a department admits after the inspection (`Verification.found_by_inspection`) counts
    there: 自查从宽、被查从严. What a department with its sheet back is typing counts nowhere.
    """
    inspected = Verification.objects.found_by_inspection().filter(
        item=OuterRef("item"), department=OuterRef("selfcheck__department")
    )
    draft = Q(
        selfcheck__status__in=SelfCheck.Status.writable,
        edited_at__gt=F("selfcheck__submitted_at"),
    )
    return Answer.objects.filter(
        ~Exists(inspected) & ~draft,
        selfcheck__campaign=campaign,
        selfcheck__submitted_at__isnull=False,
        result=Result.NO,
    )
