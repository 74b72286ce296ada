"""A personal sheet saves by itself: item by item, and never over other words."""

from datetime import date

import pytest
from django.test import Client

from campaigns import layers, personal_filling
from campaigns.models import PersonalSheet, PersonalVersion
from organization import personal_links
from tests.personal import NOTHING, SAID, accepted, answer_of, hand_in, save
from tests.test_filling import signed_in
from tests.world import start

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def sheet(world) -> PersonalSheet:
    """The sheet of 销售部填报人, an employee, with two questions."""
    start(world)
    level = layers.plan_level(
        world.campaign,
        [world.item(1), world.item(2)],
        by=world.clerk,
        name="员工广泛查",
        audience="employee",
        due_on=date(2099, 3, 6),
    )
    layers.open_level(level, by=world.clerk)
    return PersonalSheet.objects.get(person=world.member)


@pytest.fixture(params=["account", "link"])
def way(request, sheet) -> tuple[Client, str]:
    """The two ways to the sheet: who comes, and to which address."""
    if request.param == "account":
        return signed_in(sheet.person), sheet.get_absolute_url()
    label = "campaigns.personalsheet"
    return Client(), personal_links.path_for(sheet.person_id, label, sheet.pk)


def typed(world, no: int, said: dict, version: int = 0) -> dict:
    """The fields of one item as the page sends them."""
    key = world.item(no).pk
    words = {name: words for name, words in said.items() if name != "topics"}
    return {f"{key}-version": str(version), **{f"{key}-{name}": w for name, w in words.items()}}


def test_a_save_answers_with_what_the_page_needs(world, sheet, way):
    client, address = way
    said = client.post(address, typed(world, 1, NOTHING), headers=AUTOSAVE).json()
    assert (said["state"], said["version"]) == ("saved", 1)
    assert said["versions"] == {f"{world.item(1).pk}-version": 1}
    assert "第2题" in said["sign"] and "第1题" not in said["sign"]
    assert answer_of(sheet, 1).result == "none"


def test_two_pages_on_two_items_are_both_saved(world, sheet, way):
    client, address = way
    client.post(address, typed(world, 1, NOTHING), headers=AUTOSAVE)
    second = {**typed(world, 1, dict.fromkeys(SAID, "")), **typed(world, 2, SAID)}
    said = client.post(address, second, headers=AUTOSAVE).json()
    assert said["state"] == "saved"
    assert (answer_of(sheet, 1).result, answer_of(sheet, 2).problem) == ("none", SAID["problem"])


def test_two_pages_on_one_item_never_overwrite(world, sheet, way):
    client, address = way
    client.post(address, typed(world, 1, SAID), headers=AUTOSAVE)
    late = {
        **typed(world, 1, {**SAID, "problem": "另一页的话"}),
        **typed(world, 2, NOTHING),
    }
    answer = client.post(address, late, headers=AUTOSAVE)
    said = answer.json()
    assert (answer.status_code, said["state"]) == (409, "stale")
    assert "另一页" in said["part"] and SAID["problem"][:2] in said["part"]
    assert answer_of(sheet, 1).problem == SAID["problem"]
    # The other item has no two texts: it is saved, and the page hears of its version.
    assert said["versions"] == {f"{world.item(2).pk}-version": 2}
    assert answer_of(sheet, 2).result == "none"


def test_who_has_seen_both_texts_may_put_one_over_the_other(world, sheet, way):
    client, address = way
    client.post(address, typed(world, 1, SAID), headers=AUTOSAVE)
    late = typed(world, 1, {**SAID, "problem": "另一页的话"})
    page = client.post(address, late).content.decode()
    over = f"{world.item(1).pk}:1"
    assert f'name="over" value="{over}"' in page and "另一页的话" in page
    assert client.post(address, {**late, "over": over}).status_code == 302
    assert answer_of(sheet, 1).problem == "另一页的话"
    kept = PersonalVersion.objects.filter(sheet=sheet).values_list("contents", flat=True)
    words = [row[str(world.item(1).pk)]["problem"] for row in kept]
    assert words == [SAID["problem"], "另一页的话"]


def test_an_item_that_this_page_did_not_touch_is_no_conflict(world, sheet):
    key = world.item(1).pk
    save(sheet, {key: SAID})
    save(sheet, {key: {**SAID, "problem": "改过的话"}})
    assert save(sheet, {key: SAID}, version=1) == {}
    assert answer_of(sheet, 1).problem == "改过的话"


def test_going_back_to_older_words_is_a_change_like_any_other(world, sheet):
    key = world.item(1).pk
    save(sheet, {key: SAID})
    save(sheet, {key: {**SAID, "problem": "改过的话"}})
    save(sheet, {key: SAID})
    assert (answer_of(sheet, 1).problem, answer_of(sheet, 1).version) == (SAID["problem"], 3)


def test_the_same_words_sent_twice_are_saved_once(world, sheet, way):
    client, address = way
    for _turn in range(2):
        said = client.post(address, typed(world, 1, SAID), headers=AUTOSAVE).json()
        assert (said["state"], said["version"]) == ("saved", 1)
    assert sheet.versions.count() == 1


def test_a_handed_in_sheet_refuses_and_keeps_nothing(world, sheet, way):
    client, address = way
    hand_in(sheet, NOTHING)
    answer = client.post(address, typed(world, 1, SAID, version=1), headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")
    assert answer_of(sheet, 1).result == "none"


def test_what_is_typed_beside_the_signature_is_saved_with_it(world, sheet, way):
    client, address = way
    form = {**typed(world, 1, NOTHING), **typed(world, 2, SAID), "signature": "销售部填报人"}
    assert client.post(f"{address}submit/", form).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.found) == ("submitted", 1)


def test_an_incomplete_sheet_is_saved_and_says_what_is_missing(world, sheet, way):
    client, address = way
    form = {**typed(world, 1, NOTHING), "signature": "销售部填报人"}
    answer = client.post(f"{address}submit/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "第2题：尚未填报" in page and 'href="#item-2"' in page
    assert answer_of(sheet, 1).result == "none"


def test_a_foreign_name_signs_nothing(world, sheet, way):
    client, address = way
    form = {**typed(world, 1, NOTHING), **typed(world, 2, NOTHING), "signature": "别人"}
    assert client.post(f"{address}submit/", form).status_code == 422
    sheet.refresh_from_db()
    assert sheet.status == "filling"


def test_nobody_reads_how_many_problems_in_the_log(world, sheet):
    from organization.models import Event

    hand_in(sheet)
    assert "found" not in Event.objects.get(kind="personalsheet.submitted").particulars


def test_an_accepted_sheet_stays_as_it_is(world, sheet):
    done = accepted(sheet, by=world.clerk)
    with pytest.raises(personal_filling.NotAllowed):
        save(done, {world.item(1).pk: NOTHING})


def test_a_save_behind_the_hand_in_is_refused(world, sheet):
    late = PersonalSheet.objects.get(pk=sheet.pk)  # read before the other page handed it in
    hand_in(sheet, NOTHING)
    with pytest.raises(personal_filling.NotAllowed):
        save(late, {world.item(1).pk: SAID})
    assert answer_of(sheet, 1).result == "none"
