"""反馈确认／陈述申辩: asked, confirmed or objected to, and the objection decided on."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Evidence
from campaigns.permissions import is_own
from findings.models import ConsolidationRules, FeedbackEvidence, Finding, FindingFeedback
from organization import calendar, clock, refusals
from organization.models import NotAllowed, Person, move
from organization.models.event import record
from organization.models.role import holders
from organization.notices import notify
from organization.workdays import add_working_days

Status = FindingFeedback.Status
# What the office may answer to an objection.
RULINGS = (Status.UPHELD, Status.CHANGED, Status.ACCEPTED)


def due_on(finding: Finding) -> date:
    """The day the campaign gives for feedback that is asked for today."""
    days = ConsolidationRules.of(finding.campaign).feedback_days
    return add_working_days(clock.today(), days, calendar.current())


def ask(finding: Finding, *, by: Person, until: date | None = None) -> FindingFeedback:
    """Send a reported finding to its responsible department, to be confirmed or objected to.

    Raises NotAllowed for one that is decided on, names no department or is restricted, and while
    a round is open already.
    """
    finding.campaign.demand_running()
    _demand_askable(finding)
    until = until or due_on(finding)
    if until < clock.today():
        raise NotAllowed(_("The day for the feedback has passed."))
    try:
        with transaction.atomic():
            row = FindingFeedback.objects.create(
                finding=finding,
                department=finding.department,
                due_on=until,
                asked_at=clock.now(),
                asked_by=by,
            )
            record("findingfeedback.sent", row, by=by)
            notify(
                holders(row.department, "head"),
                row,
                "finding_feedback_asked",
                lambda: (
                    _("Please confirm finding %(number)d or state what you object to")
                    % {"number": finding.number}
                ),
                finding.campaign.title,
            )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def agree(row: FindingFeedback, *, by: Person, text: str = "") -> FindingFeedback:
    """The department confirms the finding."""
    row.finding.campaign.demand_running()
    return move(row, Status.AGREED, by=by, sets=_said(text, by))


def object_to(
    row: FindingFeedback, text: str, *, by: Person, files: Iterable[Evidence] = ()
) -> FindingFeedback:
    """陈述申辩: the department objects, with reasons and files. The office is to answer."""
    row.finding.campaign.demand_running()
    if not text.strip():
        raise NotAllowed(_("Say what you object to, and why."))
    with transaction.atomic():
        move(row, Status.OBJECTED, by=by, sets=_said(text, by))
        for one in {file.pk: file for file in files}.values():
            FeedbackEvidence.objects.create(evidence=one, target=row)
        notify(
            [row.asked_by],
            row,
            "finding_feedback_objected",
            lambda: (
                _("%(department)s objects to finding %(number)d")
                % {"department": row.department.name, "number": row.finding.number}
            ),
            row.finding.campaign.title,
        )
    return row


def rule(row: FindingFeedback, ruling: str, text: str, *, by: Person) -> FindingFeedback:
    """Answer an objection: uphold the finding, change it, or dismiss it as no problem.

    Raises NotAllowed without reasons, and for whoever belongs to the department.
    """
    finding = row.finding
    finding.campaign.demand_running()
    if is_own(by, row.department):
        raise NotAllowed(_("Nobody answers the statement of the own department."))
    if not text.strip():
        raise NotAllowed(_("Give the department the reasons."))
    if ruling not in RULINGS:
        raise NotAllowed(_("Choose what becomes of the objection."))
    with transaction.atomic():
        sets = {"ruling": text, "ruled_at": clock.now(), "ruled_by": by}
        move(row, ruling, by=by, sets=sets)
        if ruling == Status.ACCEPTED:
            finding.dismiss(by=by, reason=text)
        notify(
            holders(row.department, "head"),
            row,
            "finding_feedback_ruled",
            lambda: (
                _("Your objection to finding %(number)d was answered") % {"number": finding.number}
            ),
            finding.campaign.title,
        )
    return row


def _said(text: str, by: Person) -> dict:
    return {"text": text, "answered_at": clock.now(), "answered_by": by}


def _demand_askable(finding: Finding) -> None:
    if finding.status != Finding.Status.REPORTED:
        raise NotAllowed(_("A department is heard before its finding is confirmed."))
    if finding.department is None:
        raise NotAllowed(_("Name the responsible department first."))
    if finding.restricted:
        raise NotAllowed(_("A restricted finding is not sent to a department."))
