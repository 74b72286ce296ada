"""A part of a finding stands beside it, on the page and in the worksheet."""

import pytest

from findings import register
from findings.models import Aspect, Finding
from tests.stage import staged
from tests.visiting import get, text
from tests.world import full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def test_a_part_stands_below_its_finding_whatever_aspect_it_has(world):
    top = Finding.objects.get(number=1)
    aspect = Aspect.objects.create(campaign=world.campaign, name="另一方面")
    for number, fields in ((7, {}), (8, {"parent": top, "aspect": aspect, "status": "part"})):
        status = fields.pop("status", "confirmed")
        Finding.objects.create(
            campaign=world.campaign,
            number=number,
            title=f"第{number}项",
            status=status,
            reported_by=world.clerk,
            department=world.departments["SALES"],
            **fields,
        )
    shown = [int(number) for number in numbers(get("clerk", "findings", "spring"))]
    assert shown.index(8) == shown.index(1) + 1
    exported = [row[0] for row in register.rows(Finding.objects.exclude(status="merged"))]
    assert exported.index(8) == exported.index(1) + 1
    [note] = [row[-1] for row in register.rows(Finding.objects.filter(number=8))]
    assert note == "问题1的分项，不单独计数"


def numbers(page) -> list[str]:
    """The numbers in the order of the list."""
    return [text(cell) for cell in page.xpath("//td[@class='num'][1]")]
