"""Complaint statistics: the office enters and corrects, inspectors and leaders read."""

from datetime import date

from findings import complaints
from findings.models import ComplaintPeriod
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.world import full_world

READERS = ("inspector", "leader")


def code(world) -> list:
    return [world.campaign.code]


def one(world) -> list:
    return [world.campaign.code, ComplaintPeriod.objects.first().pk]


def counted(world) -> None:
    """Two periods, so that one has another before it."""
    full_world(world)
    for month, counts in ((1, {"服务态度": 6}), (2, {"服务态度": 3, "工作差错": 7})):
        complaints.enter(
            world.campaign,
            by=world.clerk,
            level="升级投诉",
            starts_on=date(2026, month, 1),
            ends_on=date(2026, month, 28),
            total=100,
            counts=counts,
        )


def period(world) -> dict:
    return {
        "level": "升级投诉",
        "starts_on": "2026-03-01",
        "ends_on": "2026-03-31",
        "total": "100",
        "n_0": "20",
    }


def correction(world) -> dict:
    return {"total": "90", "n_0": "20", "reason": "漏录一件"}


ROWS = [
    Row("complaints", who(OVERSEERS, 200), args=code, note="none"),
    Row("complaints", who(OVERSEERS, 200), args=code, ready=counted),
    Row("complaints_export", who(OVERSEERS, 200), args=code, ready=counted),
    Row("new_complaints", who(OFFICE, 200, READERS), args=code),
    Row("new_complaints", who(OFFICE, 302, READERS), args=code, form=period),
    Row("correct_complaints", who(OFFICE, 200, READERS), args=one, ready=counted),
    Row("correct_complaints", who(OFFICE, 302, READERS), args=one, ready=counted, form=correction),
]
