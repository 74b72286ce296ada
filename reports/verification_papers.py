"""The papers about the verification of a department: their records, and their files."""

from collections import defaultdict
from collections.abc import Callable

from campaigns.models import Campaign, Feedback, Verification, VerificationEvidence
from organization.models import Department, Person
from reports.document import Document
from reports.papers import verification_record
from reports.papers.verification_record import Recorded
from reports.phrases import date_cn
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf

RENDERERS: dict[str, Callable[[Document], bytes]] = {"pdf": render_pdf, "docx": render_docx}


def record_paper(
    campaign: Campaign, department: Department, person: Person, no: int | None = None
) -> Document | None:
    """核查记录表 of a department, or of one item in it; None when there is nothing that exists
    for the person. Four statements."""
    rows = (
        Verification.objects.visible_to(person)
        .filter(campaign=campaign, department=department)
        .select_related("item", "by")
        .prefetch_related("companions")
        .order_by("item__order")
    )
    if no is not None:
        rows = rows.filter(item__no=no)
    found = list(rows)
    if not found:
        return None
    files = _files(found)
    said = _said(found)
    records = [
        Recorded(
            row,
            tuple(one.title for one in (row.by, *row.companions.all())),
            tuple(files[row.pk]),
            said.get(row.pk, "") or _silence(row),
        )
        for row in found
    ]
    return verification_record.write(campaign, department, records)


def _files(rows: list[Verification]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    uses = VerificationEvidence.objects.filter(target__in=rows).order_by("pk")
    for target, name in uses.values_list("target", "evidence__name"):
        names[target].append(name)
    return names


def _said(rows: list[Verification]) -> dict[int, str]:
    """The department's word on the version that stands."""
    versions = {row.pk: row.version for row in rows}
    feedback = Feedback.objects.filter(verification__in=rows)
    return {
        one.verification_id: _words(one)
        for one in feedback
        if one.version == versions[one.verification_id]
    }


def _words(one: Feedback) -> str:
    if one.agrees:
        return f"{date_cn(one.at.date())}确认，无异议"
    answer = f"\n答复：{one.reply}" if one.reply else ""
    return f"陈述：{one.text}{answer}"


def _silence(row: Verification) -> str:
    return "逾期未反馈" if row.is_feedback_late else ""
