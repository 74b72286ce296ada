"""A filled workbook against a sheet that went on: conflicts, errors by cell, all or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import filling, handing_over
from campaigns.models import Answer, AnswerVersion
from campaigns.offline_merge import SHEET, WORKBOOK, apply
from organization.models import NotAllowed
from tests.offline import downloaded, filled, merged
from tests.test_fill_queries import longer
from tests.test_offline_workbook import confirm, upload
from tests.visiting import visit
from tests.world import accept_all, fill, start, submit


def answers(world) -> dict[int, tuple]:
    rows = Answer.objects.filter(selfcheck=world.sheet()).values_list(
        "item__no", "result", "text", "version"
    )
    return {no: tuple(rest) for no, *rest in rows}


def save(world, no: int, by=None, **contents) -> None:
    before = Answer.objects.filter(selfcheck=world.sheet(), item__no=no).first()
    draft = filling.Draft(before.version if before else 0, contents)
    filling.save_answer(world.sheet(), world.item(no), draft, by=by or world.head)


def kinds(found) -> dict[int, bool]:
    return {change.row.item.no: change.is_conflict for change in found.changes}


def test_an_item_changed_on_both_sides_is_a_conflict(world):
    fill(start(world))
    contents = filled(world, (1, "text", "表中补充"), (2, "text", "表中补充"))
    save(world, 2, text="线上补充")
    found = merged(contents, world.sheet(), world.head)
    assert kinds(found) == {1: False, 2: True}
    both = found.conflicts[0]
    assert [(f.label, [p.text for p in f.old], [p.text for p in f.new]) for f in both.fields] == [
        ("说明或问题", ["线上", "补充"], ["表中", "补充"])
    ]


def test_a_first_answer_given_online_meanwhile_is_a_conflict(world):
    start(world)
    contents = filled(world, (1, "result", "不适用"))
    save(world, 1, result="ok")
    assert kinds(merged(contents, world.sheet(), world.head)) == {1: True}


def test_both_sides_saying_the_same_is_no_conflict(world):
    fill(start(world))
    contents = filled(world, (1, "text", "同样的话"))
    save(world, 1, text="同样的话")
    found = merged(contents, world.sheet(), world.head)
    assert (found.changes, found.same) == ([], 3)


@pytest.mark.parametrize(
    ("choice", "stands"),
    [("workbook", ("ok", "表中补充", 3)), ("sheet", ("ok", "线上补充", 2))],
)
def test_the_person_chooses_for_each_conflict(world, choice, stands):
    fill(start(world))
    contents = filled(world, (1, "text", "表中补充"), (2, "text", "表中补充"))
    save(world, 2, text="线上补充")
    client = visit("head")
    url = upload(client, contents).url
    page = client.get(url).content.decode()
    assert page.count('data-state="conflict"') == 1 and "线上" in page
    assert confirm(client, url, **{"choice-2": choice}).status_code == 302
    assert answers(world) == {1: ("ok", "表中补充", 2), 2: stands, 3: ("ok", "", 1)}


def test_without_a_choice_nothing_is_written(world):
    fill(start(world))
    contents = filled(world, (1, "text", "表中补充"), (2, "text", "表中补充"))
    save(world, 2, text="线上补充")
    before = answers(world)
    client = visit("head")
    assert confirm(client, upload(client, contents).url).status_code == 409
    assert answers(world) == before


def test_what_changes_after_the_preview_is_looked_at_again(world):
    fill(start(world))
    client = visit("head")
    url = upload(client, filled(world, (2, "text", "表中补充"))).url
    digest = client.get(url).context["digest"]
    save(world, 2, text="线上补充")
    answer = client.post(f"{url}apply/", {"digest": digest})
    assert answer.status_code == 409 and url in answer.content.decode()
    assert answers(world)[2] == ("ok", "线上补充", 2)
    assert client.get(url).content.decode().count('data-state="conflict"') == 1


def test_a_save_between_comparing_and_writing_is_never_overwritten(world):
    fill(start(world))
    found = merged(filled(world, (1, "text", "一"), (2, "text", "二")), world.sheet(), world.head)
    save(world, 2, text="线上补充")
    with pytest.raises(NotAllowed):
        apply(found, {}, by=world.head)
    assert answers(world) == {1: ("ok", "", 1), 2: ("ok", "线上补充", 2), 3: ("ok", "", 1)}


def test_a_workbook_is_written_whole_or_not_at_all(world, monkeypatch):
    fill(start(world))
    found = merged(filled(world, (1, "text", "一"), (2, "text", "二")), world.sheet(), world.head)
    save_at = filling.save_at

    def breaks_at_two(place, draft, *, by):
        if place.item.no == 2:
            raise NotAllowed
        return save_at(place, draft, by=by)

    monkeypatch.setattr(filling, "save_at", breaks_at_two)
    with pytest.raises(NotAllowed):
        apply(found, {}, by=world.head)
    assert {version for _result, _text, version in answers(world).values()} == {1}
    assert AnswerVersion.objects.count() == 3


def problems(found) -> list[tuple[str, str]]:
    return [(error.cell, error.text) for error in found.errors]


def test_every_invalid_cell_is_named_and_nothing_is_written(world):
    start(world)
    contents = filled(
        world,
        *[(1, "result", "合格"), (1, "sample_n", "约三十")],
        *[(2, "result", "符合"), (2, "sample_n", 3), (2, "sample_ok", 4)],
        *[(3, "result", "不适用"), (3, "responsibility", "甲" * 121)],
    )
    found = merged(contents, world.sheet(), world.head)
    assert [cell for cell, _text in problems(found)] == [
        "自查表!I4",
        "自查表!K4",
        "自查表!L5",
        "自查表!T6",
    ]
    assert "下拉列表" in found.errors[0].text
    with pytest.raises(NotAllowed):
        apply(found, {}, by=world.head)
    client = visit("head")
    page = client.get(upload(client, contents).url).content.decode()
    assert "自查表!T6" in page and 'data-act="apply_workbook"' not in page
    assert not Answer.objects.exists()


def test_a_member_writes_only_what_was_handed_over(world):
    start(world)
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    book = filled(world, (1, "result", "符合"), (3, "result", "符合"), account="member")
    found = merged(book, world.sheet(), world.member)
    assert problems(found) == [("自查表!I4", "本项由部门负责人填写。")]
    with pytest.raises(NotAllowed):
        apply(found, {}, by=world.member)
    mine = merged(filled(world, (3, "result", "符合")), world.sheet(), world.member)
    assert apply(mine, {}, by=world.member) == 1
    assert list(answers(world)) == [3]


def test_an_item_handed_over_meanwhile_is_not_written_by_the_head(world):
    start(world)
    book = filled(world, (3, "result", "符合"))
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    found = merged(book, world.sheet(), world.head)
    assert problems(found) == [("自查表!I6", "此项已转办，由销售部填报人填报。")]


def test_an_accepted_item_is_locked_for_the_workbook_too(world):
    start(world)
    fill(world)
    book = filled(world, (1, "text", "还想补充"))
    submit(world)
    accept_all(world)
    found = merged(book, world.sheet(), world.head)
    assert len(found.errors) == 1 and found.changes == []


def test_a_closed_phase_takes_no_workbook(world):
    start(world)
    found = merged(filled(world, (1, "result", "符合")), world.sheet(), world.head)
    submit(world)
    found.sheet = world.sheet()
    with pytest.raises(NotAllowed):
        apply(found, {}, by=world.head)


def test_words_of_the_checklist_left_alone_are_not_stored(world):
    start(world)
    book = downloaded(world)
    assert (book[1, "rule"], book[1, "statement"]) == ("《示例管理办法》", "第1项制度健全")
    book[1, "result"] = "符合"
    found = merged(book.saved(), world.sheet(), world.head)
    apply(found, {}, by=world.head)
    answer = Answer.objects.get()
    assert (answer.rule, answer.statement, answer.methods) == ("", "", "查阅资料；抽样检查")


def test_an_answer_that_has_only_a_file_is_not_answered_yet(world):
    start(world)
    contents = filled(world, (1, "result", "符合"))
    upload_file(visit("head"))
    assert Answer.objects.get().version == 0
    later = downloaded(world)
    assert (later[1, "version"], later[1, "methods"]) == ("0", "查阅资料；抽样检查")
    assert merged(later.saved(), world.sheet(), world.head).changes == []
    found = merged(contents, world.sheet(), world.head)
    assert kinds(found) == {1: False}
    apply(found, {}, by=world.head)
    assert answers(world) == {1: ("ok", "", 1)}


def upload_file(client) -> None:
    """A file for item 1, and no words."""
    file = SimpleUploadedFile("收文登记.pdf", b"%PDF-1.7\n1 0 obj\n")
    url = reverse("upload_evidence", args=["spring", "SALES", 1])
    assert client.post(url, {"evidence": file}).status_code == 302


@pytest.mark.parametrize("n", [0, 29])
def test_comparing_costs_five_statements_however_long_the_sheet(world, n):
    longer(world, n)
    fill(world)
    contents = filled(world, *[(no, "text", "补充") for no in (1, 2, 3)])
    sheet, head = world.sheet(), world.head
    merged(contents, sheet, head)
    with CaptureQueriesContext(connection) as spent:
        found = merged(contents, sheet, head)
    assert len(found.changes) == 3
    assert len(spent) <= 5


def test_the_choices_are_named():
    assert (WORKBOOK, SHEET) == ("workbook", "sheet")
