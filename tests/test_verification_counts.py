"""An inspector counts what the item names, and a plain 符合 must bear out its formula."""

import pytest
from django.urls import reverse

from campaigns import verification
from campaigns.models import CheckItem, Verification
from organization.models import NotAllowed
from reports.verification_papers import record_paper
from tests.test_filling import signed_in
from tests.world import phase, start, submit

VOTES = {"answer_type": "数值（应到／实到／同意）", "formula": "实到×3≥应到×2；同意×2>应到"}
SEEN = {"result": "ok", "method": "查阅会议记录", "sample_n": "9", "sample_ok": "7", "count_3": "6"}


@pytest.fixture
def opened(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    CheckItem.objects.filter(pk=world.item(2).pk).update(**VOTES)
    return world


def url(name: str = "verify") -> str:
    return reverse(name, args=["spring", "SALES", 2])


def record(world, **seen):
    return signed_in(world.inspector).post(url(), {**SEEN, **seen})


def test_the_numbers_the_item_names_are_recorded_and_shown(opened):
    page = signed_in(opened.inspector).get(url()).content.decode()
    labels = [page.index(f">{name}</label>") for name in ("应到", "实到", "同意")]
    assert labels == sorted(labels)
    assert record(opened).status_code == 302
    row = Verification.objects.get()
    assert (row.sample_n, row.sample_ok, row.counts) == (9, 7, {"同意": 6})
    assert "应到 9、实到 7、同意 6" in signed_in(opened.inspector).get(url()).content.decode()
    paper = record_paper(opened.campaign, opened.departments["SALES"], opened.inspector)
    assert "应到9、实到7、同意6" in str(paper)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        ({"count_3": ""}, "请填写公式所需的各个数量"),
        ({"count_3": "4"}, "所填数量不满足判定公式"),
        ({"sample_ok": "5"}, "所填数量不满足判定公式"),
    ],
)
def test_compliant_is_held_against_the_formula(opened, seen, why):
    answer = record(opened, **seen)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Verification.objects.exists()


def test_the_formula_stands_filled_in_below_the_numbers(opened):
    page = record(opened, count_3="4").content.decode()
    assert "7×3≥9×2（21≥18）；4×2&gt;9（8&gt;9）" in page


def test_a_problem_may_have_other_numbers(opened):
    assert record(opened, result="no", count_3="4", text="同意人数未过半数").status_code == 302
    assert Verification.objects.get().counts == {"同意": 4}


def test_the_verb_holds_the_formula_too(opened):
    place = (opened.campaign, opened.item(2), opened.departments["SALES"])
    fields = {"by": opened.inspector, "result": "ok", "method": "查阅会议记录"}
    with pytest.raises(NotAllowed, match="各个数量"):
        verification.verify(*place, **fields)
    with pytest.raises(NotAllowed, match="不满足判定公式"):
        verification.verify(*place, sample_n=9, sample_ok=7, counts={"同意": 4}, **fields)
    assert not Verification.objects.exists()


def test_a_correction_counts_anew_and_keeps_what_it_said(opened):
    record(opened)
    client = signed_in(opened.inspector)
    page = client.get(url("correct_verification")).content.decode()
    assert 'name="count_3" value="6"' in page
    anew = {**SEEN, "count_3": "4", "version": "1", "reason": "票数看错"}
    assert client.post(url("correct_verification"), anew).status_code == 422
    anew["count_3"] = "7"
    assert client.post(url("correct_verification"), anew).status_code == 302
    row = Verification.objects.get()
    kept = [version.contents["counts"] for version in row.versions.all()]
    assert (row.counts, kept) == ({"同意": 7}, [{"同意": 6}, {"同意": 7}])
