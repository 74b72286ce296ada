"""Entering and correcting 投诉统计, and reading them as counts with shares."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import ComplaintCount, ComplaintPeriod
from findings.survey_results import Line
from organization.models import Person, record


@lru_cache(maxsize=1)
def complaint_defaults() -> dict:
    """The level and the causes that are offered first: `fixtures/complaints.json`."""
    path = settings.BASE_DIR / "fixtures" / "complaints.json"
    return json.loads(path.read_text(encoding="utf-8"))


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
        locked.counts.all().delete()
        locked.total = total
        locked.save(update_fields=["total"])
        _write(locked, counts)
        new = {"total": total, "counts": dict(counts)}
        record("complaintperiod.corrected", locked, by=by, old=old, new=new, reason=reason)
    period.total = total


def lines_of(period: ComplaintPeriod) -> list[Line]:
    """Its causes, the leading one first, then what no cause was named for."""
    rows = sorted(period.counts.all(), key=lambda row: (-row.n, row.pk))
    lines = [Line(row.cause, row.n, period.total) for row in rows]
    rest = period.total - sum(line.number for line in lines)
    if rest:
        lines.append(Line(_("Other causes"), rest, period.total))
    return lines


def _demand_possible(total: int, counts: Mapping[str, int]) -> None:
    if total < 0 or any(n < 0 for n in counts.values()):
        raise ValidationError(_("No number may be below zero; nothing was changed."))
    named = sum(counts.values())
    if named > total:
        said = _("The causes add up to %(named)d, more than the %(total)d complaints altogether; "
                 "nothing was changed.")  # fmt: skip
        raise ValidationError(said % {"named": named, "total": total})


def _write(period: ComplaintPeriod, counts: Mapping[str, int]) -> None:
    ComplaintCount.objects.bulk_create(
        ComplaintCount(period=period, cause=cause, n=n) for cause, n in counts.items()
    )
