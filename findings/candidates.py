"""What may still become a finding: answers and verifications 不符合 that feed none yet, problems
of accepted personal sheets, opinions and complaints, faults of accepted visits, causes of
complaints that the office put forward."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    PersonalAnswer,
    Result,
    SheetStatus,
    Verification,
)
from findings.models import (
    FIELDS,
    KINDS,
    ComplaintCount,
    Finding,
    FindingSource,
    LessonAnswer,
    Opinion,
    Source,
    VisitPoint,
    department_of,
)
from organization.models import Department, Person

WITH_OFFICE = SheetStatus.handed_in


@dataclass(frozen=True)
class Candidate:
    """One source, as the list shows it; `key` is what a form sends."""

    source: Source
    department: Department | None
    at: datetime | date | None

    @property
    def key(self) -> str:
        """ "answer:12", "verification:3", "personal:7", "opinion:2", "lesson:4", "visit:9",
        "complaint:5"."""
        return f"{FIELDS[type(self.source)]}:{self.source.pk}"

    @property
    def thing(self) -> str:
        """What kind of thing the source is, for `/go/`."""
        return self.source._meta.label_lower

    @property
    def kind_word(self) -> str:
        """How it was found, in a word."""
        return str(KINDS[FIELDS[type(self.source)]])

    @property
    def is_self_check(self) -> bool:
        """Found by the department or one of its people, not by an inspector or a complaint."""
        return not isinstance(self.source, Verification | Opinion | VisitPoint | ComplaintCount)

    @property
    def cause(self) -> str:
        """What is said about the cause; what people complained of is none."""
        return "" if isinstance(self.source, ComplaintCount) else getattr(self.source, "cause", "")

    @property
    def name(self) -> str:
        """What a reader without the page calls it, where no check-point stands behind it."""
        return self.source.event_label


@dataclass
class ItemGroup:
    """The candidates of one check-point; None gathers opinions that name none."""

    item: CheckItem | None
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


def personal_problems(campaign: Campaign, person: Person) -> QuerySet[PersonalAnswer]:
    """Every problem of an accepted personal sheet that `person` reads, the own ones left out."""
    return (
        PersonalAnswer.objects.visible_to(person)
        .found()
        .filter(sheet__level__campaign=campaign)
        .exclude(sheet__person=person)
        .select_related("item", "sheet__department", "sheet__level__campaign")
        .order_by("item__order", "sheet__department__order")
    )


def opinions(campaign: Campaign, person: Person) -> QuerySet[Opinion]:
    """Every opinion that `person` reads and nobody set aside, by check-point."""
    return (
        Opinion.objects.visible_to(person)
        .filter(campaign=campaign, status=Opinion.Status.RECORDED)
        .select_related("item", "department", "campaign")
        .order_by("item__order", "number")
    )


def found_elsewhere(campaign: Campaign, person: Person) -> QuerySet[LessonAnswer]:
    """举一反三: every answer "found here too", as far as it exists for `person`."""
    return (
        LessonAnswer.objects.visible_to(person)
        .found()
        .filter(lesson__campaign=campaign)
        .select_related("lesson__item", "lesson__campaign", "department")
    )


def visit_faults(campaign: Campaign, person: Person) -> QuerySet[VisitPoint]:
    """Every fault of an accepted visit, by class of fault and site."""
    return (
        VisitPoint.objects.visible_to(person)
        .faults()
        .filter(visit__plan__campaign=campaign)
        .select_related("point__fault_class", "visit__plan__campaign", "visit__site__department")
        .order_by("point__fault_class__order", "point__order", "visit__site__name", "pk")
    )


def complaints_put_forward(campaign: Campaign, person: Person) -> QuerySet[ComplaintCount]:
    """Every cause of complaints that was put forward, the latest period first."""
    rows = ComplaintCount.objects.visible_to(person).put_forward()
    rows = rows.filter(period__campaign=campaign).select_related("period__campaign")
    return rows.order_by("-period__ends_on", "-n", "pk")


def groups(campaign: Campaign, person: Person) -> list[ItemGroup]:
    """What feeds no finding yet, by check-point in the order of the list; opinions
    that name none, faults of visits and complaints last. Seven queries."""
    found = _candidates(
        _answers(campaign, person).filter(covered=None),
        _verifications(campaign, person).filter(covered=None),
    )
    loose = personal_problems(campaign, person).filter(finding_sources=None)
    found += [Candidate(row, row.sheet.department, row.sheet.submitted_at) for row in loose]
    said = opinions(campaign, person).loose()
    found += [Candidate(row, row.department, row.said_on) for row in said]
    lessons = found_elsewhere(campaign, person).filter(finding_sources=None)
    found += [Candidate(row, row.department, row.answered_at) for row in lessons]
    faults = visit_faults(campaign, person).filter(finding_sources=None)
    found += [Candidate(row, row.department, row.visit.visited_on) for row in faults]
    counted = complaints_put_forward(campaign, person).filter(finding_sources=None)
    found += [Candidate(row, None, row.period.ends_on) for row in counted]
    by_item: dict[int | None, ItemGroup] = {}
    for candidate in sorted(found, key=_place):
        item = candidate.source.item
        group = by_item.setdefault(item.pk if item else None, ItemGroup(item))
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
    """How many sources nobody has made anything of yet."""
    return (
        _answers(campaign, person).filter(covered=None).count()
        + _verifications(campaign, person).filter(covered=None).count()
        + personal_problems(campaign, person).filter(finding_sources=None).count()
        + opinions(campaign, person).loose().count()
        + found_elsewhere(campaign, person).filter(finding_sources=None).count()
        + visit_faults(campaign, person).filter(finding_sources=None).count()
        + complaints_put_forward(campaign, person).filter(finding_sources=None).count()
    )


def _place(candidate: Candidate) -> tuple[bool, int]:
    item = candidate.source.item
    return item is None, item.order if item is not None else 0


def _candidates(answers: QuerySet, verifications: QuerySet) -> list[Candidate]:
    return [
        *(Candidate(row, department_of(row), row.selfcheck.submitted_at) for row in answers),
        *(Candidate(row, department_of(row), row.at) for row in verifications),
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
    """The sources that a form named by their keys, in list order.

    A key that leads to nothing the person may see is left out: the caller counts.
    """
    wanted: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for key in keys:
        kind, _colon, pk = key.partition(":")
        if kind in wanted and pk.isdecimal() and len(pk) < 19:
            wanted[kind].add(int(pk))
    return [
        *answers_not_compliant(campaign, person).filter(pk__in=wanted["answer"]),
        *verifications_not_compliant(campaign, person).filter(pk__in=wanted["verification"]),
        *personal_problems(campaign, person).filter(pk__in=wanted["personal"]),
        *opinions(campaign, person).filter(pk__in=wanted["opinion"]),
        *found_elsewhere(campaign, person).filter(pk__in=wanted["lesson"]),
        *visit_faults(campaign, person).filter(pk__in=wanted["visit"]),
        *complaints_put_forward(campaign, person).filter(pk__in=wanted["complaint"]),
    ]
