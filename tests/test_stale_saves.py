"""Saves that cannot stand: two people at once, a closed phase, an expired session."""

import pytest
from django.test import Client, RequestFactory

from campaigns import filling, saving
from campaigns.models import Answer, AnswerVersion, Campaign, Phase, SelfCheck
from campaigns.places import place_of
from organization.models.role import grant
from tests.test_filling import AUTO, answer, saved, signed_in, typed, url
from tests.world import start


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def close_phase(world) -> None:
    Phase.objects.filter(campaign=world.campaign, key="self_check").update(status="ended")


def test_a_stale_form_shows_both_texts_and_overwrites_nothing(world, sheet):
    saved(world, text="先保存的文字")
    response = signed_in(world.head).post(url(), typed(text="后填写的文字"))
    page = response.content.decode()
    assert response.status_code == 409
    assert page.count("先保存") == 1 and page.count("后填写的文字") == 1  # compared; in the form
    assert "<ins>后填写</ins>" in page and "<del>先保存</del>" in page
    assert answer().text == "先保存的文字"


def test_who_has_seen_both_texts_may_save_the_own_one(world, sheet):
    saved(world, text="先保存的文字")
    client = signed_in(world.head)
    assert client.post(url(), typed(text="后填写的文字", over="1")).status_code == 302
    assert (answer().text, answer().version) == ("后填写的文字", 2)


def test_a_stale_autosave_is_told_both_texts(world, sheet):
    saved(world, text="先保存的文字")
    response = signed_in(world.head).post(url(), typed(text="后填写的文字"), headers=AUTO)
    assert (response.status_code, response.json()["state"]) == (409, "stale")
    assert "<ins>后填写</ins>" in response.json()["part"]
    assert answer().version == 1


def test_sending_again_what_was_saved_already_is_no_conflict(world, sheet):
    """The answer to a save got lost on the way, so the browser sends it once more."""
    client = signed_in(world.head)
    client.post(url(), typed(text="十二份"), headers=AUTO)
    said = client.post(url(), typed(text="十二份"), headers=AUTO).json()
    assert (said["state"], said["version"]) == ("saved", 1)
    assert AnswerVersion.objects.count() == 1


def test_two_first_saves_at_once_leave_one_answer(world, sheet):
    place = filling.Place(world.sheet(), world.item(1))
    saved(world, text="先")
    with pytest.raises(filling.Stale) as caught:
        filling.save_at(place, filling.Draft(0, {"result": "no", "text": "后"}), by=world.head)
    assert caught.value.theirs.text == "先"
    assert world.sheet().answered == 1


def test_the_update_itself_checks_the_version(world, sheet):
    """Both read version 1; the second UPDATE finds no row any more."""
    saved(world, text="一")
    place = filling.Place(world.sheet(), world.item(1), answer())
    saved(world, version=1, text="二")
    with pytest.raises(filling.Stale):
        filling.save_at(place, filling.Draft(1, {"result": "ok", "text": "三"}), by=world.head)
    assert answer().text == "二"


def test_a_closed_campaign_keeps_the_typed_text_on_the_page(world, sheet):
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    response = signed_in(world.head).post(url(), typed(text="写了很久的说明"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "专项活动已结束" in page and "写了很久的说明" in page
    assert not Answer.objects.exists()


def test_a_closed_phase_keeps_the_typed_text_on_the_page(world, sheet):
    close_phase(world)
    response = signed_in(world.head).post(url(), typed(text="写了很久的说明"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "自查阶段未开启。" in page and "写了很久的说明" in page
    assert not Answer.objects.exists()


def test_the_autosave_is_told_why_it_was_refused(world, sheet):
    close_phase(world)
    response = signed_in(world.head).post(url(), typed(), headers=AUTO)
    assert (response.status_code, response.json()["state"]) == (409, "refused")
    assert response.json()["reason"] == "自查阶段未开启。"


def test_a_closed_phase_shows_the_sheet_for_reading(world, sheet):
    saved(world, text="十二份")
    close_phase(world)
    page = signed_in(world.head).get(url()).content.decode()
    assert 'data-act="save_answer"' not in page and "十二份" in page


def test_a_signed_out_autosave_gets_401_with_a_part(world, sheet):
    response = Client().post(url(), typed(), headers=AUTO)
    assert response.status_code == 401
    assert "data-session-over" in response.content.decode()


def page(seq: int, name: str = "p1", after: str = "", version: int = 0, **fields) -> dict:
    """What an open page sends that typed on version `version` and heard no answer since."""
    where = {"page": name, "after": after or name, "seq": str(seq), "version": str(version)}
    return typed(**{**where, **fields})


def states(client: Client, *forms: dict) -> list[str]:
    return [client.post(url(), form, headers=AUTO).json()["state"] for form in forms]


def test_a_page_goes_on_from_its_own_words_although_it_heard_no_answer(world, sheet):
    client = signed_in(world.head)
    assert states(client, page(1, text="十二"), page(2, text="十二份")) == ["saved", "saved"]
    assert (answer().text, answer().version) == ("十二份", 2)


def test_a_page_goes_on_from_the_words_of_the_one_that_was_killed(world, sheet):
    client = signed_in(world.head)
    left = page(3, name="p2", after="p1", text="十二份，均已归档")
    assert states(client, page(1, text="十二"), left) == ["saved", "saved"]
    assert answer().text == "十二份，均已归档"


@pytest.mark.parametrize(
    "late",
    [
        page(1, text="十二"),
        page(5, name="p2", text="另一页"),
        page(5, name="", text="没有页面"),
        page(5, name="p2", after="p0", text="别的页面"),
    ],
    ids=["out of order", "another page", "no page", "a page before"],
)
def test_words_of_another_page_or_earlier_ones_of_the_same_are_asked_about(world, sheet, late):
    client = signed_in(world.head)
    assert states(client, page(1, text="十"), page(2, text="十二份"), late) == [
        *["saved", "saved"],
        "stale",
    ]
    assert answer().text == "十二份"


def test_words_of_somebody_else_are_asked_about_whatever_the_page_says(world, sheet):
    grant(world.member, "head", world.departments["SALES"], by=None)
    assert states(signed_in(world.member), page(1, text="别人填的")) == ["saved"]
    assert states(signed_in(world.head), page(9, text="我填的")) == ["stale"]
    assert answer().text == "别人填的"


def test_what_was_saved_over_the_page_by_other_ways_is_asked_about(world, sheet):
    client = signed_in(world.head)
    states(client, page(1, text="页面"))
    saved(world, version=1, text="填报表")  # the same person, by a workbook
    assert states(client, page(2, text="页面，续")) == ["stale"]
    assert answer().text == "填报表"


def test_an_item_sent_back_meanwhile_is_asked_about(world, sheet):
    client = signed_in(world.head)
    states(client, page(1, text="页面"))
    Answer.objects.update(status="returned", version=2)
    assert states(client, page(2, text="页面，续")) == ["stale"]


def sent(world, place, **fields) -> saving.Outcome:
    """A save whose place was read before somebody else's save came through."""
    request = RequestFactory().post(url(), typed(**fields))
    request.user = world.head
    return saving.save(request, place)


def test_the_same_words_saved_a_moment_before_are_saved(world, sheet):
    """Two requests with the same words at once: nobody is asked to choose between them."""
    place = place_of(world.head, "spring", "SALES", 1)
    saved(world, text="同样的话")
    outcome = sent(world, place, text="同样的话")
    assert (outcome.state, outcome.answer.version) == ("saved", 1)
    assert sent(world, place, text="别的话").state == "stale"
    assert AnswerVersion.objects.count() == 1


def test_the_same_words_of_an_item_sent_back_a_moment_before_are_not_done_again(world, sheet):
    """They are the words that were sent back: saving them is no new check."""
    place = place_of(world.head, "spring", "SALES", 1)
    saved(world, text="同样的话")
    Answer.objects.update(status=Answer.Status.RETURNED)
    assert sent(world, place, text="同样的话", redone="1").state == "stale"
