"""资料库: one file for several items, chosen from what the department has, stored once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import attaching, evidence, filling
from campaigns.models import Answer, AnswerEvidence, Evidence
from campaigns.places import place_of
from organization.models import Event, NotAllowed
from tests.evidence_files import attached, shelve, upload
from tests.test_filling import AUTO, saved, typed
from tests.visiting import get, post, text, visit
from tests.world import start, submit


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def running(world):
    start(world)
    return world


def choose(world, *files: Evidence, no: int = 2, status: int = 302):
    keys = [one.pk for one in files]
    return post("head", "choose_evidence", "spring", "SALES", no, status=status, files=keys)


def library(no: int = 2, account: str = "head", query: str = ""):
    return get(account, "choose_evidence", "spring", "SALES", no, query=query)


def test_the_library_shows_size_day_hash_and_which_items_use_a_file(running):
    row = shelve(running)
    attached(running, row, 1)
    attached(running, row, 3)
    page = library()
    [line] = page.xpath(f"//tr[@data-thing='evidence:{row.pk}']")
    assert "收文登记.txt" in text(line) and "1、3" in text(line)
    assert row.sha256[:8] in text(line)
    assert line.xpath(".//*[@title]/@title") == [row.sha256]


def test_one_file_supports_several_items_and_is_stored_once(running, folder):
    row = shelve(running)
    attached(running, row, 1)
    sent = choose(running, row, no=2)
    assert "已从资料库选用1份材料" in text(sent.page)
    assert sorted(row_.target.item.no for row_ in AnswerEvidence.objects.all()) == [1, 2]
    assert Evidence.objects.count() == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    assert Event.objects.filter(kind="answer.evidence_added").count() == 2


def test_a_file_alone_begins_an_answer_without_words(running):
    choose(running, shelve(running))
    row = Answer.objects.get()
    assert (row.version, row.result, row.item.no) == (0, "", 2)
    assert saved(running, no=2, text="先传后写").version == 1


def test_first_words_typed_while_a_file_began_the_answer_are_no_conflict(running):
    place = place_of(running.head, "spring", "SALES", 2)  # read before the file came
    choose(running, shelve(running))
    draft = filling.Draft(0, {"result": "ok", "methods": "查阅资料"})
    assert filling.save_at(place, draft, by=running.head).version == 1


def test_the_form_of_an_item_with_files_only_still_offers_its_methods(running):
    choose(running, shelve(running))
    page = get("head", "fill_item", "spring", "SALES", 2)
    assert page.xpath("//input[@name='methods'][@checked]/@value") == ["查阅资料", "抽样检查"]


def test_choosing_twice_changes_nothing_and_says_so(running):
    row = shelve(running)
    choose(running, row)
    assert "未选择新的材料" in text(choose(running, row).page)
    assert Event.objects.filter(kind="answer.evidence_added").count() == 1
    [box] = library().xpath("//input[@name='files']")
    assert box.get("disabled") is not None


def test_the_same_contents_uploaded_again_become_a_new_use_and_the_page_says_so(running):
    row = shelve(running)
    url = reverse("upload_evidence", args=["spring", "SALES", 3])
    said = visit("head").post(url, {"evidence": upload("改名.txt")}, headers=AUTO).json()
    assert "部门资料库中已有内容相同的文件“收文登记.txt”" in said["files"]
    assert Evidence.objects.get() == row
    assert AnswerEvidence.objects.get().target.item.no == 3


def test_a_file_of_another_department_is_not_offered_and_not_taken(running):
    service = running.departments["SERVICE"]
    other = evidence.store(upload("服务.txt"), running.campaign, service, by=running.service_head)
    assert "服务.txt" not in text(library())
    assert "未选择新的材料" in text(choose(running, other).page)
    answer = attached(running, shelve(running))
    with pytest.raises(NotAllowed, match="其他部门的资料库"):
        attaching.attach(answer, other, by=running.head)
    assert not AnswerEvidence.objects.filter(evidence=other).exists()


def test_nothing_is_added_to_a_submitted_sheet(running):
    row = shelve(running)
    submit(running)
    choose(running, row, status=409)
    assert not AnswerEvidence.objects.exists()


def test_the_library_is_searched_by_name_and_hash(running):
    one, other = shelve(running), shelve(running, "台账.txt", b"other")
    assert "台账.txt" not in text(library(query="?q=收文"))
    assert one.name not in text(library(query=f"?q={other.sha256[:12]}"))


def test_the_library_costs_the_same_for_one_and_for_many_files(running):
    client = visit("head")
    url = reverse("choose_evidence", args=["spring", "SALES", 2])
    attached(running, shelve(running), 1)
    spent = []
    for n in (0, 12):
        for number in range(n):
            attached(running, shelve(running, f"{number}.txt", b"%d" % number), 1 + number % 3)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_a_file_for_which_there_is_no_room_is_refused_and_says_what_was_kept(running, settings):
    settings.EVIDENCE_QUOTA_BYTES = 1024 * 1024
    shelve(running, "大.txt", b"a" * 1024 * 1000)
    url = reverse("upload_evidence", args=["spring", "SALES", 1])
    form = typed(text="写好的话", evidence=upload("再来.txt", b"b" * 1024 * 100))
    response = visit("head").post(url, form)
    page = response.content.decode()
    assert response.status_code == 422
    assert "“再来.txt”未收存：该文件0.1MB，您的上传空间共1MB，仅余0.0MB" in page
    assert Answer.objects.get().text == "写好的话"
    assert Evidence.objects.count() == 1


def test_what_was_stored_already_needs_no_room(running, settings):
    row = shelve(running)
    settings.EVIDENCE_QUOTA_BYTES = 1
    url = reverse("upload_evidence", args=["spring", "SALES", 1])
    assert visit("head").post(url, {"evidence": upload()}).status_code == 302
    assert AnswerEvidence.objects.get().evidence == row


def test_limits_are_shown_before_the_upload(running):
    page = get("head", "fill_item", "spring", "SALES", 1)
    [limit] = page.xpath("//*[@id='id_evidence_limit']")
    assert "20 MB" in text(limit) and "500 MB" in text(limit)
