"""宣传发动: circulation, meetings, publicity."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Receipt
from reports.phrases import date_range
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of the mobilization."""
    define("duties", _("Duties of the leading group"), _duties)
    _circulation(define, define_rate)
    _meetings(define)
    define("publicity", _("Publicity"), lambda s, _p: s.activities(Activity.Kind.PUBLICITY))
    define("briefs", _("Briefs"), lambda s, _p: s.activities(Activity.Kind.BRIEF))


def _circulation(define, define_rate) -> None:
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
            lambda s, _p: _receipts(s, "").filter(status=Receipt.Status.EXEMPT),
            lambda r: r.exempt,
        ),
        "circulation_late": (_("Signed later"), _signed_late, lambda r: r.late_signed),
        "circulation_missing": (_("Not signed"), _unsigned, lambda r: r.missing),
    }
    for name, (title, rows, count) in reach.items():
        define(name, title, rows, count=lambda s, _p, count=count: count(s.tallies.reach))
    define_rate("circulation_rate", _("Reach"), "circulation_signed", "circulation_due")


def _receipts(s: Sources, _part: str):
    return Receipt.objects.filter(circulation=s.circulation).select_related("person", "department")


def _signed_late(s: Sources, _part: str) -> list:
    if s.circulation is None:
        return []
    signed = _receipts(s, "").signed().select_related("person", "department", "circulation")
    return [receipt for receipt in signed if receipt.signed_late]


def _unsigned(s: Sources, _part: str):
    return _receipts(s, "").in_scope().exclude(status=Receipt.Status.SIGNED)


def _duties(s: Sources, _part: str) -> list[str]:
    return s.leading_group.duty_list if s.leading_group else []


def _meetings(define) -> None:
    kinds = {
        "department_meeting": Activity.Kind.DEPARTMENT_MEETING,
        "all_meeting": Activity.Kind.ALL_MEETING,
    }
    define(
        "department_meetings",
        _("Departments that held a meeting"),
        lambda s, _p: _first_of_each_department(s),
    )
    define("all_meetings", _("Meetings of all employees"), _held(kinds["all_meeting"]))
    numbers = {
        "due": (_("Expected at the meetings"), lambda row: row.due or 0),
        "present": (_("Present at the meetings"), lambda row: row.present or 0),
        "absent": (_("Absent from the meetings"), absent),
        "not_made_up": (_("Absent and not made up"), lambda row: max(absent(row) - row.made_up, 0)),
    }
    for name, kind in kinds.items():
        define(f"{name}_range", _("Days of the meetings"), _held(kind), text=_range(kind))
        for end, (title, amount) in numbers.items():
            define(f"{name}_{end}", title, _held(kind), amount=amount)


def absent(meeting: Activity) -> int:
    """How many people a meeting missed; 0 where nobody counted."""
    if meeting.due is None or meeting.present is None:
        return 0
    return meeting.due - meeting.present


def _held(kind: str):
    return lambda s, _part: s.activities(kind)


def _range(kind: str):
    def text(s: Sources, _part: str) -> str:
        days = [meeting.on for meeting in s.activities(kind)]
        return date_range(min(days), max(days), year=s.window[0])

    return text


def _first_of_each_department(s: Sources) -> list[Activity]:
    """One meeting for each department, however often it met."""
    first: dict[tuple, Activity] = {}
    for meeting in s.activities(Activity.Kind.DEPARTMENT_MEETING):
        first.setdefault((meeting.department_id, meeting.department_id or meeting.pk), meeting)
    return list(first.values())
