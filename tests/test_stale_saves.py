"""Saves that cannot stand: two people at once, a closed phase, an expired session."""

import pytest
from django.test import Client

from campaigns import filling
from campaigns.models import Answer, AnswerVersion, Campaign, Phase, SelfCheck
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
