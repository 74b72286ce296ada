"""报送 → 回执 or 退文: what becomes of an issued report at the superior's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.models import NotAllowed, Person, move, record
from reports.kinds import INWARD
from reports.models import Dispatch, Package, Publication
from reports.phrases import date_range


def send_up(
    publication: Publication,
    *,
    to: str,
    way: str,
    sent_on: date,
    package: Package | None = None,
    by: Person,
) -> Dispatch:
    """Write down that an issued report went to the superior, and in which package.

    `sent_on` is a day in the campaign's time zone. Raises NotAllowed: a paper for the house, not
    issued, on its way already, received, sent before its issue or in the future.
    """
    if publication.paper in INWARD:
        raise NotAllowed(_("This paper stays in the house: it is circulated, not sent up."))
    if not to.strip():
        raise NotAllowed(_("Say to whom it was sent."))
    with transaction.atomic():
        row = Publication.objects.select_for_update().get(pk=publication.pk)
        if row.status != Publication.Status.ISSUED:
            raise NotAllowed(_("Only an issued paper is sent up."))
        _demand_day(sent_on, clock.day_of(row.issued_at or clock.now()))
        last = row.dispatches.first()
        if last and last.status != Dispatch.Status.RETURNED:
            raise NotAllowed(_("It was sent up already: record the receipt or the return."))
        dispatch = Dispatch.objects.create(
            publication=row,
            to=to.strip(),
            way=way,
            sent_on=sent_on,
            noted_by=by,
            package_name=package.name if package else "",
            package_sha256=package.sha256 if package else "",
        )
        record("publication.sent_up", publication, by=by, sent_to=dispatch.to)
    return dispatch


def receive(dispatch: Dispatch, *, on: date, number: str = "", by: Person) -> None:
    """回执: the superior has confirmed the receipt on `on`."""
    _demand_day(on, dispatch.sent_on)
    with transaction.atomic():
        _end(dispatch, Dispatch.Status.RECEIVED, on, by, receipt_number=number.strip())


def take_returned(dispatch: Dispatch, *, on: date, reason: str, by: Person) -> None:
    """退文: the superior has sent it back; the report may be revised now."""
    if not reason.strip():
        raise NotAllowed(_("Say why it was returned."))
    _demand_day(on, dispatch.sent_on)
    with transaction.atomic():
        _end(dispatch, Dispatch.Status.RETURNED, on, by, reason=reason.strip())


def was_returned(publication: Publication) -> bool:
    """Was it returned the last time it went up?"""
    last = publication.dispatches.first()
    return last is not None and last.status == Dispatch.Status.RETURNED


def _end(dispatch: Dispatch, status: str, on: date, by: Person, **told: str) -> None:
    move(dispatch, status, by=by, sets={"ended_on": on, **told})


def _demand_day(day: date, earliest: date) -> None:
    if day > clock.today():
        raise NotAllowed(_("That day is still to come."))
    if day < earliest:
        raise NotAllowed(
            _("That is before %(day)s.") % {"day": date_range(earliest, earliest, year=True)}
        )
