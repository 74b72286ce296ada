"""服务承诺: published, kept or not, remedied, withdrawn."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from findings.models import Opinion
from organization import clock, refusals
from organization.models import Department, NotAllowed, Person, record
from organization.named_kinds import kinds_of
from rectification.commitment_rates import accepted_in, late, rate
from rectification.models import Commitment, CommitmentCase, CommitmentTotal, Remedy

__all__ = [
    "accept",
    "add_total",
    "can_record",
    "finish",
    "late",
    "publish",
    "rate",
    "remedy",
    "retire",
]


def can_record(person: Person, commitment: Commitment) -> bool:
    """Record how a promise is kept: the office, and the department that leads it."""
    return can_set_up(person, commitment.campaign) or person.roles.in_department(
        commitment.department, "head", "member"
    )


def publish(
    campaign: Campaign, kind: str, department: Department, *, by: Person, **fields: Any
) -> Commitment:
    """Enter a promise; `fields`: title, text, published_on, published_where and, with a clock,
    hours or working_days. Raises NotAllowed for an unknown kind, a title that stands already."""
    _demand_office(campaign, by)
    if kind not in kinds_of("commitment_kinds"):
        raise NotAllowed(_("There is no such kind of commitment."))
    made = Commitment(campaign=campaign, kind=kind, department=department, by=by, **fields)
    return _save(made, "commitment.published", by)


def retire(commitment: Commitment, reason: str, *, by: Person) -> None:
    """Withdraw a promise from today on; what was recorded under it stays."""
    _demand_office(commitment.campaign, by)
    if not reason.strip():
        raise NotAllowed(_("A commitment is withdrawn for a reason."), field="reason")
    told = {"retired_on": clock.today(), "retired_by": by, "retire_reason": reason.strip()}
    with transaction.atomic():
        rows = Commitment.objects.filter(pk=commitment.pk, retired_on=None)
        if not rows.update(**told):
            raise NotAllowed(_("The commitment was withdrawn already."))
        record("commitment.retired", commitment, by=by, why=told["retire_reason"])
    commitment.refresh_from_db()


def accept(commitment: Commitment, name: str, *, at: datetime, by: Person) -> CommitmentCase:
    """Enter a matter accepted at the aware instant `at`; its time runs from then."""
    _demand_record(commitment, by)
    if commitment.limit is None:
        raise NotAllowed(_("This commitment has no time limit."))
    _demand_standing(commitment, clock.day_of(at), "at")
    if at > clock.now():
        raise NotAllowed(_("This lies in the future."), field="at")
    with transaction.atomic():
        _take_turn(commitment)
        day = clock.day_of(at)
        if commitment.totals.filter(first_on__lte=day, last_on__gte=day).exists():
            raise NotAllowed(_("A total stands for this day already: nothing counts twice."))
        made = CommitmentCase(commitment=commitment, name=name, accepted_at=at, by=by)
        return _save(made, "commitmentcase.accepted", by)


def finish(case: CommitmentCase, *, at: datetime, by: Person) -> None:
    """The matter was done at the aware instant `at`; once."""
    _demand_record(case.commitment, by)
    if not case.accepted_at <= at <= clock.now():
        raise NotAllowed(_("It is done after it was accepted, and not in the future."), field="at")
    with transaction.atomic():
        if not CommitmentCase.objects.filter(pk=case.pk, done_at=None).update(done_at=at):
            raise NotAllowed(_("This matter was done already."))
        record("commitmentcase.done", case, by=by)
    case.refresh_from_db()


def add_total(
    commitment: Commitment,
    first_on: date,
    last_on: date,
    *,
    accepted: int,
    on_time: int,
    by: Person,
) -> CommitmentTotal:
    """Enter the totals of a period; it may share no day with another total or a single matter."""
    _demand_record(commitment, by)
    _demand_standing(commitment, first_on, "first_on")
    _demand_standing(commitment, last_on, "last_on")
    with transaction.atomic():
        _take_turn(commitment)
        totals = commitment.totals.filter(first_on__lte=last_on, last_on__gte=first_on)
        if totals.exists() or accepted_in(commitment.cases.all(), first_on, last_on).exists():
            raise NotAllowed(_("Days of this period are counted already: nothing counts twice."))
        made = CommitmentTotal(
            commitment=commitment,
            first_on=first_on,
            last_on=last_on,
            accepted=accepted,
            on_time=on_time,
            by=by,
        )
        return _save(made, "commitmenttotal.entered", by)


def remedy(
    commitment: Commitment,
    *,
    count: int,
    fen: int,
    on: date,
    by: Person,
    opinion: Opinion | None = None,
) -> Remedy:
    """Enter what was paid on a day: number of cases, amount in whole fen, the opinion behind it."""
    _demand_record(commitment, by)
    if on > clock.today():
        raise NotAllowed(_("This lies in the future."), field="on")
    if opinion is not None:
        seen = Opinion.objects.visible_to(by).filter(pk=opinion.pk)
        if opinion.campaign_id != commitment.campaign_id or not seen.exists():
            raise NotAllowed(_("The opinion belongs to another campaign, or is not shown to you."))
    made = Remedy(commitment=commitment, opinion=opinion, paid_on=on, count=count, fen=fen, by=by)
    return _save(made, "remedy.paid", by)


def _take_turn(commitment: Commitment) -> None:
    """Who enters a total and who enters a matter wait for each other here."""
    Commitment.objects.select_for_update().get(pk=commitment.pk)


def _save(made, kind: str, by: Person):
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            record(kind, made, by=by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return made


def _demand_standing(commitment: Commitment, day: date, field: str) -> None:
    retired = commitment.retired_on
    if not commitment.published_on <= day <= clock.today() or (retired and day > retired):
        raise NotAllowed(_("The commitment did not stand on this day."), field=field)


def _demand_office(campaign: Campaign, by: Person) -> None:
    campaign.demand_running()
    if not can_set_up(by, campaign):
        raise NotAllowed(_("The office keeps this register."))


def _demand_record(commitment: Commitment, by: Person) -> None:
    commitment.campaign.demand_running()
    if not can_record(by, commitment):
        raise NotAllowed(_("The office and the lead department record this."))
