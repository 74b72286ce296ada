"""分析梳理: verification and what was sent back."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import ItemScope, Membership, Return, Verification
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of the analysis."""
    define("inspectors", _("Members of the special inspection group"), _inspectors)
    define(
        "verified",
        _("Verified"),
        _verified,
        count=lambda s, _p: s.tallies.verified.total(),
    )
    define(
        "asked",
        _("Items × departments"),
        _asked,
        count=lambda s, _p: sum(len(row.by_department) for row in s.results),
    )
    define_rate("verified_rate", _("Verified of all"), "verified", "asked")
    _returns(define)


def _returns(define) -> None:
    define("returned_departments", _("Departments sent back"), _returned_departments)
    define(
        "returned_items",
        _("Items sent back"),
        lambda s, _p: _last_returns(s, list(s.returned)),
        count=lambda s, _p: len(s.returned),
    )
    define(
        "returned_for",
        _("Items sent back"),
        lambda s, reason: _last_returns(s, _returned_for(s, reason), reason),
        count=lambda s, reason: len(_returned_for(s, reason)),
        whose=lambda _s, reason: Return.Reason(reason).label,
    )
    define(
        "redone_items",
        _("Items done again"),
        lambda s, _p: _last_returns(s, [key for key, found in s.returned.items() if found.redone]),
        count=lambda s, _p: sum(found.redone for found in s.returned.values()),
    )
    define(
        "returned_twice",
        _("Sent back twice or more"),
        lambda s, _p: _last_returns(s, [k for k, found in s.returned.items() if found.times > 1]),
        count=lambda s, _p: sum(found.times > 1 for found in s.returned.values()),
    )


def _inspectors(s: Sources, _part: str):
    return Membership.objects.filter(
        group__campaign=s.campaign, group__kind="inspection"
    ).select_related("person", "group")


def _verified(s: Sources, _part: str):
    return (
        Verification.objects.filter(campaign=s.campaign)
        .select_related("item", "department")
        .order_by("department__order", "item__order")
    )


def _asked(s: Sources, _part: str):
    return (
        ItemScope.objects.filter(item__checklist__campaign=s.campaign, item__from_records=False)
        .select_related("item", "department")
        .order_by("department__order", "item__order")
    )


def _returned_departments(s: Sources, _part: str) -> list:
    sheets = {sheet for sheet, _item in s.returned}
    return [sheet for sheet in s.sheets if sheet.pk in sheets]


def _returned_for(s: Sources, reason: str) -> list[tuple[int, int]]:
    """The items × departments for which the reason was given, be it among others."""
    return [key for key, found in s.returned.items() if Return.Reason(reason) in found.reasons]


def _last_returns(s: Sources, keys: list[tuple[int, int]], reason: str = "") -> list[Return]:
    """The last return of each item × department in `keys`; with `reason` the last one for it."""
    rows = Return.objects.filter(selfcheck__campaign=s.campaign, item__isnull=False)
    if reason:
        rows = rows.filter(reason=reason)
    rows = rows.select_related("item", "selfcheck__department")
    last = {(row.selfcheck_id, row.item_id): row for row in rows}
    return [last[key] for key in keys]
