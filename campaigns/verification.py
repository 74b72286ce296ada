"""逐项核查: what inspectors saw themselves, item by item, in departments not their own."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.clock_rules import due_after
from campaigns.completeness import short_of_formula
from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    Evidence,
    Feedback,
    Result,
    SelfCheck,
    Verification,
    VerificationVersion,
)
from campaigns.permissions import inspects, is_own
from campaigns.review_page import as_submitted
from campaigns.seen_files import bring, see
from campaigns.signals import correcting
from campaigns.verification_feedback import days_for_feedback, take, tell_department
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.signals import ask


def verify(
    campaign: Campaign,
    item: CheckItem,
    department: Department,
    *,
    by: Person,
    companions: Iterable[Person] = (),
    seen: Iterable[Evidence] = (),
    brought: Iterable[Evidence] = (),
    **fields,
) -> Verification:
    """逐项核查 of an item in a department, by an inspector of another department.

    `companions`: inspectors who came along. `seen`: files of the department's own answer;
    `brought`: files the inspector uploaded. The department is asked to confirm the record.
    """
    campaign.demand_running()
    if not campaign.has_open("analysis"):
        raise NotAllowed(_("Verification belongs to the analysis phase, which is not open."))
    _demand_strangers(campaign, department, [by, *companions])
    if not item.scopes.filter(department=department).exists():
        raise NotAllowed(_("This department does not answer this item."))
    _demand_formula(item, fields)
    try:
        with transaction.atomic():
            row = _record(campaign, item, department, by, fields)
            row.companions.set(companions)
            see(row, seen, by=by)
            bring(row, brought, by=by)
            _keep_version(row, by=by)
            record("verification.recorded", row, by=by, result=row.result)
            tell_department(row)
    except IntegrityError as error:
        raise NotAllowed(_("This item has been verified already.")) from error
    return row


def correct(
    row: Verification,
    version: int,
    *,
    by: Person,
    reason: str,
    companions: Iterable[Person] | None = None,
    seen: Iterable[Evidence] = (),
    brought: Iterable[Evidence] = (),
    **fields,
) -> Verification:
    """Correct a record; what it said before is kept, and the department is asked once more.

    A correction answers the statement that the department made. Raises NotAllowed when the
    record is not the one that was read (`version`), or when something upstairs stands on it.
    """
    row.campaign.demand_running()
    came = list(row.companions.all()) if companions is None else list(companions)
    _demand_strangers(row.campaign, row.department, [by, *came])
    if not reason.strip():
        raise NotAllowed(_("Say why the record is corrected."))
    with transaction.atomic():
        row = take(row, version)
        _demand_correctable(row, fields.get("result", row.result))
        _demand_formula(row.item, {**row.contents(), **fields})
        if row.status == row.Status.COMMENTED:
            Feedback.objects.filter(verification=row, version=version).update(
                reply=reason, replied_by=by, replied_at=clock.now()
            )
        _write(row, fields)
        row.companions.set(came)
        see(row, seen, by=by)
        bring(row, brought, by=by)
        _keep_version(row, by=by, reason=reason)
        record("verification.corrected", row, by=by, result=row.result, version=row.version)
        if row.status != row.Status.RECORDED:
            move(row, row.Status.RECORDED, by=by)
        tell_department(row, corrected=True)
    return row


def self_result(campaign: Campaign, item: CheckItem, department: Department) -> str:
    """What the self-check says now, as it was submitted last; "" when it was not."""
    sheet = SelfCheck.objects.filter(campaign=campaign, department=department).first()
    if sheet is None or sheet.submitted_at is None:
        return ""
    answer = Answer.objects.filter(selfcheck=sheet, item=item).first()
    if answer is None:
        return ""
    as_submitted(sheet, [answer])
    return answer.result


def _demand_strangers(campaign: Campaign, department: Department, people: list[Person]) -> None:
    if any(is_own(person, department) for person in people):
        raise NotAllowed(_("Nobody verifies the own department."))
    if not all(inspects(person, campaign) for person in people):
        raise NotAllowed(_("Members of the special inspection group verify."))


def _demand_formula(item: CheckItem, said: Mapping) -> None:
    """A verification 符合 claims what the formula asks for, as the self-check does."""
    if said["result"] == Result.OK:
        numbers = said.get("sample_n"), said.get("sample_ok"), said.get("counts") or {}
        if short := short_of_formula(item, *numbers):
            raise NotAllowed(_("A conclusion “compliant”: %(why)s.") % {"why": short})


def _demand_correctable(row: Verification, result: str) -> None:
    """While the analysis is open, later only in answer to a statement; and a finding that came
    out of the record must not be left without its ground."""
    if row.status != row.Status.COMMENTED and not row.campaign.has_open("analysis"):
        raise NotAllowed(_("Verification belongs to the analysis phase, which is not open."))
    if result == row.result:
        return
    reasons = ask(correcting, Verification, verification=row)
    if reasons:
        text = _("The conclusion cannot be changed while something stands on it.")
        raise NotAllowed(text, reasons=tuple(reasons))


def _record(
    campaign: Campaign, item: CheckItem, department: Department, by: Person, fields: dict
) -> Verification:
    today = clock.today()
    return Verification.objects.create(
        campaign=campaign,
        item=item,
        department=department,
        self_result=self_result(campaign, item, department),
        by=by,
        at=clock.now(),
        feedback_due_on=due_after(campaign, days_for_feedback(campaign)),
        **{"on": today, **fields},
    )


def _write(row: Verification, fields: dict) -> None:
    row.version += 1
    row.feedback_due_on = due_after(row.campaign, days_for_feedback(row.campaign))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "version", "feedback_due_on"])


def _keep_version(row: Verification, *, by: Person, reason: str = "") -> None:
    VerificationVersion.objects.create(
        verification=row,
        version=row.version,
        contents=row.contents(),
        reason=reason,
        by=by,
        at=clock.now(),
    )
