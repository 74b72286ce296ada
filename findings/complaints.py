"""Entering and correcting 投诉统计, and reading them as counts with shares."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import ComplaintCount, ComplaintPeriod, ComplaintRules, FindingSource
from findings.survey_results import Line
from organization import clock
from organization.models import NotAllowed, Person, record


def enter(
    campaign: Campaign,
    *,
    by: Person,
    level: str,
    starts_on: date,
    ends_on: date,
    total: int,
    counts: Mapping[str, int],
) -> ComplaintPeriod:
    """Write down a period with all its causes, or nothing. ValidationError says why not."""
    campaign.demand_changeable()
    _demand_possible(total, counts)
    period = ComplaintPeriod(
        campaign=campaign,
        level=level,
        starts_on=starts_on,
        ends_on=ends_on,
        total=total,
        made_by=by,
    )
    with transaction.atomic():
        period.full_clean()
        period.save()
        _write(period, counts)
        record("complaintperiod.entered", period, by=by, total=total, counts=dict(counts))
    return period


def correct(
    period: ComplaintPeriod, *, by: Person, total: int, counts: Mapping[str, int], reason: str
) -> None:
    """Replace its numbers; the old ones and the reason stay in the history."""
    period.campaign.demand_changeable()
    if not reason.strip():
        raise ValidationError(_("Say why the numbers are corrected; nothing was changed."))
    _demand_possible(total, counts)
    with transaction.atomic():
        locked = ComplaintPeriod.objects.select_for_update().get(pk=period.pk)
        old = {"total": locked.total, "counts": dict(locked.counts.values_list("cause", "n"))}
        left_out = locked.counts.exclude(cause__in=counts)
        _demand_unused(left_out)
        left_out.delete()
        locked.total = total
        locked.save(update_fields=["total"])
        _write(locked, counts)
        new = {"total": total, "counts": dict(counts)}
        record("complaintperiod.corrected", locked, by=by, old=old, new=new, reason=reason)
    period.total = total


def put_forward(count: ComplaintCount, *, by: Person) -> None:
    """It waits to be consolidated, where it becomes a finding or joins one."""
    with _open_count(count) as locked:
        if not locked.n:
            raise NotAllowed(_("Nobody complained of this."))
        if locked.put_forward_at is None:
            locked.put_forward_at, locked.put_forward_by = clock.now(), by
            locked.save(update_fields=["put_forward_at", "put_forward_by"])
            record("complaintcount.put_forward", locked, by=by, total=locked.n)


def take_back(count: ComplaintCount, *, by: Person) -> None:
    """It waits no longer; the number stays."""
    with _open_count(count) as locked:
        if locked.put_forward_at is not None:
            locked.put_forward_at = locked.put_forward_by = None
            locked.save(update_fields=["put_forward_at", "put_forward_by"])
            record("complaintcount.taken_back", locked, by=by)


def offered(campaign: Campaign) -> dict[str, None]:
    """The causes to ask for: those of the campaign's list, which learns what is typed beside it;
    while nobody has set a list, the usual ones and those that were named before."""
    rules = ComplaintRules.of(campaign)
    if rules.pk is not None:
        return dict.fromkeys(rules.cause_list)
    named = ComplaintCount.objects.filter(period__campaign=campaign).order_by("pk")
    return dict.fromkeys([*rules.cause_list, *named.values_list("cause", flat=True)])


def lines_of(period: ComplaintPeriod) -> list[Line]:
    """Its causes, the leading one first, then what no cause was named for."""
    rows = sorted(period.counts.all(), key=lambda row: (-row.n, row.pk))
    lines = [Line(row.cause, row.n, period.total) for row in rows]
    rest = period.total - sum(line.number for line in lines)
    if rest:
        lines.append(Line(_("Other causes"), rest, period.total))
    return lines


@contextmanager
def _open_count(count: ComplaintCount) -> Iterator[ComplaintCount]:
    """The count, locked, in a running campaign and feeding no finding yet."""
    count.period.campaign.demand_running()
    with transaction.atomic():
        rows = ComplaintCount.objects.select_for_update(of=("self",)).order_by()
        locked = rows.select_related("period__campaign").get(pk=count.pk)
        if FindingSource.objects.filter(complaint=locked).exists():
            raise NotAllowed(_("These complaints feed a finding already."))
        yield locked


def _demand_possible(total: int, counts: Mapping[str, int]) -> None:
    if total < 0 or any(n < 0 for n in counts.values()):
        raise ValidationError(_("No number may be below zero; nothing was changed."))
    named = sum(counts.values())
    if named > total:
        said = _("The causes add up to %(named)d, more than the %(total)d complaints altogether; "
                 "nothing was changed.")  # fmt: skip
        raise ValidationError(said % {"named": named, "total": total})


def _demand_unused(left_out: QuerySet[ComplaintCount]) -> None:
    """A count that feeds a finding stays: its number may change, its cause not vanish."""
    fed = FindingSource.objects.filter(complaint__in=left_out.order_by())
    source = fed.select_related("finding", "complaint").first()
    if source is not None and source.complaint is not None:
        said = _("“%(cause)s” feeds finding %(number)d: give its number, it cannot be left out.")
        raise ValidationError(
            said % {"cause": source.complaint.cause, "number": source.finding.number}
        )


def _write(period: ComplaintPeriod, counts: Mapping[str, int]) -> None:
    """Write the numbers in place: what was put forward or feeds a finding stays the same row."""
    ComplaintCount.objects.bulk_create(
        (ComplaintCount(period=period, cause=cause, n=n) for cause, n in counts.items()),
        update_conflicts=True,
        unique_fields=["period", "cause"],
        update_fields=["n"],
    )
    _learn(period.campaign, counts)


def _learn(campaign: Campaign, causes: Mapping[str, int]) -> None:
    """A cause that was typed beside the list of the campaign stands on it from then on."""
    rules = ComplaintRules.objects.filter(campaign=campaign).first()
    if rules is not None and (new := [one for one in causes if one not in rules.cause_list]):
        rules.causes = "\n".join([*rules.cause_list, *new])
        rules.save(update_fields=["causes"])
