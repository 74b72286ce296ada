"""沟通: who asks whom, what waits, who is told, what nobody else reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import filling, handing_over, talk
from campaigns.models import Remark
from organization.models import Event, NotAllowed, Notification
from organization.waiting import waiting
from tests.access.selfcheck import begun, submitted
from tests.test_canary import OUTSIDERS, fetchable
from tests.test_filling import signed_in
from tests.world import World, start

DRAFT = "草稿里的话"
SECRET = "金丝雀在沟通里"


@pytest.fixture
def open_sheet(world) -> World:
    """销售部 is filling in: item 1 has words nobody else may read."""
    start(world)
    contents = {"result": "note", "methods": "查阅资料", "text": DRAFT}
    filling.save_answer(world.sheet(), world.item(1), filling.Draft(0, contents), by=world.head)
    return world


@pytest.fixture
def sent(world) -> World:
    """销售部 submitted."""
    submitted(world)
    return world


def thread_url(no: int = 1) -> str:
    return reverse("talk", args=["spring", "SALES", no])


def say(world, person, text="按什么口径", no=1, **more) -> Remark:
    return talk.write(world.sheet(), world.item(no), text, by=person, **more)


def open_numbers() -> list[int]:
    return list(Remark.objects.unanswered().values_list("item__no", flat=True))


def told(kind: str) -> set[str]:
    rows = Notification.objects.filter(kind=kind)
    return set(rows.values_list("recipient__account", flat=True))


def entries(person) -> list:
    return [entry for entry in waiting(person) if entry.kind == "answer_question"]


# Who may write


def test_the_office_does_not_ask_about_what_it_cannot_read(open_sheet):
    for person in (open_sheet.clerk, open_sheet.inspector, open_sheet.leader):
        with pytest.raises(NotAllowed):
            say(open_sheet, person)
    assert not Remark.objects.exists()


def test_a_question_of_the_department_opens_the_thread_and_not_the_answer(open_sheet):
    say(open_sheet, open_sheet.head, asks=True)
    client = signed_in(open_sheet.clerk)
    response = client.post(thread_url(), {"text": "按本年度收文"}, follow=True)
    page = response.content.decode()
    assert "按什么口径" in page and "按本年度收文" in page
    assert DRAFT not in page and "自查表尚未提交" in page
    assert client.get(reverse("review_item", args=["spring", "SALES", 1])).status_code == 403


def test_overseers_ask_about_what_was_submitted(sent):
    assert say(sent, sent.clerk, asks=True).side == "office"
    assert say(sent, sent.inspector, "再问一句").side == "office"
    with pytest.raises(NotAllowed):
        say(sent, sent.leader)


@pytest.mark.parametrize("account", ["service_head", "stranger", "employee", "admin", "auditor"])
def test_nobody_else_finds_the_thread(sent, account):
    client = signed_in(getattr(sent, account))
    assert client.get(thread_url()).status_code == 404
    assert client.post(thread_url(), {"text": "插一句"}).status_code == 404
    with pytest.raises(NotAllowed):
        say(sent, getattr(sent, account))


def test_nothing_is_said_in_a_closed_campaign(sent):
    one = say(sent, sent.head)
    sent.campaign.__class__.objects.update(status="closed")
    with pytest.raises(NotAllowed):
        say(sent, sent.head, "还有一句")
    with pytest.raises(NotAllowed):
        talk.withdraw(Remark.objects.get(pk=one.pk), by=sent.head)
    page = signed_in(sent.head).get(thread_url()).content.decode()
    assert 'data-act="say"' not in page and "按什么口径" in page


def test_an_item_of_another_sheet_has_no_thread_here(sent):
    url = reverse("talk", args=["spring", "SERVICE", 1])  # item 1 is 销售部's alone
    assert signed_in(sent.clerk).get(url).status_code == 404


# What waits


def test_a_question_waits_until_the_other_side_writes(sent):
    say(sent, sent.clerk, asks=True)
    assert open_numbers() == [1]
    say(sent, sent.inspector, "我也想知道")
    assert open_numbers() == [1]
    answer = say(sent, sent.member, "按本年度收文")
    assert open_numbers() == []
    talk.withdraw(answer, by=sent.member)
    assert open_numbers() == [1]


def test_a_withdrawn_question_waits_no_longer(sent):
    talk.withdraw(say(sent, sent.clerk, asks=True), by=sent.clerk)
    assert open_numbers() == []


def test_words_about_another_item_answer_nothing(sent):
    say(sent, sent.clerk, asks=True)
    say(sent, sent.head, "第二项的情况", no=2)
    assert open_numbers() == [1]


def test_questions_wait_at_home_of_whoever_is_to_answer(sent):
    say(sent, sent.clerk, asks=True)
    [entry] = entries(sent.head)
    assert entry.title == "答复1条提问：销售部第1项" and entry.why == "提问人：监督室专员"
    assert entries(sent.clerk) == entries(sent.member) == entries(sent.service_head) == []
    say(sent, sent.head, "请问样本怎么取", no=2, asks=True)
    [entry] = entries(sent.clerk)
    assert entry.title == "答复1条提问：销售部第2项"
    assert entries(sent.inspector) == []


def test_whoever_has_the_item_is_asked_too(open_sheet):
    world = open_sheet
    handing_over.hand_over(world.sheet(), world.item(1), world.member, by=world.head)
    say(world, world.head, asks=True)
    say(world, world.clerk, "先说说你们的做法", asks=True)
    assert told("asked") == {"clerk", "head", "member"}
    assert len(entries(world.member)) == len(entries(world.head)) == 1


def test_the_list_of_questions_shows_each_side_its_own(sent):
    say(sent, sent.clerk, "请说明范围", asks=True)
    say(sent, sent.head, "请问样本怎么取", no=2, asks=True)
    url = reverse("questions", args=["spring"])
    page = signed_in(sent.clerk).get(url + "?show=office").content.decode()
    assert "请问样本怎么取" in page and "请说明范围" not in page
    page = signed_in(sent.head).get(url).content.decode()
    assert "请说明范围" in page and "请问样本怎么取" not in page
    page = signed_in(sent.service_head).get(url + "?show=all").content.decode()
    assert "请说明范围" not in page and "请问样本怎么取" not in page


# Who is told


def test_everybody_is_told_once(sent):
    say(sent, sent.clerk, asks=True, mentions=[sent.head, sent.member])
    assert told("mentioned") == {"head", "member"} and told("asked") == set()
    say(sent, sent.head, "答复如下", mentions=[sent.clerk])
    assert told("mentioned") == {"head", "member", "clerk"} and told("answered") == set()
    say(sent, sent.inspector, "样本呢", asks=True)
    say(sent, sent.member, "十份")
    assert told("answered") == {"inspector"}
    text = "".join(Notification.objects.values_list("text", flat=True))
    assert "答复如下" not in text and "按什么口径" not in text  # mails carry no words


@pytest.mark.parametrize("account", OUTSIDERS)
def test_nobody_is_named_who_may_not_read_it(sent, account):
    outsider = getattr(sent, account)
    with pytest.raises(NotAllowed):
        say(sent, sent.head, mentions=[outsider])
    response = signed_in(sent.head).post(
        thread_url(), {"text": "请看这里", "people": [outsider.pk]}
    )
    page = response.content.decode()
    assert response.status_code == 422 and "所选人员无权查看" in page and "请看这里" in page
    assert not Remark.objects.exists() and not told("mentioned")


def test_the_picker_names_those_who_may_read_and_not_oneself(sent):
    page = signed_in(sent.head).get(thread_url()).context["form"]
    offered = set(page.fields["people"].queryset.values_list("account", flat=True))
    assert offered == {"clerk", "inspector", "leader", "member"}


# What is written


def test_words_are_escaped_and_kept(sent):
    text = "<script>alert(1)</script>"
    client = signed_in(sent.head)
    client.post(thread_url(), {"text": text})
    assert Remark.objects.get().text == text
    for url in (thread_url(), reverse("fill_item", args=["spring", "SALES", 1])):
        page = client.get(url).content.decode()
        assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


@pytest.mark.parametrize(
    ("text", "why"),
    [("  ", "未写入任何内容。"), ("长" * 1001, "1001")],
)
def test_too_little_and_too_much_come_back_with_the_reason(sent, text, why):
    response = signed_in(sent.head).post(thread_url(), {"text": text})
    page = response.content.decode()
    assert response.status_code == 422 and why in page and text.strip() in page
    with pytest.raises(NotAllowed):
        say(sent, sent.head, text)
    assert not Remark.objects.exists()


def test_the_same_words_sent_twice_are_one_remark(sent):
    client = signed_in(sent.head)
    for _turn in (1, 2):
        client.post(thread_url(), {"text": "请看\r\n附件", "asks": "1"})
    assert [row.text for row in Remark.objects.all()] == ["请看\n附件"]


def test_what_is_withdrawn_leaves_a_mark_and_its_words_to_nobody(sent):
    one = say(sent, sent.clerk, SECRET, asks=True)
    for person in (sent.head, sent.inspector):
        with pytest.raises(NotAllowed):
            talk.withdraw(one, by=person)
    url = reverse("withdraw_remark", args=["spring", "SALES", 1, one.pk])
    client = signed_in(sent.clerk)
    assert client.post(url, {"at": "review"}).url.endswith("/review/SALES/1/#talk")
    assert client.post(url).status_code == 409
    for person in (sent.head, sent.clerk):
        page = signed_in(person).get(thread_url()).content.decode()
        assert SECRET not in page and "撤回" in page
        page = signed_in(person).get(reverse("questions", args=["spring"]) + "?show=all")
        assert SECRET not in page.content.decode()
    kinds = list(Event.objects.filter(thing="campaigns.remark").values_list("kind", flat=True))
    assert sorted(kinds) == ["remark.withdrawn", "remark.written"]
    assert SECRET not in str(list(Event.objects.values()))


def test_the_thread_is_no_part_of_the_answer(sent):
    say(sent, sent.head, SECRET)
    answer = sent.sheet().answers.get(item__no=1)
    assert SECRET not in str(answer.contents())
    page = signed_in(sent.clerk).get(reverse("sheet_print", args=["spring", "SALES"]))
    assert SECRET not in page.content.decode()


def test_sending_leads_back_to_the_page_it_was_written_on(world):
    begun(world)
    client = signed_in(world.head)
    assert client.post(thread_url(), {"text": "甲", "at": "fill"}).url.endswith(
        "/sheets/SALES/1/#talk"
    )
    assert client.post(thread_url(), {"text": "乙", "at": "//evil"}).url == thread_url() + "#talk"


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_no_outsider_finds_a_word_of_it(sent, outsider):
    say(sent, sent.head, SECRET, asks=True)
    say(sent, sent.clerk, SECRET, no=2, asks=True)
    client = signed_in(getattr(sent, outsider))
    pages = list(fetchable(client, sent))
    assert [address for address, _status, text in pages if SECRET in text] == []
    assert len(pages) > 3


@pytest.mark.parametrize("account", ["head", "clerk"])
def test_a_long_thread_costs_no_more_than_a_short_one(sent, account):
    client = signed_in(getattr(sent, account))
    spent = []
    for n in (1, 8):
        for turn in range(n):
            say(sent, sent.clerk, f"问{n}{turn}", asks=True, mentions=[sent.head, sent.member])
        for url in (thread_url(), reverse("questions", args=["spring"])):
            client.get(url)
            with CaptureQueriesContext(connection) as found:
                client.get(url)
            spent.append(len(found))
    assert spent[:2] == spent[2:]
