"""Items that name more than two numbers: 应到, 实到, 同意 on the form, on paper and offline."""

import pytest
from django.urls import reverse

from campaigns import counts
from campaigns.completeness import missing_in
from campaigns.models import Answer, CheckItem
from campaigns.offline_merge import apply
from tests.offline import downloaded, filled, merged
from tests.test_filling import AUTO, answer, saved, signed_in, typed, url
from tests.world import start, submit

BALLOT = {
    "answer_type": "数值（应到／实到／同意）",
    "formula": "实到×3≥应到×2；同意×2>应到",
}
MET = {"sample_n": "9", "sample_ok": "7", "count_3": "6"}
KEPT = {"sample_n": 9, "sample_ok": 7, "counts": {"同意": 6}}


@pytest.fixture
def sheet(world):
    CheckItem.objects.filter(pk=start(world).item(1).pk).update(**BALLOT)
    return world.sheet()


@pytest.mark.parametrize(
    ("answer_type", "names"),
    [
        ("数值（应到／实到／同意）", ("应到", "实到", "同意")),
        ("计数（应到／实到）", ("应到", "实到")),
        ("数值（应发／已收／已办／办结／满意／不满意／弃权）", "应发 已收 已办 办结 满意 不满意"),
        ("计数（应到／实到／实到）", ("应到", "实到")),
        ("数值（次／月）", ()),
        ("判断", ()),
    ],
)
def test_the_item_names_its_numbers(answer_type, names):
    expected = tuple(names.split()) if isinstance(names, str) else names
    assert counts.count_names(answer_type) == expected


@pytest.mark.parametrize(
    ("typed_numbers", "missing"),
    [
        (MET, ""),
        ({**MET, "count_3": "4"}, "所填数量不满足判定公式"),
        ({**MET, "sample_ok": "5"}, "所填数量不满足判定公式"),
        ({**MET, "count_3": ""}, "请填写公式所需的各个数量"),
    ],
)
def test_the_formula_holds_of_all_numbers_or_the_item_is_incomplete(
    world, sheet, typed_numbers, missing
):
    answered = signed_in(world.head).post(url(), typed(**typed_numbers), headers=AUTO)
    assert answered.json()["missing"] == missing
    assert missing_in(world.item(1), answer()) == missing


def test_every_number_has_its_field_and_comes_back(world, sheet):
    client = signed_in(world.head)
    assert client.post(url(), typed(**MET)).status_code == 302
    assert answer().counts == {"同意": 6}
    page = client.get(url()).content.decode()
    for field, value in MET.items():
        assert f'name="{field}" type="number"' in page
        assert page.split(f'name="{field}"')[1].split(">")[0].endswith(f'value="{value}"')
    assert "7×3≥9×2（21≥18）；6×2&gt;9（12&gt;9）" in page


def test_what_was_typed_for_a_further_number_comes_back_even_if_it_is_none(world, sheet):
    response = signed_in(world.head).post(url(), typed(**{**MET, "count_3": "六"}))
    assert response.status_code == 422
    page = response.content.decode()
    assert 'name="count_3" type="number" min="0" inputmode="numeric" value="六"' in page
    assert not Answer.objects.filter(item__no=1).exists()


def test_a_number_of_no_item_is_not_taken(world, sheet):
    signed_in(world.head).post(url(2), typed(**MET))
    assert answer(2).counts == {}


def test_a_further_number_alone_is_a_change_of_its_own(world, sheet):
    client = signed_in(world.head)
    client.post(url(), typed(**MET))
    said = client.post(url(), typed(**{**MET, "version": "1", "count_3": "9"}), headers=AUTO)
    assert (said.json()["version"], answer().counts) == (2, {"同意": 9})
    stale = client.post(url(), typed(**{**MET, "version": "1", "count_3": "8"}), headers=AUTO)
    assert stale.status_code == 409
    assert "同意" in stale.json()["part"] and answer().counts == {"同意": 9}


def test_the_numbers_stand_by_their_names_in_review_and_on_paper(world, sheet):
    submit(world, _1=KEPT)
    review = signed_in(world.clerk).get(reverse("review_item", args=["spring", "SALES", 1]))
    assert "应到 9、实到 7、同意 6" in review.content.decode()
    paper = signed_in(world.clerk).get(reverse("sheet_print", args=["spring", "SALES"]))
    assert "应到 9、实到 7、同意 6" in paper.content.decode()


def test_the_blank_sheet_has_a_line_for_every_number(world, sheet):
    page = signed_in(world.head).get(reverse("sheet_print_blank", args=["spring", "SALES"]))
    assert "同意：＿＿＿" in page.content.decode()


def test_the_workbook_takes_every_number(world, sheet):
    contents = filled(
        world, (1, "result", "符合"), (1, "sample_n", 9), (1, "sample_ok", 7), (1, "count_3", 6)
    )
    found = merged(contents, world.sheet(), world.head)
    assert [one.contents["counts"] for one in found.changes] == [{"同意": 6}]
    assert apply(found, {}, by=world.head) == 1
    assert (answer().sample_n, answer().sample_ok, answer().counts) == (9, 7, {"同意": 6})


def test_a_workbook_with_every_number_comes_back_untouched(world, sheet):
    saved(world, **KEPT)
    found = merged(filled(world), world.sheet(), world.head)
    assert (found.changes, found.errors, found.same) == ([], [], 3)


def test_only_the_numbers_an_item_asks_for_are_open_in_the_workbook(world, sheet):
    book = downloaded(world)
    locked = {no: book.cell(no, "count_3").protection.locked for no in (1, 2)}
    hidden = [
        book.page.column_dimensions[book.cell(1, name).column_letter].hidden
        for name in ("count_3", "count_4")
    ]
    told = {rule.prompt for rule in book.page.data_validations.dataValidation if rule.prompt}
    book.book.close()
    assert locked == {1: False, 2: True}
    assert hidden == [False, True]
    assert {"应到", "实到", "同意"} < told


def test_a_number_nobody_asked_for_is_an_error_of_its_cell(world, sheet):
    found = merged(filled(world, (2, "count_3", 6)), world.sheet(), world.head)
    assert len(found.errors) == 1 and "没有这一数量" in str(found.errors[0])
    assert found.changes == []
