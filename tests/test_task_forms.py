"""延期申请审批表、整改验收表: filled from the records, with room for what is signed by hand."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile

from organization import clock
from rectification import extending, planning
from rectification.models import Acceptance, Extension, Measure, Task
from reports import task_forms
from reports.document import Document, Table, plain
from tests.stage import staged
from tests.visiting import get, text, visit
from tests.world import at, full_world

DUE = date(2026, 3, 20)
LATER = date(2026, 4, 10)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(date(2026, 3, 18))):
        yield scene()


def task() -> Task:
    return Task.objects.select_related("campaign", "department", "measure__finding").get()


def ask(world, **fields) -> Extension:
    fields = {"by": world.head, "reason": "厂家排期推迟", **fields}
    return extending.ask(task(), fields.pop("to", LATER), **fields)


def hand_in(world) -> None:
    task().report_progress("已补齐", 100, by=world.member, documents=[{"title": "台账管理细则"}])
    task().submit(by=world.head)


def rows(document: Document) -> dict[str, str]:
    found = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    return {plain(row[0]): plain(row[1]) for row in found}


def points(document: Document) -> list[tuple[str, ...]]:
    [table] = [b for b in document.blocks if isinstance(b, Table) and b.key == "points"]
    return [tuple(map(plain, row)) for row in table.rows]


def test_what_is_asked_leaves_the_decision_to_be_signed(world):
    task().report_progress("已补一半", 50, by=world.member)
    told = rows(task_forms.extension_paper(ask(world)))
    assert told["原定时限"] == "2026年3月20日"
    assert told["申请延期至"] == "2026年4月10日"
    assert told["延期理由"] == "厂家排期推迟"
    assert told["目前进展"] == "2026年3月18日：已补一半（50%）"
    assert told["部门负责人意见"].startswith("同意申请。\n销售部负责人")
    assert "签字" in told["办公室意见"]
    assert "审批人（签字）" in told["分管领导意见"]


def test_of_a_member_who_asks_the_head_signs(world):
    told = rows(task_forms.extension_paper(ask(world, by=world.member)))
    assert "部门负责人（签字）" in told["部门负责人意见"]


def test_a_granted_one_says_who_and_when(world):
    row = ask(world)
    extending.approve(row, by=world.leader, answer="确有客观原因")
    told = rows(task_forms.extension_paper(Extension.objects.get()))
    assert told["分管领导意见"] == (
        "同意延期至2026年4月10日。确有客观原因。\n总经理　2026年3月18日"
    )


def test_a_refused_one_and_the_second_one_of_the_chair(world):
    extending.refuse(ask(world), by=world.leader, answer="抓紧完成")
    second = ask(world)
    document = task_forms.extension_paper(second)
    assert document.title == "整改延期申请审批表（第二次申请）"
    told = rows(document)
    assert "组长审批意见" in told
    first = rows(task_forms.extension_paper(Extension.objects.first()))
    assert first["分管领导意见"].startswith("不同意延期。抓紧完成。")


def test_after_an_extension_both_deadlines_are_named(world):
    extending.approve(ask(world), by=world.leader, answer="同意")
    told = rows(task_forms.extension_paper(ask(world, to=date(2026, 5, 10))))
    assert (told["原定时限"], told["申请前时限"]) == ("2026年3月20日", "2026年4月10日")


def test_a_withdrawn_one_says_so(world):
    row = ask(world)
    extending.withdraw(row, by=world.head)
    told = rows(task_forms.extension_paper(Extension.objects.get()))
    assert told["分管领导意见"] == "申请部门已撤回申请。"


def test_a_blank_to_take_along_names_the_points(world):
    Measure.objects.update(standard="台账逐项登记；登记有签名\n按月核对")
    hand_in(world)
    document = task_forms.acceptance_paper(task())
    assert [point for _n, point, _state in points(document)] == [
        "台账逐项登记",
        "登记有签名",
        "按月核对",
    ]
    assert points(document)[0][2] == "□达到　□未达到"
    told = rows(document)
    assert told["验收结论"].startswith("□通过")
    assert told["整改成果"] == "《台账管理细则》"


def test_a_passed_one_has_conclusion_and_grade(world):
    hand_in(world)
    planning.accept(task(), by=world.inspector, method="现场查看", grade="good", text="属实")
    document = task_forms.acceptance_paper(task(), Acceptance.objects.get())
    told = rows(document)
    assert told["验收方式"] == "现场查看"
    assert told["验收结论"] == "通过（等次：好）"
    assert told["验收意见"] == "属实"
    assert points(document)[0][2] == "达到"


def test_one_that_was_not_passed_names_what_was_fake(world):
    hand_in(world)
    planning.send_back(task(), by=world.inspector, text="缺少签名", grade="poor", fakes=["words"])
    document = task_forms.acceptance_paper(task(), Acceptance.objects.get())
    told = rows(document)
    assert told["验收结论"] == "不通过，退回继续整改（等次：差）"
    assert "虚假整改情形" in told
    assert points(document)[0][2] == "□达到　□未达到"
    assert task_forms.acceptance_paper(task()).title == "整改验收表（第二次验收）"


def test_what_was_reported_after_an_acceptance_is_not_on_its_form(world):
    hand_in(world)
    with clock.at(at(date(2026, 3, 18), 15)):
        planning.send_back(task(), by=world.inspector, text="缺少签名", grade="poor")
    with clock.at(at(date(2026, 3, 18), 16)):
        task().report_progress("签名已补齐", 100, by=world.member)
    first = rows(task_forms.acceptance_paper(task(), Acceptance.objects.get()))
    assert first["完成情况"] == "2026年3月18日：已补齐（100%）"
    assert "签名已补齐" in rows(task_forms.acceptance_paper(task()))["完成情况"]


def test_a_restricted_finding_keeps_its_title(world):
    hand_in(world)
    finding = task().measure.finding
    type(finding).objects.update(restricted=True)
    told = rows(task_forms.acceptance_paper(task()))
    assert told["整改事项"].startswith(f"问题{finding.number}\n")


def test_the_page_of_the_task_leads_to_the_forms(world):
    row = ask(world)
    page = get("head", "task", "spring", task().pk)
    assert page.xpath(f'//a[contains(@href, "/extensions/{row.pk}/form/")]')
    extending.withdraw(row, by=world.head)
    hand_in(world)
    page = get("inspector", "task", "spring", task().pk)
    assert page.xpath('//a[contains(@href, "/acceptance-form/")]')
    planning.accept(task(), by=world.inspector, method="现场查看")
    page = get("inspector", "task", "spring", task().pk)
    form = page.xpath('//a[contains(@href, "/acceptances/")]')[0]
    assert "验收表" in text(form)


def test_as_a_word_file(world):
    row = ask(world)
    answer = visit("head").get(f"/campaigns/spring/extensions/{row.pk}/form/docx/")
    words = [p.text for p in WordFile(BytesIO(answer.content)).paragraphs]
    assert "整改延期申请审批表" in words
    assert visit("head").get(f"/campaigns/spring/extensions/{row.pk}/form/odt/").status_code == 404
