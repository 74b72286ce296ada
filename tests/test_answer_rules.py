"""What the rules of an item ask of its answer: formula, evidence, nil return, the four parts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import attaching, evidence, filling
from campaigns.completeness import missing_in
from campaigns.models import Answer, AnswerKind, CheckItem, SelfCheck
from tests.test_fill_queries import FRAME
from tests.test_filling import AUTO, saved, signed_in, typed, url
from tests.world import phase, start, submit

TWO_THIRDS = {"answer_type": "数值（应到／实到）", "formula": "实到×3≥应到×2"}


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def ruled(world, no: int = 1, **fields) -> CheckItem:
    CheckItem.objects.filter(pk=world.item(no).pk).update(**fields)
    return world.item(no)


def attached(world, answer: Answer) -> Answer:
    sheet = world.sheet()
    upload = SimpleUploadedFile("记录.pdf", b"%PDF-1.7\n1 0 obj\n")
    kept = evidence.store(upload, sheet.campaign, sheet.department, by=world.head)
    attaching.attach(answer, kept, by=world.head)
    return Answer.objects.get(pk=answer.pk)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("判断", AnswerKind.JUDGEMENT),
        ("抽样（时限）", AnswerKind.SAMPLE),
        ("计数（应学／实学）", AnswerKind.COUNT),
        ("数值（次／月）", AnswerKind.NUMBER),
        ("零报告（限定范围）", AnswerKind.NIL),
        ("零报告（抽样）", AnswerKind.NIL),
        ("系统取数", AnswerKind.JUDGEMENT),
        ("", AnswerKind.JUDGEMENT),
    ],
)
def test_the_word_of_the_column_names_the_kind(word, kind):
    assert CheckItem(answer_type=word).kind == kind


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ({"sample_n": 9, "sample_ok": 6}, ""),
        ({"sample_n": 9, "sample_ok": 5}, "所填数量不满足判定公式"),
        ({"sample_n": 9}, "请填写公式所需的各个数量"),
        ({}, "请填写计数"),
    ],
)
def test_a_compliant_answer_meets_the_formula(world, sheet, numbers, missing):
    item = ruled(world, **TWO_THIRDS)
    assert missing_in(item, saved(world, **numbers)) == missing


@pytest.mark.parametrize("result", ["no", "note", "na"])
def test_only_a_plain_compliant_answer_is_held_against_the_formula(world, sheet, result):
    item = ruled(world, **TWO_THIRDS)
    answer = saved(world, result=result, text="一次会议未达到", sample_n=9, sample_ok=5)
    assert missing_in(item, answer) == ""


def test_numbers_that_do_not_meet_the_formula_block_the_sheet(world, sheet):
    ruled(world, no=2, **TWO_THIRDS)
    numbers = {"sample_n": 9, "sample_ok": 5}
    with pytest.raises(filling.NotAllowed) as caught:
        submit(world, _2=numbers)
    assert [reason.text for reason in caught.value.reasons] == ["第2项：所填数量不满足判定公式"]


def test_the_formula_stands_under_its_numbers(world, sheet):
    ruled(world, **TWO_THIRDS)
    client = signed_in(world.head)
    page = client.get(url()).content.decode()
    assert "实到×3≥应到×2" in page and "8×3" not in page
    saved(world, sample_n=10, sample_ok=8)
    page = client.get(url()).content.decode()
    assert "8×3≥10×2（24≥20）" in page
    assert '<span data-verdict="yes">' in page and '<span data-verdict="no" hidden>' in page


def test_what_was_typed_for_the_numbers_comes_back_even_if_it_is_none(world, sheet):
    ruled(world, **TWO_THIRDS)
    response = signed_in(world.head).post(url(), typed(sample_n="九", sample_ok="-1"))
    assert response.status_code == 422
    assert "data-filled></output>" in response.content.decode()


@pytest.mark.parametrize(
    ("rule", "contents", "missing"),
    [
        ("always", {"result": "ok"}, "请附佐证材料"),
        ("always", {"result": "no", "text": "缺"}, "请附佐证材料"),
        ("always", {"result": "note", "text": "两项延期"}, "请附佐证材料"),
        ("always", {"result": "na", "text": "无此业务"}, ""),
        ("on_no", {"result": "ok"}, ""),
        ("on_no", {"result": "no", "text": "缺"}, "请附佐证材料"),
        ("never", {"result": "no", "text": "缺"}, ""),
        ("", {"result": "no", "text": "缺"}, ""),
    ],
)
def test_evidence_is_asked_for_by_the_rule_of_the_item(world, sheet, rule, contents, missing):
    item = ruled(world, evidence_rule=rule)
    answer = saved(world, **contents)
    assert missing_in(item, answer) == missing
    assert missing_in(item, attached(world, answer)) == ""


def test_a_nil_return_carries_method_sample_and_evidence_where_the_item_says_so(world, sheet):
    item = ruled(world, answer_type="零报告（抽样）", evidence_rule="always")
    assert missing_in(item, saved(world, methods="")) == "请选择检查方法"
    assert missing_in(item, saved(world, version=1)) == "请填写抽查数量"
    answer = saved(world, version=2, sample_n=30, sample_ok=30)
    assert missing_in(item, answer) == "请附佐证材料"
    assert missing_in(item, attached(world, answer)) == ""


def test_a_nil_item_says_what_its_answer_declares(world, sheet):
    ruled(world, answer_type="零报告")
    client = signed_in(world.head)
    page = client.get(url()).content.decode()
    assert "符合（零报告）" in page and "未发现此类情形" in page
    assert "符合（零报告）" not in client.get(url(2)).content.decode()


def test_the_autosave_knows_the_evidence_in_eight_statements(world, sheet):
    ruled(world, evidence_rule="always")
    saved(world, no=3)
    answer = saved(world)
    client = signed_in(world.head)
    said = client.post(url(), typed(version="1", text="一"), headers=AUTO).json()
    assert said["missing"] == "请附佐证材料"
    attached(world, answer)
    with CaptureQueriesContext(connection) as spent:
        form = typed(version="2", result="no", text="二")
        said = client.post(url(), form, headers=AUTO).json()
    kinds = [query["sql"].lstrip("(").split(" ")[0] for query in spent.captured_queries]
    assert (said["missing"], len([kind for kind in kinds if kind not in FRAME])) == ("", 8)


def test_standard_exceptions_and_examples_stand_beside_the_item(world, sheet):
    ruled(
        world,
        exceptions="因公外出已补学的除外",
        good_example="抽查12份，均有审批单",
        bad_example="已落实，情况良好",
        evidence_rule="on_no",
        evidence_hint="审批单",
    )
    page = signed_in(world.head).get(url()).content.decode()
    for words in ("因公外出已补学的除外", "抽查12份，均有审批单", "已落实，情况良好", "不符合时附"):
        assert words in page


def test_of_the_four_parts_only_the_problem_blocks_and_the_office_sees_the_rest(world, sheet):
    submit(world, _2={"result": "no", "text": "资料不全", "cause": "重视不够"})
    answer = Answer.objects.get(selfcheck=sheet, item__no=2)
    assert answer.missing_parts == ["责任", "拟采取措施"]
    phase(world, "analysis").begin(by=world.clerk)
    office = signed_in(world.clerk).get("/campaigns/spring/review/SALES/2/").content.decode()
    assert "尚缺：责任、拟采取措施" in office
    other = signed_in(world.clerk).get("/campaigns/spring/review/SALES/1/").content.decode()
    assert "data-missing-parts" not in other


def test_an_item_is_edited_with_its_rules(world):
    client = signed_in(world.clerk)
    item = world.item(1)
    form = {"text": item.text, "answer_type": "数值（应到／实到）", "evidence_rule": "always"}
    refused = client.post(item.get_absolute_url(), {**form, "formula": "出席×3≥应到×2"})
    assert refused.status_code == 422
    assert "“出席”不是可填数量：应到、实到。" in refused.content.decode()
    more = {"formula": "实到×3≥应到×2", "exceptions": "例外", "good_example": "好"}
    assert client.post(item.get_absolute_url(), {**form, **more}).status_code == 302
    item = world.item(1)
    assert (item.formula, item.evidence_rule, item.exceptions, item.good_example) == (
        "实到×3≥应到×2",
        "always",
        "例外",
        "好",
    )
