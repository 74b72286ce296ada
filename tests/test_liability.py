"""责任认定与责任追究: apart from who puts it right; read by the office and the leaders alone."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from findings import liability, opinions
from findings.consolidation import report_finding
from findings.models import Consequence, ConsequenceEvidence, Finding, Liability
from organization.models import NotAllowed
from tests.access.selfcheck import pdf
from tests.signed_in import at_browser
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import DAY, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def determine(world, **more) -> None:
    fields = {"degree": "direct", "post": "资料管理岗", "department": world.departments["SALES"].pk}
    post("clerk", "add_liability", "spring", 1, **{**fields, "grounds": "未按规定登记", **more})


def test_it_is_read_by_the_office_and_the_leaders_alone(world):
    determine(world)
    for person in ("clerk", "leader"):
        assert "资料管理岗" in text(get(person, "finding", "spring", 1))
    for person in ("inspector", "head"):
        page = text(get(person, "finding", "spring", 1))
        assert "资料管理岗" not in page and "责任认定" not in page


def test_the_same_is_not_determined_twice(world):
    determine(world)
    fields = {"degree": "direct", "post": "资料管理岗", "department": world.departments["SALES"].pk}
    post("clerk", "add_liability", "spring", 1, status=409, **fields)
    determine(world, degree="leading")
    assert Liability.objects.count() == 2


def test_withdrawn_it_is_gone_and_the_log_keeps_that_it_was_there(world):
    determine(world)
    post("clerk", "remove_liability", "spring", 1, Liability.objects.get().pk)
    assert not Liability.objects.exists()
    assert "撤销责任认定" in text(get("auditor", "events"))


def test_nobody_determines_in_the_own_department(world):
    with pytest.raises(NotAllowed, match="本部门"):
        liability.hold_liable(
            Finding.objects.get(), "direct", "专员", by=world.clerk,
            department=world.departments["OFFICE"],
        )  # fmt: skip


def test_a_self_found_finding_needs_the_department_only(world):
    post("clerk", "consolidation_rules", "spring", liability_first="on", feedback_days=3)
    said = {"channel": "hotline", "category": "complaint", "said_on": DAY, "text": "等待过久"}
    complaint = opinions.write_down(world.campaign, by=world.clerk, **said)
    own = report_finding(world.campaign, [], by=world.clerk, title="自查的")
    heard = report_finding(world.campaign, [complaint], by=world.clerk)
    own.confirm(by=world.clerk)
    with pytest.raises(NotAllowed, match="责任认定"):
        heard.confirm(by=world.clerk)
    sales = world.departments["SALES"]
    liability.hold_liable(heard, "direct", "窗口岗", by=world.clerk, department=sales)
    heard.confirm(by=world.clerk)


def followed(world, **more) -> None:
    sales = world.departments["SALES"].pk
    fields = {"kind": "appraisal", "department": sales, "text": "扣绩效分", "on": "2026-03-02"}
    post("clerk", "add_consequence", "spring", 1, **{**fields, "points": "2.5", **more})


def test_the_score_of_each_department_is_exported(world):
    followed(world)
    followed(world, kind="talk", points="1")
    page = get("leader", "consequences", "spring")
    first = page.xpath("//table/tbody/tr")[0]
    assert [text(cell) for cell in first.xpath("td")] == ["销售部", "1", "2", "3.5"]
    book = load_workbook(BytesIO(at_browser("leader").get(
        "/campaigns/spring/accountability/export/").content))  # fmt: skip
    assert list(book.active.iter_rows(values_only=True)) == [
        ("部门", "问题", "责任追究次数", "考核扣分"),
        ("销售部", 1, 2, 3.5),
        ("服务部", 0, 0, 0),
    ]


def test_a_form_is_read_through_the_result_alone(world):
    followed(world, kind="talk", files=pdf())
    use = ConsequenceEvidence.objects.get()
    address = f"/campaigns/spring/accountability/files/{use.pk}/"
    plain = f"/campaigns/spring/evidence/{use.evidence_id}/"
    asked = {name: at_browser(name).get(address).status_code for name in ("leader", "inspector")}
    assert asked == {"leader": 200, "inspector": 403}
    for name in ("inspector", "head", "leader"):
        assert at_browser(name).get(plain).status_code == 404


def test_results_belong_to_a_confirmed_finding(world):
    made = report_finding(world.campaign, [], by=world.clerk, title="未认定")
    sales = world.departments["SALES"]
    with pytest.raises(NotAllowed):
        liability.draw_consequence(
            made, by=world.clerk, kind="talk", text="谈话", department=sales, on=date(2026, 3, 2)
        )
    assert not Consequence.objects.exists()


def test_what_followed_has_happened(world):
    fields = {"kind": "talk", "department": world.departments["SALES"].pk, "text": "谈话"}
    sent = post("clerk", "add_consequence", "spring", 1, status=422, points=0,
                on="2999-01-01", **fields)  # fmt: skip
    assert "尚未到来" in text(sent.page.get_element_by_id("id_on_error"))
    assert not Consequence.objects.exists()


def test_one_post_is_typed_and_none_taken_over(world):
    Finding.objects.update(responsibility="经办岗位负直接责任，部门负责人负主管责任")
    page = get("clerk", "add_liability", "spring", 1)
    assert not page.get_element_by_id("id_post").get("value")
    assert "经办岗位负直接责任" in text(page.get_element_by_id("id_post_helptext"))
    assert page.xpath("//input[@name='degree']/@value") == Liability.Degree.values


def test_points_are_not_given(world):
    sales = world.departments["SALES"].pk
    fields = {"kind": "talk", "department": sales, "text": "谈话", "on": "2026-03-02"}
    post("clerk", "add_consequence", "spring", 1, status=422, points="-1", **fields)
    assert liability.scores(world.campaign, world.leader)[0].points == Decimal(0)


def test_the_words_of_the_campaign_are_chosen_from(world):
    post("clerk", "consolidation_rules", "spring", natures="制度建设\n制度执行", feedback_days=3)
    page = get("clerk", "change_finding", "spring", 1)
    options = page.xpath("//select[@name='nature']/option/@value")
    assert options == ["", "制度建设", "制度执行"]
    row = Finding.objects.get()
    fields = {"version": row.version, "title": row.title, "track": row.track, "problem": "资料不全",
              "cause_kinds": ["execution", "people"]}  # fmt: skip
    post("clerk", "change_finding", "spring", 1, status=422, nature="别的", **fields)
    post("clerk", "change_finding", "spring", 1, nature="制度执行", **fields)
    row = Finding.objects.get()
    assert (row.nature, row.cause_kinds) == ("制度执行", ["execution", "people"])
    assert "执行：有制度未执行" in text(get("clerk", "finding", "spring", 1))
