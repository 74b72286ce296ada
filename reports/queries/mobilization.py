"""宣传发动: circulation, publicity. The meetings are in `meetings`."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Campaign, Circulation, Receipt, Site
from campaigns.permissions import can_oversee
from organization.models import Person
from reports.phrases import day
from reports.sources import Sources
from reports.sources.series import BriefsBefore

SIGNED, EXEMPT = Receipt.Status.SIGNED, Receipt.Status.EXEMPT


def define_all(define, define_rate) -> None:
    """Register the figures of the mobilization."""
    define("duties", _("Duties of the leading group"), _duties)
    _circulation(define, define_rate)
    _restudy(define, define_rate)
    define("publicity", _("Publicity"), lambda s, _p: s.activities(Activity.Kind.PUBLICITY))
    define("publicity_sites", _("Sites with publicity"), _sites)
    define("briefs", _("Briefs"), lambda s, _p: s.activities(Activity.Kind.BRIEF))
    # The part behind the dot is the brief up to which is counted; without it all are.
    define(
        "briefs_in_series",
        _("Briefs of all campaigns up to this one"),
        lambda s, p: s.briefs_up_to(int(p) if p else None),
        amount=lambda row: row.number if isinstance(row, BriefsBefore) else 1,
        readers=_oversees_all,
    )


def _oversees_all(person: Person, campaign: Campaign) -> bool:
    """The list names briefs of every campaign of the organisation."""
    campaigns = Campaign.objects.filter(organisation=campaign.organisation)
    return all(can_oversee(person, one) for one in campaigns)


def _sites(s: Sources, _part: str) -> list[Site]:
    """The sites at which something was shown, each once."""
    acts = s.activities(Activity.Kind.PUBLICITY)
    return list(dict.fromkeys(site for act in acts for site in act.sites.all()))


def _circulation(define, define_rate) -> None:
    define(
        "circulation_day",
        _("Day of the circulation"),
        lambda s, _p: [s.circulation] if s.circulation else [],
        text=lambda s, _p: _day_of(s, s.circulation),
    )
    reach = {
        "people": (_("People in scope"), _receipts, lambda r: r.due + r.exempt),
        "circulation_due": (
            _("To be reached"),
            lambda s, _p: _receipts(s, "").in_scope(),
            lambda r: r.due,
        ),
        "circulation_signed": (
            _("Signed"),
            lambda s, _p: _receipts(s, "").signed(),
            lambda r: r.signed,
        ),
        "circulation_exempt": (
            _("Exempt"),
            lambda s, _p: _receipts(s, "").filter(status=EXEMPT),
            lambda r: r.exempt,
        ),
        "circulation_late": (_("Signed later"), _signed_late, lambda r: r.late_signed),
        "circulation_missing": (_("Not signed"), _unsigned, lambda r: r.missing),
    }
    for name, (title, rows, count) in reach.items():
        define(name, title, rows, count=lambda s, _p, count=count: count(s.tallies.reach))
    define_rate("circulation_rate", _("Reach"), "circulation_signed", "circulation_due")


def _restudy(define, define_rate) -> None:
    define(
        "restudy_day",
        _("Day of studying again"),
        lambda s, _p: [s.restudy] if s.restudy else [],
        text=lambda s, _p: _day_of(s, s.restudy),
    )
    define(
        "restudied",
        _("Documents studied again"),
        lambda s, _p: list(s.restudy.studies.all()) if s.restudy else [],
    )
    reach = {
        "restudy_due": (_("To study again"), lambda r: r.due, lambda rows: rows.in_scope()),
        "restudy_signed": (_("Signed again"), lambda r: r.signed, lambda rows: rows.signed()),
        "restudy_missing": (
            _("Not signed again"),
            lambda r: r.missing,
            lambda rows: rows.in_scope().exclude(status=SIGNED),
        ),
    }
    for name, (title, count, narrow) in reach.items():
        define(
            name,
            title,
            lambda s, _p, narrow=narrow: narrow(_of(s.restudy)),
            count=lambda s, _p, count=count: count(s.tallies.restudied),
        )
    define_rate("restudy_rate", _("Reach"), "restudy_signed", "restudy_due")


def _day_of(s: Sources, circulation: Circulation | None) -> str:
    return day(circulation.on, year=s.window[0]) if circulation else "—"


def _of(circulation: Circulation | None):
    rows = Receipt.objects.filter(circulation=circulation)
    return rows.select_related("person", "department")


def _receipts(s: Sources, _part: str):
    return _of(s.circulation)


def _signed_late(s: Sources, _part: str) -> list:
    if s.circulation is None:
        return []
    signed = _receipts(s, "").signed().select_related("person", "department", "circulation")
    return [receipt for receipt in signed if receipt.signed_late]


def _unsigned(s: Sources, _part: str):
    return _receipts(s, "").in_scope().exclude(status=SIGNED)


def missing_by_department(s: Sources) -> Counter:
    """How many people of which department have not signed, in the order of the chart."""
    return Counter(s.name_of(receipt.department) for receipt in _unsigned(s, ""))


def _duties(s: Sources, _part: str) -> list[str]:
    return s.leading_group.duty_list if s.leading_group else []
