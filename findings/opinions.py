"""意见和投诉: writing down what people say, saying what it is about, and to whom it was handed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from campaigns.models import Campaign
from findings.models import Opinion, OpinionRules
from organization import clock
from organization.models import Department, NotAllowed, NumberSeries, Person, record


def write_down(
    campaign: Campaign,
    *,
    by: Person,
    came_at: datetime | None = None,
    unnamed: bool = False,
    **fields,
) -> Opinion:
    """Register one opinion or complaint: channel, sort, day, words, whom and what it is about.

    Its clocks run from the aware instant `came_at`, from now without one. `unnamed`: who writes
    it down is who says it, so the log, which more people read than the contact, names nobody.
    """
    campaign.demand_running()
    with transaction.atomic():
        opinion = Opinion(
            campaign=campaign,
            number=NumberSeries.take(f"{campaign.code}/opinion"),
            recorded_by=by,
            recorded_at=clock.now(),
            **fields,
        )
        reply, finish = OpinionRules.of(campaign).dues(came_at or clock.now())
        opinion.finish_due_at = finish
        opinion.reply_due_at = reply if opinion.can_be_replied_to else None
        opinion.save(force_insert=True)
        told = None if unnamed else by
        record("opinion.written_down", opinion, by=told, channel=str(opinion.channel))
    return opinion


def classify(opinion: Opinion, version: int, *, by: Person, **fields) -> None:
    """Say what it is about: topic, sort, department, check-point, restricted or not. `version` is
    the one the change was made on: who comes second is refused."""
    opinion.campaign.demand_running()
    with transaction.atomic():
        rows = Opinion.objects.filter(pk=opinion.pk, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise NotAllowed()
        record("opinion.classified", opinion, by=by, fields=sorted(fields))
    opinion.refresh_from_db(fields=["version", *fields])


def hand_over(opinion: Opinion, department: Department, *, by: Person) -> None:
    """交办: the department handles it and reads it from now on, without who said it."""
    opinion.campaign.demand_running()
    with transaction.atomic():
        won = Opinion.objects.loose().filter(pk=opinion.pk, restricted=False, handled_by=None)
        if not won.update(handled_by=department, handed_over_at=clock.now()):
            raise NotAllowed()
        opinion.refresh_from_db(fields=["handled_by", "handed_over_at"])
        record("opinion.handed_over", opinion, by=by, department=department.name)


def take_back(opinion: Opinion, department: Department, *, by: Person) -> None:
    """收回: what was handed over to the department is with it no longer, unless it was finished
    in the meantime; then it stays as it is."""
    opinion.campaign.demand_running()
    with transaction.atomic():
        rows = Opinion.objects.loose().filter(pk=opinion.pk, handled_by=department)
        if rows.update(handled_by=None, handed_over_at=None):
            record("opinion.taken_back", opinion, by=by, department=department.name)
