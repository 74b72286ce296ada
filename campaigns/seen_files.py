"""The files behind a verification: what of the department's was seen, and what was brought."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns import evidence
from campaigns.models import (
    AnswerEvidence,
    Campaign,
    CheckItem,
    Evidence,
    Verification,
    VerificationEvidence,
)
from organization import clock
from organization.models import Department, NotAllowed, Person, record


def shown_to_inspectors(
    campaign: Campaign, item: CheckItem, department: Department
) -> QuerySet[Evidence]:
    """The files of the department's answer to the item, as they were submitted."""
    uses = AnswerEvidence.open_to_overseers().filter(
        target__item=item,
        target__selfcheck__campaign=campaign,
        target__selfcheck__department=department,
        replaced_at=None,
    )
    return Evidence.objects.kept().filter(pk__in=uses.values("evidence"))


def keep_brought(
    uploads: Iterable[UploadedFile], campaign: Campaign, department: Department, *, by: Person
) -> tuple[list[Evidence], list[str]]:
    """Store what an inspector brings along; the files that were taken, the errors of the others.

    The department owns the file like its own ones, since it may read what is held against it;
    in its library it does not stand.
    """
    kept, errors = [], []
    for upload in uploads:
        try:
            one = evidence.keep(upload, campaign, department, by=by)
        except ValidationError as error:
            errors += error.messages
            continue
        if one.is_new:
            Evidence.objects.filter(pk=one.evidence.pk).update(by_inspection=True)
        kept.append(one.evidence)
    return kept, errors


def see(row: Verification, files: Iterable[Evidence], *, by: Person) -> None:
    """The inspector saw these files of the department's answer. Raises NotAllowed for others."""
    chosen = {one.pk for one in files}
    known = shown_to_inspectors(row.campaign, row.item, row.department).filter(pk__in=chosen)
    if known.count() != len(chosen):
        raise NotAllowed(_("Choose among the files of this answer."))
    _use(row, chosen, by)


def bring(row: Verification, files: Iterable[Evidence], *, by: Person) -> None:
    """The inspector brought these files along."""
    brought = list(files)
    place = (row.campaign_id, row.department_id)
    if any((one.campaign_id, one.department_id) != place for one in brought):
        raise NotAllowed(_("This file belongs to the library of another department."))
    _use(row, {one.pk for one in brought}, by)


def _use(row: Verification, keys: set[int], by: Person) -> None:
    # Taken like the sweep takes it: what is being removed is not used any more.
    for one in Evidence.objects.select_for_update().filter(pk__in=keys):
        if one.swept_at is not None:
            raise NotAllowed(_("This file is no longer kept: please upload it once more."))
        _row, is_new = VerificationEvidence.objects.get_or_create(
            evidence=one, target=row, defaults={"at": clock.now()}
        )
        if is_new:
            record("verification.evidence_added", row, by=by, sha256=one.sha256)
