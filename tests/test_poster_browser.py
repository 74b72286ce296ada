"""The poster on the wall, from the phone: choose, photo, save; and the pages beside it."""

import pytest

from campaigns import inspecting, launch, planned_activities, registers
from campaigns.models import Activity, PlannedActivity
from organization import clock
from tests.test_screens_browser import faults
from tests.world import DAY, at, phase

pytestmark = pytest.mark.browser

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99="
    b"\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
PHOTO = {"name": "海报.png", "mimeType": "image/png", "buffer": PNG}
AT = "/campaigns/spring/"


@pytest.fixture
def running(world, site):
    """Phases that reach up to today; one site, a poster to put up, an inspection a month."""
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    row.ends_on = clock.today()
    row.save()
    row.begin(by=world.clerk)
    sales = world.departments["SALES"]
    registers.add_sites(
        world.campaign, ["一号营业厅"], kind="own", department=sales, by=world.clerk
    )
    fields = {"kind": "publicity", "medium": "poster", "title": "张贴海报", "planned_on": DAY}
    world.planned = planned_activities.plan(
        row, by=world.clerk, department=sales, owner=world.member, **fields
    )
    with clock.at(at(DAY)):
        world.plan = inspecting.plan(
            world.campaign, by=world.clerk, title="执行情况检查", starts_on=DAY,
            owner=world.clerk, subjects=["任务落实情况"],
        )  # fmt: skip
    sections = ["progress", "activities", "rules", "channels", "results"]
    registers.put_up(world.campaign, by=world.clerk, text="公示", sections=sections, is_up=True)
    return world


def test_who_hangs_the_poster_chooses_takes_a_photo_and_saves(running, visitor):
    member = visitor(width=360)
    member.sign_in("member")
    member.open(f"{AT}publicity/new/")
    member.page.get_by_text("张贴海报", exact=True).click()
    member.page.get_by_text("一号营业厅").click()
    member.page.locator("#files").set_input_files([PHOTO])
    member.act("note_publicity")
    member.sees("已登记活动记录")
    row = Activity.objects.get()
    assert (row.medium, row.sites.count(), row.evidence_uses.count()) == ("poster", 1, 1)
    assert member.problems == []


def test_what_is_planned_is_done_from_the_home_page(running, visitor):
    member = visitor(width=360)
    member.sign_in("member")
    member.page.get_by_text("拍照登记").first.click()
    member.page.locator("#files").set_input_files([PHOTO])
    member.act("do_activity")
    member.sees("已完成，并记入工作纪实")
    assert PlannedActivity.objects.get().status == "done"
    assert member.problems == []


def test_the_pages_are_accessible_and_never_too_wide(running, visitor):
    planned, inspection = running.planned.pk, running.plan.inspections.get().pk
    pages = {
        "clerk": [
            *(AT, f"{AT}timeline/", f"{AT}mobilization/", f"{AT}planned/new/"),
            *(f"{AT}inspections/", f"{AT}inspections/new/", f"{AT}inspections/{inspection}/"),
            *(f"{AT}rules/", f"{AT}channels/", f"{AT}sites/", f"{AT}board/change/"),
        ],
        "member": [f"{AT}planned/{planned}/", f"{AT}publicity/new/", f"{AT}inspections/"],
        "employee": ["/campaigns/", f"{AT}board/"],
    }
    wrong = {}
    for account, addresses in pages.items():
        person = visitor()
        person.sign_in(account)
        for address in addresses:
            for width in (1280, 360):
                if found := faults(person, address, width):
                    wrong[f"{account} {address} {width}"] = found
        person.close()
    assert wrong == {}
