"""The files behind the sources of a finding, as they stood when they were submitted or seen."""

from collections import defaultdict
from collections.abc import Iterable

from campaigns.item_page import File, file_of
from campaigns.models import AnswerEvidence, Campaign, PersonalEvidence, VerificationEvidence
from findings.models import FindingSource, LessonEvidence


def with_files(campaign: Campaign, sources: Iterable[FindingSource]) -> list[FindingSource]:
    """The sources, each with `files`; two statements, one more for personal sheets.

    Whoever may read a source may read them.
    """
    rows = list(sources)
    answers, verifications = _files_of(campaign, rows)
    said = _files_of_people(campaign, rows)
    lessons = [row.lesson_id for row in rows if row.lesson_id]
    elsewhere = files_by_target(campaign, LessonEvidence, lessons)
    for row in rows:
        known = answers[row.answer_id] if row.answer_id else verifications[row.verification_id]
        known = elsewhere[row.lesson_id] if row.lesson_id else known
        vars(row)["files"] = said[row.personal_id] if row.personal_id else known
    return rows


def _files_of(campaign: Campaign, rows: list[FindingSource]) -> tuple[dict, dict]:
    answers: dict[int | None, list[File]] = defaultdict(list)
    verifications: dict[int | None, list[File]] = defaultdict(list)
    submitted = AnswerEvidence.open_to_overseers().filter(
        target__in=[row.answer_id for row in rows], replaced_at=None
    )
    for use in submitted.select_related("evidence"):
        answers[use.target_id].append(file_of(campaign.code, use.evidence))
    seen = VerificationEvidence.objects.filter(target__in=[row.verification_id for row in rows])
    for use in seen.select_related("evidence"):
        verifications[use.target_id].append(file_of(campaign.code, use.evidence))
    return answers, verifications


def _files_of_people(campaign: Campaign, rows: list[FindingSource]) -> dict:
    said: dict[int | None, list[File]] = defaultdict(list)
    answers = [row.personal_id for row in rows if row.personal_id]
    uses = PersonalEvidence.objects.standing().filter(target__in=answers)
    for use in uses.select_related("evidence") if answers else ():
        said[use.target_id].append(file_of(campaign.code, use.evidence))
    return said


def files_by_target(campaign: Campaign, uses, targets: list) -> dict[int, list[File]]:
    """The files of things that have a table of uses of their own; no statement for none."""
    found: dict[int, list[File]] = defaultdict(list)
    rows = uses.objects.filter(target__in=targets).select_related("evidence") if targets else ()
    for use in rows:
        found[use.target_id].append(file_of(campaign.code, use.evidence))
    return found
