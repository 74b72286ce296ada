"""Filling a sheet offline: the workbook."""

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import import_shelf
from campaigns.offline_reading import read
from campaigns.offline_workbook import workbook
from organization.models import Person
from tests.access.row import Row
from tests.access.selfcheck import DEPARTMENT, OVERSEERS, begun, sales, submitted, who


def uploaded(world) -> None:
    """As begun, and the head uploaded a workbook."""
    begun(world)
    filled = read(workbook(world.sheet(), by=world.head), world.sheet())
    world.token = import_shelf.put(filled, by=world.head)


def upload(world) -> list:
    return [*sales(world), world.token]


def file(world) -> dict:
    contents = workbook(world.sheet(), by=Person.objects.get(account="head"))
    return {"file": SimpleUploadedFile("填报表.xlsx", contents)}


ROWS = [
    Row("workbook", who(DEPARTMENT, 200, OVERSEERS), args=sales, ready=begun),
    Row("workbook", who(DEPARTMENT, 302, OVERSEERS), args=sales, form=file, ready=begun),
    Row(
        "workbook",
        who(DEPARTMENT, 409, OVERSEERS),
        args=sales,
        form=file,
        ready=submitted,
        note="submitted",
    ),
    Row("workbook_download", who(DEPARTMENT, 200, OVERSEERS), args=sales, ready=begun),
    Row(
        "workbook_preview",
        who(("head",), 200, OVERSEERS),
        args=upload,
        ready=uploaded,
        note="the member uploaded nothing",
    ),
    Row(
        "workbook_apply",
        who((), 302, OVERSEERS, head=409, member=409),
        args=upload,
        form=lambda world: {"digest": "of another preview"},
        ready=uploaded,
    ),
]
