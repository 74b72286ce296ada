"""传达签阅单: every name with signature and time, and room for who has still to sign."""

from datetime import timedelta

import pypdfium2
import pytest

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Receipt
from organization import clock
from organization.models import Event
from reports.views import sheets
from tests.visiting import get, text, visit
from tests.world import DAY, at


@pytest.fixture
def sent(world):
    """Signed by the head in time, by the member a day later; one is exempt, one has not signed."""
    launch.launch(world.campaign, by=world.clerk)
    people = [world.head, world.member, world.employee, world.service_head]
    words = {"title": "《示例通知》", "organiser": "监督室", "on": DAY}
    made = circulating.send_round(world.campaign, To(people=people), by=world.clerk, **words)
    for account, day in (("head", DAY), ("member", DAY + timedelta(days=1))):
        with clock.at(at(day)):
            receipt = Receipt.objects.get(person=world.people[account])
            receipt.sign(receipt.person.name, by=receipt.person)
    Receipt.objects.get(person=world.employee).exempt("外出学习", by=world.clerk)
    return made


def lines(page) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./td")] for row in page.xpath("//article//tbody/tr")]


def test_the_sheet_says_who_signed_when(sent):
    page = get("clerk", "circulation_sheet", "spring", sent.pk)
    assert lines(page) == [
        ["1", "销售部", "销售部负责人", "销售部负责人", "3月2日 10:00", ""],
        ["2", "销售部", "销售部填报人", "销售部填报人", "3月3日 10:00", "补签"],
        ["3", "服务部", "服务部负责人", "", "", ""],
        ["4", "旁观部", "旁观部员工", "", "", "免签：外出学习"],
    ]
    said = text(page.xpath("//article")[0])
    assert "应签阅3人，已签阅2人（其中补签1人），免签1人，传达面66.7%" in said


def test_a_department_prints_its_own(sent):
    page = get("clerk", "circulation_sheet", "spring", sent.pk, query="?department=SERVICE")
    assert [row[2] for row in lines(page)] == ["服务部负责人"]
    page = get("service_head", "circulation_sheet", "spring", sent.pk)
    assert [row[2] for row in lines(page)] == ["服务部负责人"]


def test_it_is_a_pdf_and_a_word_file(sent):
    address = f"{sent.get_absolute_url()}sheet/"
    pdf = visit("clerk").get(f"{address}pdf/")
    said = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_bounded()
    assert "传达签阅单" in said
    assert "销售部填报人" in said
    assert visit("clerk").get(f"{address}docx/").content[:2] == b"PK"
    assert Event.objects.filter(kind="circulation.printed").count() == 2


def test_a_very_long_sheet_is_printed_by_department(sent, monkeypatch):
    monkeypatch.setattr(sheets, "LONGEST", 2)
    page = get("clerk", "circulation_sheet", "spring", sent.pk)
    assert "请按部门打印" in text(page.xpath("//main")[0])
    assert visit("clerk").get(f"{sent.get_absolute_url()}sheet/pdf/").status_code == 400
    page = get("clerk", "circulation_sheet", "spring", sent.pk, query="?department=SALES")
    assert len(lines(page)) == 2
