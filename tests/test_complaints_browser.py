"""Complaint figures in a real browser: a file put right and imported, a cause that becomes a
finding; the pages on a phone and at a desk."""

import pytest

from findings import complaints, survey_inviting, survey_mailing
from findings.models import ComplaintCount, ComplaintRules, Finding
from organization.registers import KIND, workbook
from tests.access.complaints import counted
from tests.surveying import opened
from tests.test_complaint_import import HEAD, JANUARY
from tests.test_screens_browser import faults
from tests.test_survey_mailing import LIST
from tests.world import make_world, start

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
AT = "/campaigns/spring/complaints/"


def upload(n) -> dict:
    contents = workbook("投诉统计", HEAD, [[*JANUARY, "服务态度", n, 100]])
    return {"name": "一月.xlsx", "mimeType": KIND, "buffer": contents}


def test_a_file_is_put_right_imported_and_a_cause_becomes_a_finding(site, visitor):
    start(make_world())
    office = visitor("clerk", width=PHONE)
    page = office.open(AT)
    page.get_by_role("link", name="导入").click()
    for n, seen in (("六", "投诉统计!E2"), (6, "将导入1个统计期")):
        page.locator("[name=file]").first.set_input_files(upload(n))
        office.act("complaint_import")
        office.sees(seen)
    office.act("confirm_complaints")
    office.sees("已导入1个统计期")
    office.act("put_complaints_forward")
    office.sees("待汇总梳理")
    page.get_by_role("link", name="去汇总梳理").click()
    page.locator("button[name=only]").first.click()
    office.sees("投诉统计")
    finding = Finding.objects.get()
    assert finding.sources.get().complaint == ComplaintCount.objects.get()


def test_the_pages_are_accessible_and_never_too_wide(site, visitor):
    world = make_world()
    counted(world)
    rules = {"level": "升级投诉", "causes": "服务态度\n网络故障", "rhythm": "month"}
    ComplaintRules.of(world.campaign).change(by=world.clerk, **rules)
    complaints.put_forward(ComplaintCount.objects.first(), by=world.clerk)
    survey = opened(world, entrance="invited")
    survey_inviting.invite(survey, LIST, by=world.clerk)
    survey_mailing.send(survey, again=False, by=world.clerk)
    office = visitor("clerk")
    page = office.open(f"{AT}import/")
    page.locator("[name=file]").first.set_input_files(upload(6))
    office.act("complaint_import")
    office.sees("将导入1个统计期")
    preview = page.url.removeprefix(office.site)
    pages = [AT, f"{AT}rules/", f"{AT}new/", f"{AT}import/", preview,
             f"/campaigns/spring/surveys/{survey.number}/invitations/",
             "/campaigns/spring/findings/consolidate/"]  # fmt: skip
    found = {
        f"{one} {width}": faults(office, one, width) for one in pages for width in (PHONE, DESK)
    }
    assert {one: wrong for one, wrong in found.items() if wrong} == {}
