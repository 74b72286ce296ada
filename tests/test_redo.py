"""What was sent back is done anew deliberately: words alone are no new check."""

import pytest

from campaigns import filling
from campaigns.models import Answer, Return
from organization.models import NotAllowed
from tests.test_filling import AUTO, signed_in, typed
from tests.test_review import LATER, answer, send_back, sheet, url  # noqa: F401  fixture


@pytest.fixture
def head(world, sheet):  # noqa: F811  the fixture
    """Item 2 is back; the head is signed in."""
    send_back(world, 2)
    return signed_in(world.head)


def redo(**fields) -> dict:
    return typed(version="1", result="note", text="抽查12份，未见问题", **fields)


def state() -> tuple:
    row = answer(2)
    return row.status, row.round, row.version, row.text


def test_words_are_kept_and_the_item_stays_to_be_redone(world, head):
    said = head.post(url("fill_item", 2), redo(), headers=AUTO).json()
    assert (said["state"], said["word"], said["missing"]) == ("saved", "已退回", "已退回，尚未重查")
    assert state() == ("returned", 2, 2, "抽查12份，未见问题")
    assert Return.objects.get().redone_at is None
    with pytest.raises(NotAllowed):
        filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)


def test_whoever_ticks_it_has_done_it_anew(world, head):
    head.post(url("fill_item", 2), redo(), headers=AUTO)
    said = head.post(url("fill_item", 2), redo(redone="1") | {"version": "2"}, headers=AUTO).json()
    assert (said["state"], said["missing"]) == ("saved", "")
    assert state()[:2] == ("answered", 2)
    assert Return.objects.get().redone_at is not None
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)


def test_the_same_words_may_stand_when_they_were_checked_again(world, head):
    before = answer(2)
    same = typed(version="1", result="note", text=before.text, redone="1")
    head.post(url("fill_item", 2), same, headers=AUTO)
    assert state() == ("answered", 2, 2, before.text)


def test_moving_on_past_an_untouched_item_does_nothing(world, head):
    before = answer(2)
    same = typed(version="1", result="note", text=before.text, go="3")
    assert head.post(url("fill_item", 2), same).url == url("fill_item", 3)
    assert state() == ("returned", 2, 1, before.text)


def test_a_page_without_scripts_says_that_the_tick_is_missing(world, head):
    page = head.post(url("fill_item", 2), redo(), follow=True).content.decode()
    assert "勾选“本项已按退回要求重新自查”后才算重查完成" in page
    assert 'name="redone"' in page
    page = head.post(url("fill_item", 2), redo(redone="1") | {"version": "2"}, follow=True)
    assert 'name="redone"' not in page.content.decode()


def test_what_is_typed_for_the_next_round_is_compared_with_the_last_one(world, head):
    head.post(url("fill_item", 2), redo(), headers=AUTO)
    pair = head.get(url("fill_item", 2)).context["page"].rounds[0]
    assert [pair.before.number, pair.after.number] == [1, 2]
    assert pair.before.version.contents["text"] == "总体情况良好，未发现问题。"


def test_the_same_request_sent_twice_is_no_conflict(world, head):
    for _turn in (1, 2):
        said = head.post(url("fill_item", 2), redo(), headers=AUTO).json()
        assert said["state"] == "saved"
    assert state()[2] == 2


def test_a_second_return_counts_on(world, head):
    head.post(url("fill_item", 2), redo(redone="1"), headers=AUTO)
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    send_back(world, 2)
    assert list(Return.objects.values_list("round", flat=True)) == [1, 2]
    assert state()[:2] == ("returned", 3)
    other = Answer.objects.get(item__no=3)
    assert (other.status, other.round) == ("answered", 1)
    assert world.sheet().due_on == LATER
