"""Which evidence goes into a package, and where it lies: department / item / file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from campaigns.models import (
    AnswerEvidence,
    Campaign,
    Evidence,
    SheetScan,
    VerificationEvidence,
)
from organization.models import Person
from rectification.models import AcceptanceEvidence, ProgressEvidence
from reports.rendering import file_name

FOLDER = "佐证材料"
CLAUSE = re.compile("[，；。：]")
LONGEST = 30  # characters of the words of an item or a task in the name of a folder


@dataclass(frozen=True)
class Filed:
    """A file of evidence and its place in the package."""

    path: str
    evidence: Evidence


def evidence_of(campaign: Campaign, as_of: datetime, reader: Person) -> Iterator[Filed]:
    """What stood at the instant `as_of` and the person may read, in the order of the chart.

    Nothing that was replaced, nothing kept for personal sheets, nothing behind a finding whose
    circle of readers is limited.
    """
    seen: set[tuple[str, int]] = set()
    for uses, folder_of in _sources(campaign, as_of):
        for use in _readable(uses, reader).iterator(chunk_size=500):
            folder = folder_of(use.target)
            if (folder, use.evidence_id) not in seen:
                seen.add((folder, use.evidence_id))
                yield Filed(f"{FOLDER}/{folder}/{_short(use.evidence.name, 80)}", use.evidence)


def amount_of(campaign: Campaign, as_of: datetime, reader: Person) -> tuple[int, int]:
    """How many files that is at most, and how many bytes."""
    files, size = 0, 0
    for uses, _folder_of in _sources(campaign, as_of):
        found = (
            _readable(uses, reader).order_by().aggregate(n=Count("pk"), size=Sum("evidence__size"))
        )
        files, size = files + found["n"], size + (found["size"] or 0)
    return files, size


def _readable(uses: QuerySet, reader: Person) -> QuerySet:
    return uses.filter(
        evidence__in=Evidence.objects.visible_to(reader), evidence__owner=None
    ).select_related("evidence")


def _sources(campaign: Campaign, as_of: datetime) -> Iterator[tuple[QuerySet, Any]]:
    limited = Q(target__finding_sources__finding__restricted=True)
    handed_in = AnswerEvidence.open_to_overseers().values("pk")
    yield (
        AnswerEvidence.objects.standing(as_of)
        .filter(pk__in=handed_in, target__selfcheck__campaign=campaign)
        .exclude(limited)
        .select_related("target__selfcheck__department", "target__item")
        .order_by(
            "target__selfcheck__department__order",
            "target__selfcheck__department__code",
            "target__item__no",
            "pk",
        ),
        lambda answer: f"{_name(answer.selfcheck.department)}/{_item(answer.item)}",
    )
    yield _signed(campaign, as_of), lambda sheet: f"{_name(sheet.department)}/签字扫描件"
    yield (
        VerificationEvidence.open_to_overseers()
        .filter(target__campaign=campaign, at__lte=as_of)
        .exclude(limited)
        .select_related("target__department", "target__item")
        .order_by(
            "target__department__order", "target__department__code", "target__item__no", "pk"
        ),
        lambda row: f"{_name(row.department)}/{_item(row.item)}/核查",
    )
    for table in (ProgressEvidence, AcceptanceEvidence):
        yield (
            table.open_to_overseers()
            .filter(target__task__campaign=campaign, target__at__lte=as_of)
            .exclude(target__task__measure__finding__restricted=True)
            .select_related("target__task__department")
            .order_by("target__task__department__order", "target__task_id", "pk"),
            lambda row: f"{_name(row.task.department)}/整改 {_short(row.task.title)}",
        )


def _signed(campaign: Campaign, as_of: datetime) -> QuerySet[SheetScan]:
    """The scans of signed sheets that were valid then; a whole sheet tells what only few may know
    where a restricted finding came out of one of its answers."""
    rows = SheetScan.objects.standing(as_of).filter(target__campaign=campaign)
    rows = rows.exclude(target__answers__finding_sources__finding__restricted=True)
    return rows.select_related("target__department").order_by(
        "target__department__order", "target__department__code", "pk"
    )


def _name(department) -> str:
    return _short(department.name, 60)


def _item(item) -> str:
    return f"项点{item.no:02d} {_short(CLAUSE.split(item.text, maxsplit=1)[0])}"


def _short(words: str, longest: int = LONGEST) -> str:
    """Words as the name of a folder or a file; the ending of a file survives."""
    plain = file_name(" ".join(words.split())).strip(" .")
    if len(plain) <= longest:
        return plain or "未命名"
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[: longest - len(ending) - 1].rstrip(' .')}.{ending}"
    return plain[:longest].rstrip(" .")
