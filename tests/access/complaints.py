"""Complaint statistics: the office enters and corrects, inspectors and leaders read."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import import_shelf
from findings import complaints
from findings.complaint_import import ComplaintDraft, PeriodDraft
from findings.models import ComplaintCount, ComplaintPeriod
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


def count(world) -> list:
    return [world.campaign.code, ComplaintCount.objects.order_by("pk").first().pk]


def put_forward(world) -> None:
    counted(world)
    complaints.put_forward(ComplaintCount.objects.order_by("pk").first(), by=world.clerk)


def kept(world) -> list:
    """A file read and not yet confirmed."""
    march = PeriodDraft(2, "升级投诉", "2026-03-01", "2026-03-31", 30, {"服务态度": 5})
    draft = ComplaintDraft(world.campaign.code, "三月.xlsx", [march])
    return [world.campaign.code, import_shelf.put(draft, by=world.clerk)]


def sheet(world) -> dict:
    text = (
        "投诉层级,起始日,截止日,原因,件数,投诉总数\n升级投诉,2026-03-01,2026-03-31,服务态度,5,30\n"
    )
    return {"file": SimpleUploadedFile("三月.csv", text.encode())}


def settings(world) -> dict:
    return {"level": "升级投诉", "causes": "服务态度\n网络故障", "rhythm": "month"}


def nothing(world) -> dict:
    return {"x": "x"}


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
    Row("complaint_rules", who(OFFICE, 200, READERS), args=code),
    Row("complaint_rules", who(OFFICE, 302, READERS), args=code, form=settings),
    Row("complaint_import", who(OFFICE, 200, READERS), args=code),
    Row("complaint_import", who(OFFICE, 302, READERS), args=code, form=sheet),
    Row("complaint_import", who(OFFICE, 422, READERS), args=code, form=nothing, note="no file"),
    Row("complaint_template", who(OFFICE, 200, READERS), args=code),
    Row("complaint_preview", who(OFFICE, 200, READERS), args=kept),
    Row("confirm_complaints", who(OFFICE, 302, READERS), args=kept, form=nothing),
    Row(
        "put_complaints_forward",
        who(OFFICE, 302, READERS),
        args=count,
        ready=counted,
        form=nothing,
    ),
    Row(
        "take_complaints_back",
        who(OFFICE, 302, READERS),
        args=count,
        ready=put_forward,
        form=nothing,
    ),
]
