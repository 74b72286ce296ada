"""Filling an item: the form, the autosave, two people at once, what is kept when it fails."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import filling, handing_over, launch
from campaigns.models import Answer, AnswerVersion, CheckItem, SelfCheck
from organization.models import Event, NotAllowed
from tests.world import accept_all, start, submit

AUTO = {"X-Autosave": "1"}


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def url(no: int = 1, name: str = "fill_item") -> str:
    return reverse(name, args=["spring", "SALES", no])


def typed(**fields) -> dict:
    return {"version": "0", "result": "ok", "methods": ["查阅资料"], **fields}


def answer(no: int = 1) -> Answer:
    return Answer.objects.get(selfcheck__department__code="SALES", item__no=no)


def saved(world, no: int = 1, version: int = 0, **contents) -> Answer:
    draft = filling.Draft(version, {"result": "ok", "methods": "查阅资料", **contents})
    return filling.save_answer(world.sheet(), world.item(no), draft, by=world.head)


def test_a_form_saves_what_was_typed_and_comes_back_to_the_item(world, sheet):
    response = signed_in(world.head).post(url(), typed(text="12份", sample_n="3", sample_ok="3"))
    assert (response.status_code, response.url) == (302, url())
    row = answer()
    assert (row.result, row.methods, row.text) == ("ok", "查阅资料", "12份")
    assert (row.sample_n, row.sample_ok, row.version, row.round) == (3, 3, 1, 1)


def test_the_first_save_begins_the_sheet_and_counts(world, sheet):
    saved(world, result="no", text="资料不全")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.answered, sheet.negatives) == ("filling", 1, 1)
    saved(world, version=1, result="ok")
    sheet.refresh_from_db()
    assert (sheet.answered, sheet.negatives) == (1, 0)
    saved(world, version=2, result="")
    sheet.refresh_from_db()
    assert (sheet.answered, sheet.negatives) == (0, 0)


def test_every_save_keeps_its_words(world, sheet):
    saved(world, text="第一稿")
    saved(world, version=1, text="第二稿")
    assert [v.contents["text"] for v in AnswerVersion.objects.all()] == ["第一稿", "第二稿"]


def test_a_changed_result_is_an_event_and_changed_words_are_not(world, sheet):
    saved(world)
    saved(world, version=1, text="补充")
    saved(world, version=2, result="no")
    results = Event.objects.filter(kind="answer.result").order_by("id")
    assert [event.particulars["result"] for event in results] == ["ok", "no"]


def test_the_autosave_is_told_the_version_and_what_is_missing(world, sheet):
    client = signed_in(world.head)
    said = client.post(url(), typed(result="no"), headers=AUTO).json()
    assert (said["state"], said["version"], said["missing"]) == ("saved", 1, "请写明存在的问题")
    assert said["look"] == {"tone": "no", "shape": "no"}
    said = client.post(url(), typed(result="no", version="1", text="缺"), headers=AUTO).json()
    assert (said["version"], said["missing"], said["word"]) == (2, "", "不符合")


def test_numbers_that_do_not_fit_come_back_with_everything_typed(world, sheet):
    response = signed_in(world.head).post(
        url(), typed(sample_n="2", sample_ok="3", text="写了很久的说明")
    )
    assert response.status_code == 422
    assert "合格数不能大于抽查数。" in response.content.decode()
    assert "写了很久的说明" in response.content.decode()
    assert not Answer.objects.exists()


def test_invalid_numbers_are_an_answer_to_the_autosave(world, sheet):
    response = signed_in(world.head).post(url(), typed(sample_n="x"), headers=AUTO)
    assert (response.status_code, response.json()["state"]) == (422, "invalid")
    assert list(response.json()["errors"]) == ["sample_n"]


def test_an_accepted_item_is_locked(world, sheet):
    submit(world)
    accept_all(world)
    SelfCheck.objects.filter(pk=sheet.pk).update(status="returned")
    with pytest.raises(NotAllowed, match="不能再改"):
        saved(world, version=1, text="改动")
    assert answer().text == ""


def test_a_save_behind_the_submission_is_refused(world, sheet):
    """The save has read the sheet before it was submitted."""
    read_before = world.sheet()
    submit(world)
    place = filling.Place(read_before, world.item(1), answer())
    with pytest.raises(NotAllowed, match="已提交"):
        filling.save_at(place, filling.Draft(1, {"result": "no"}), by=world.head)
    assert answer().result == "ok"


def test_an_item_of_another_sheet_does_not_exist(world, sheet):
    client = signed_in(world.service_head)
    assert client.get(reverse("fill_item", args=["spring", "SERVICE", 1])).status_code == 404
    form = typed()
    assert client.post(reverse("fill_item", args=["spring", "SERVICE", 1]), form).status_code == 404
    with pytest.raises(NotAllowed):
        filling.save_answer(
            world.sheet("SERVICE"), world.item(1), filling.Draft(0, {}), by=world.service_head
        )


def test_an_item_from_records_is_on_no_sheet(world, sheet):
    assert signed_in(world.head).get(url(4)).status_code == 404


def test_what_was_filled_in_beforehand_and_left_alone_is_not_stored(world, sheet):
    client = signed_in(world.head)
    given = {"rule": "《示例管理办法》", "statement": "第1项制度健全"}
    client.post(url(), typed(result="no", text="缺", **given))
    assert (answer().rule, answer().statement) == ("", "")
    client.post(url(), typed(result="no", text="缺", version="1", rule="《办法》第三条"))
    assert answer().rule == "《办法》第三条"


def test_going_on_from_an_untouched_item_answers_nothing(world, sheet):
    untouched = {
        "version": "0",
        "methods": ["查阅资料", "抽样检查"],
        "rule": "《示例管理办法》",
        "statement": "第1项制度健全",
        "go": "2",
    }
    response = signed_in(world.head).post(url(), untouched)
    assert (response.status_code, response.url) == (302, url(2))
    assert not Answer.objects.exists()


def test_going_on_keeps_the_filter(world, sheet):
    response = signed_in(world.head).post(f"{url()}?show=todo", typed(go="2"))
    assert response.url == f"{url(2)}?show=todo"


def test_a_further_method_in_words_joins_the_ticked_ones(world, sheet):
    signed_in(world.head).post(url(), typed(methods=["查阅资料"], other_method="座谈"))
    assert answer().methods == "查阅资料；座谈"


def test_a_text_has_one_newline_whoever_sends_it(world, sheet):
    client = signed_in(world.head)
    client.post(url(), typed(text="一\r\n二"))
    said = client.post(url(), typed(text="一\n二"), headers=AUTO).json()
    assert (answer().text, said["version"]) == ("一\n二", 1)


def test_the_four_results_have_the_keys_in_order(world, sheet):
    page = signed_in(world.head).get(url()).content.decode()
    keys = enumerate(["ok", "no", "na", "note"], start=1)
    places = [page.index(f'value="{value}" data-key="{key}"') for key, value in keys]
    assert places == sorted(places)


def test_the_methods_of_the_item_are_ticked_beforehand(world, sheet):
    page = signed_in(world.head).get(url()).content.decode()
    assert 'value="查阅资料" checked' in page and 'value="抽样检查" checked' in page


@pytest.mark.parametrize(
    ("answer_type", "labels"),
    [("判断", ("抽查", "合格")), ("计数（应学／实学）", ("应学", "实学"))],
)
def test_the_two_numbers_are_called_as_the_item_calls_them(answer_type, labels):
    assert CheckItem(answer_type=answer_type).sample_labels == labels


def test_the_list_is_filtered_and_searched(world, sheet):
    saved(world)
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)
    client = signed_in(world.head)

    def shown(query: str) -> list[int]:
        page = client.get(url() + query)
        return [row.item.no for row in page.context["page"].listing.shown]

    assert shown("") == [1, 2, 3]
    assert shown("?show=todo") == [2, 3]
    assert shown("?show=handed") == [2]
    assert shown("?show=returned") == []
    assert shown("?q=第3个") == [3]


def test_a_sheet_opens_at_the_first_item_the_person_can_fill(world, sheet):
    saved(world)
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    opened = reverse("fill", args=["spring", "SALES"])
    assert signed_in(world.head).get(opened).context["page"].row.item.no == 2
    assert signed_in(world.member).get(opened).context["page"].row.item.no == 3


def test_a_head_with_one_sheet_goes_straight_to_it(world, sheet):
    response = signed_in(world.head).get(reverse("sheets", args=["spring"]))
    assert response.url == reverse("fill", args=["spring", "SALES"])


def test_overseers_see_progress_and_no_answers_before_submission(world, sheet):
    saved(world, result="no", text="只有本部门能看的话")
    client = signed_in(world.clerk)
    page = client.get(reverse("sheets", args=["spring"])).content.decode()
    assert 'data-status="filling"' in page and "1／3" in page
    assert "只有本部门能看的话" not in page
    for name, args in [("review_sheet", []), ("review_item", [1])]:
        response = client.get(reverse(name, args=["spring", "SALES", *args]))
        assert response.status_code == 403
        assert "只有本部门能看的话" not in response.content.decode()


def test_a_sheet_without_items_does_not_exist(world):
    launch.launch(world.campaign, by=world.clerk)
    SelfCheck.objects.filter(department__code="SALES").delete()
    assert signed_in(world.head).get(reverse("fill", args=["spring", "SALES"])).status_code == 404
