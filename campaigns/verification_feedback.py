"""反馈: the department confirms what was recorded, or makes a statement that is answered."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Feedback, Verification
from campaigns.permissions import is_own
from organization import clock
from organization.models import NotAllowed, Person, move
from organization.models.role import holders
from organization.notices import notify

FEEDBACK_DAYS = 3  # working days, unless the campaign says otherwise


def days_for_feedback(campaign: Campaign) -> int:
    """How many working days a department has to confirm a record; a word of the kind."""
    return int(campaign.word("feedback_days", FEEDBACK_DAYS))


def agree(row: Verification, version: int, *, by: Person) -> Verification:
    """The department has nothing against the record. Raises NotAllowed when it was corrected
    after `version` was read, or has had its answer."""
    row.campaign.demand_running()
    with transaction.atomic():
        row = take(row, version)
        move(row, row.Status.AGREED, by=by, version=version)
        _keep(row, agrees=True, by=by)
    return row


def agree_each(read: Iterable[tuple[Verification, int]], *, by: Person) -> int:
    """Confirm several records with the versions that were read: all of them or none."""
    read = list(read)
    if not read:
        raise NotAllowed(_("Choose at least one record."))
    with transaction.atomic():
        for row, version in read:
            agree(row, version, by=by)
    return len(read)


def comment(row: Verification, version: int, text: str, *, by: Person) -> Verification:
    """陈述: the department sees it differently. The inspectors and the office are to answer."""
    row.campaign.demand_running()
    if not text.strip():
        raise NotAllowed(_("Say what you see differently."))
    with transaction.atomic():
        row = take(row, version)
        move(row, row.Status.COMMENTED, by=by, version=version)
        _keep(row, agrees=False, text=text, by=by)
        notify(
            [row.by],
            row,
            "verification_commented",
            lambda: (
                _("%(department)s made a statement on the verification of item %(no)d")
                % {"department": row.department.name, "no": row.item.no}
            ),
            row.campaign.title,
            slot=str(version),
        )
    return row


def reply(row: Verification, version: int, text: str, *, by: Person) -> Verification:
    """Answer a statement and keep the record as it is. Changing it is a correction."""
    row.campaign.demand_running()
    if is_own(by, row.department):
        raise NotAllowed(_("Nobody answers the statement of the own department."))
    if not text.strip():
        raise NotAllowed(_("Say why the record stays as it is."))
    with transaction.atomic():
        row = take(row, version)
        move(row, row.Status.REPLIED, by=by, version=version)
        Feedback.objects.filter(verification=row, version=version).update(
            reply=text, replied_by=by, replied_at=clock.now()
        )
        notify(
            holders(row.department, "head"),
            row,
            "verification_replied",
            lambda: (
                _("Your statement on the verification of item %(no)d was answered")
                % {"no": row.item.no}
            ),
            row.campaign.title,
            slot=str(version),
        )
    return row


def tell_department(row: Verification, *, corrected: bool = False) -> None:
    """Tell the heads: of new records once a day, of every correction."""
    if corrected:
        notify(
            holders(row.department, "head"),
            row,
            "verification_corrected",
            lambda: (
                _("The verification of item %(no)d was corrected. Please confirm it.")
                % {"no": row.item.no}
            ),
            row.campaign.title,
            slot=str(row.version),
        )
        return
    # Sixty items in a day are one matter: the notice hangs on the first record there is.
    first = Verification.objects.filter(campaign=row.campaign, department=row.department)
    notify(
        holders(row.department, "head"),
        first.order_by("pk").first() or row,
        "verification_recorded",
        lambda: _("Your department was verified. Please confirm the records."),
        row.campaign.title,
        slot=clock.today().isoformat(),
    )


def take(row: Verification, version: int) -> Verification:
    """Take the record, so that correction and feedback come one after the other.

    Raises NotAllowed when it was corrected after `version` was read.
    """
    rows = Verification.objects.select_for_update(of=("self",))
    fresh = rows.select_related("campaign", "item", "department", "by").get(pk=row.pk)
    if fresh.version != version:
        raise NotAllowed(_("The record was corrected in the meantime. Please read it again."))
    return fresh


def _keep(row: Verification, *, agrees: bool, by: Person, text: str = "") -> None:
    Feedback.objects.create(
        verification=row, version=row.version, agrees=agrees, text=text, by=by, at=clock.now()
    )
