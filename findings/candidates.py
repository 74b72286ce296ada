"""What may still become a finding: answers and verifications 不符合 that feed none yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from campaigns.models import Answer, Campaign, CheckItem, Result, SheetStatus, Verification
from findings.consolidation import Source
from findings.models import Finding, FindingSource
from organization.models import Department, Person

WITH_OFFICE = SheetStatus.handed_in


@dataclass(frozen=True)
class Candidate:
    """One answer or verification, as the list shows it; `key` is what a form sends."""

    source: Source
    department: Department
    at: datetime | None

    @property
    def key(self) -> str:
        """ "answer:12" or "verification:3"."""
        return f"{self.source._meta.model_name}:{self.source.pk}"

    @property
    def is_answer(self) -> bool:
        """Found by the department itself, not by an inspector."""
        return isinstance(self.source, Answer)


@dataclass
class ItemGroup:
    """The candidates of one check-point."""

    item: CheckItem
    candidates: list[Candidate] = field(default_factory=list)


def answers_not_compliant(campaign: Campaign, person: Person) -> QuerySet[Answer]:
    """Every answer 不符合 that lies with the office, as far as it exists for `person`."""
    return (
        Answer.objects.visible_to(person)
        .filter(
            Q(selfcheck__status__in=WITH_OFFICE) | Q(status=Answer.Status.ACCEPTED),
            selfcheck__campaign=campaign,
            result=Result.NO,
        )
        .select_related("item", "selfcheck__department", "selfcheck__campaign")
        .order_by("item__order", "selfcheck__department__order")
    )


def verifications_not_compliant(campaign: Campaign, person: Person) -> QuerySet[Verification]:
    """Every verification 不符合, as far as it exists for `person`."""
    return (
        Verification.objects.visible_to(person)
        .filter(campaign=campaign, result=Result.NO)
        .select_related("item", "department", "campaign")
        .order_by("item__order", "department__order")
    )


def groups(campaign: Campaign, person: Person) -> list[ItemGroup]:
    """What feeds no finding yet, by check-point in the order of the list. Two queries."""
    found = _candidates(
        _answers(campaign, person).filter(covered=None),
        _verifications(campaign, person).filter(covered=None),
    )
    by_item: dict[int, ItemGroup] = {}
    for candidate in sorted(found, key=lambda c: c.source.item.order):
        group = by_item.setdefault(candidate.source.item_id, ItemGroup(candidate.source.item))
        group.candidates.append(candidate)
    return list(by_item.values())


def covered(campaign: Campaign, person: Person) -> list[tuple[Candidate, Finding]]:
    """What a finding covers already: the same check-point of the same department feeds it,
    once as the department's answer, once as the inspector's verification. Three queries."""
    found = _candidates(
        _answers(campaign, person).exclude(covered=None),
        _verifications(campaign, person).exclude(covered=None),
    )
    keys = [vars(candidate.source)["covered"] for candidate in found]
    findings = Finding.objects.in_bulk(keys)
    return [(candidate, findings[key]) for candidate, key in zip(found, keys, strict=True)]


def count(campaign: Campaign, person: Person) -> int:
    """How many answers and verifications 不符合 nobody has made anything of yet."""
    return (
        _answers(campaign, person).filter(covered=None).count()
        + _verifications(campaign, person).filter(covered=None).count()
    )


def _candidates(answers: QuerySet, verifications: QuerySet) -> list[Candidate]:
    return [
        *(Candidate(row, row.selfcheck.department, row.selfcheck.submitted_at) for row in answers),
        *(Candidate(row, row.department, row.at) for row in verifications),
    ]


def _answers(campaign: Campaign, person: Person) -> QuerySet:
    """Answers that feed nothing; `covered` is the finding that their verification feeds."""
    same = FindingSource.objects.filter(
        verification__item=OuterRef("item"),
        verification__department=OuterRef("selfcheck__department"),
    )
    rows = answers_not_compliant(campaign, person).filter(finding_sources=None)
    return rows.annotate(covered=Subquery(same.values("finding")[:1]))


def _verifications(campaign: Campaign, person: Person) -> QuerySet:
    """Verifications that feed nothing; `covered` is the finding that the answer feeds."""
    same = FindingSource.objects.filter(
        answer__item=OuterRef("item"), answer__selfcheck__department=OuterRef("department")
    )
    rows = verifications_not_compliant(campaign, person).filter(finding_sources=None)
    return rows.annotate(covered=Subquery(same.values("finding")[:1]))


def pick(campaign: Campaign, person: Person, keys: Iterable[str]) -> list[Source]:
    """The answers and verifications 不符合 that a form named by their keys, in list order.

    A key that leads to nothing the person may see is left out: the caller counts.
    """
    wanted: dict[str, set[int]] = {"answer": set(), "verification": set()}
    for key in keys:
        kind, _colon, pk = key.partition(":")
        if kind in wanted and pk.isdecimal():
            wanted[kind].add(int(pk))
    return [
        *answers_not_compliant(campaign, person).filter(pk__in=wanted["answer"]),
        *verifications_not_compliant(campaign, person).filter(pk__in=wanted["verification"]),
    ]
