"""An item that was sent back is done again in a workbook on purpose only: 本轮已复查."""

from datetime import date

import pytest

from campaigns import returns
from campaigns.models import Answer, Return
from campaigns.offline_merge import apply
from organization.models import NotAllowed
from tests.offline import downloaded, filled, merged
from tests.test_filling import saved
from tests.test_offline_workbook import confirm, upload
from tests.visiting import visit
from tests.world import phase, start, submit


@pytest.fixture
def back(world):
    """Item 1 of 销售部 was sent back; the others wait."""
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    act = {"reason": "superficial", "note": "请复查", "due_on": date(2099, 1, 5)}
    returns.send_back(sheet, sheet.answers.filter(item__no=1), by=world.clerk, **act)
    return world


def answer() -> Answer:
    return Answer.objects.get(selfcheck__department__code="SALES", item__no=1)


def test_an_untouched_workbook_does_nothing_again(back):
    found = merged(filled(back), back.sheet(), back.head)
    assert (found.changes, found.errors) == ([], [])
    assert answer().status == "returned"


def test_said_to_be_checked_again_it_is_done_again_with_the_same_words(back):
    before = answer()
    client = visit("head")
    url = upload(client, filled(back, (1, "redone", "是"))).url
    page = client.get(url).content.decode()
    assert "已复查，内容不变" in page and page.count('data-state="write"') == 1
    assert confirm(client, url).status_code == 302
    after = answer()
    assert (after.status, after.round, after.version) == ("answered", 2, before.version + 1)
    assert after.contents() == before.contents()
    assert (
        after.versions.count() == before.versions.count() + 0 or after.version == before.version + 1
    )
    assert Return.objects.get(item__no=1).redone_at is not None


def test_new_words_do_it_again_without_the_column(back):
    found = merged(filled(back, (1, "text", "复查后补充")), back.sheet(), back.head)
    assert [one.is_redone for one in found.changes] == [False]
    apply(found, {}, by=back.head)
    assert (answer().status, answer().text) == ("answered", "复查后补充")


def test_the_column_is_shown_and_open_for_what_was_sent_back_alone(back):
    book = downloaded(back)
    locked = [book.cell(no, "redone").protection.locked for no in (1, 2)]
    hidden = book.page.column_dimensions[book.cell(1, "redone").column_letter].hidden
    remarks = [book[no, "remark"] for no in (1, 2)]
    book.book.close()
    assert (locked, hidden) == ([False, True], False)
    assert remarks == ["退回重查", None]


def test_an_item_that_was_not_sent_back_is_not_done_again(world):
    start(world)
    saved(world)
    found = merged(filled(world, (1, "redone", "是")), world.sheet(), world.head)
    assert found.changes == [] and "只有退回重查" in str(found.errors[0])


def test_another_word_in_the_column_is_an_error(back):
    found = merged(filled(back, (1, "redone", "已查")), back.sheet(), back.head)
    assert found.changes == [] and "其余留空" in str(found.errors[0])


def test_done_again_online_meanwhile_it_is_done_once(back):
    contents = filled(back, (1, "redone", "是"))
    saved(back, version=answer().version, text="线上已改")
    found = merged(contents, back.sheet(), back.head)
    assert [one.is_conflict for one in found.changes] == [True]
    with pytest.raises(NotAllowed):
        apply(found, {}, by=back.head)
    assert apply(found, {1: "sheet"}, by=back.head) == 0
    assert (answer().text, answer().round) == ("线上已改", 2)
