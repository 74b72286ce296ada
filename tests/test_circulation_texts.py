"""A text that changes, a second round, an exemption taken back, urging."""

from datetime import timedelta

import pytest

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import BasisDocument, Circulation, EarlierSignature, Receipt
from campaigns.reach import Reach, reach
from organization import clock
from organization.models import Event, NotAllowed, Notification
from tests.visiting import get, post, text
from tests.world import DAY, at


@pytest.fixture
def sent(world) -> Circulation:
    """A document for 销售部, which its head has signed."""
    launch.launch(world.campaign, by=world.clerk)
    to = To(departments=[world.departments["SALES"]])
    words = {"title": "《示例通知》", "organiser": "监督室", "on": DAY, "text": "旧的内容"}
    made = circulating.send_round(world.campaign, to, by=world.clerk, **words)
    with clock.at(at()):
        mine(world).sign("销售部负责人", by=world.head)
    return made


def mine(world, account: str = "head") -> Receipt:
    return Receipt.objects.get(person=world.people[account], circulation__round=1)


def change(world, sent, words: str = "新的内容", **fields) -> int:
    with clock.at(at(DAY + timedelta(days=1))):
        form = {"revision": 1, "by": world.clerk, **fields}
        return circulating.change_text(sent, words, **form)


def test_everybody_signs_again_for_a_new_text(world, sent):
    assert change(world, sent) == 1
    assert reach(sent) == Reach(due=2)
    now = mine(world)
    assert (now.status, now.signed_at, now.signed_name) == ("unread", None, "")
    asked = Notification.objects.filter(recipient=world.people["head"], kind="receipt_asked")
    assert asked.count() == 2


def test_the_old_signature_stands_for_the_old_text(world, sent):
    change(world, sent)
    old = EarlierSignature.objects.get()
    assert (old.receipt, old.revision, old.name, old.at) == (mine(world), 1, "销售部负责人", at())
    page = get("clerk", "earlier_text", "spring", sent.pk, 1)
    assert "旧的内容" in text(page.xpath("//div[@class='card-body prose']")[0])
    assert "销售部负责人" in text(page.xpath("//tbody")[0])
    seen = text(get("head", "receipt", "spring", mine(world).pk).xpath("//article")[0])
    assert "文件内容已修改，3月2日 10:00的签阅仅对第1稿有效。" in seen


def test_signing_the_new_text_on_its_day_is_not_late(world, sent):
    change(world, sent)
    with clock.at(at(DAY + timedelta(days=1), hour=15)):
        mine(world).sign("销售部负责人", by=world.head)
    assert reach(sent) == Reach(due=2, signed=1, late_signed=0)
    assert mine(world).signed_late is False


def test_the_same_text_asks_nobody(world, sent):
    with pytest.raises(NotAllowed, match="没有变化"):
        change(world, sent, "旧的内容")
    assert mine(world).status == "signed"


def test_who_changes_the_text_second_is_refused(world, sent):
    change(world, sent)
    with pytest.raises(NotAllowed):
        change(world, Circulation.objects.get(), "别的内容")
    assert Circulation.objects.get().text == "新的内容"
    assert EarlierSignature.objects.count() == 1


def test_the_page_changes_the_text(world, sent):
    page = get("clerk", "change_circulation", "spring", sent.pk)
    assert "已有1人签阅现稿" in text(page.xpath("//form[@data-act='change_circulation']")[0])
    form = {"text": "新的内容", "revision": "1"}
    post("clerk", "change_circulation", "spring", sent.pk, **form)
    assert (Circulation.objects.get().text, mine(world).status) == ("新的内容", "unread")
    post("clerk", "change_circulation", "spring", sent.pk, status=409, **form)


def test_the_second_round_goes_to_the_same_people(world, sent):
    document = BasisDocument.objects.get()
    page = get("clerk", "second_round", "spring", sent.pk)
    assert page.xpath("//input[@name='title']/@value") == ["再学习：《示例通知》"]
    form = {"title": "再学习", "organiser": "办公室", "on": "2026-03-03", "studies": [document.pk]}
    post("clerk", "second_round", "spring", sent.pk, **form)
    again = Circulation.objects.get(round=2)
    assert reach(again) == Reach(due=2)
    assert reach(sent) == Reach(due=2, signed=1)
    receipt = again.receipts.get(person=world.head)
    seen = get("head", "receipt", "spring", receipt.pk).xpath("//section[@class='studies']")[0]
    assert "《示例管理办法》" in text(seen)


def test_a_second_round_studies_something(world, sent):
    form = {"title": "再学习", "organiser": "办公室", "on": "2026-03-03"}
    answer = post("clerk", "second_round", "spring", sent.pk, status=422, **form)
    assert "请至少勾选一个文件。" in text(answer.page.xpath("//main")[0])


def test_an_exemption_can_be_taken_back(world, sent):
    receipt = mine(world, "member")
    receipt.exempt("外出学习", by=world.clerk)
    post("clerk", "ask_receipt_again", "spring", receipt.pk)
    receipt.refresh_from_db()
    assert (receipt.status, receipt.exempt_reason) == ("unread", "")
    post("clerk", "ask_receipt_again", "spring", receipt.pk, status=409)


def test_a_signature_is_not_taken_back_by_the_office(world, sent):
    post("clerk", "ask_receipt_again", "spring", mine(world).pk, status=409)
    assert mine(world).status == "signed"


def test_those_who_have_not_signed_are_named_with_ready_words(world, sent):
    page = get("clerk", "circulation", "spring", sent.pk)
    assert text(page.get_element_by_id("urging")) == (
        "请以下同志尽快签阅《示例通知》：销售部：销售部填报人"
    )
    mine(world, "member").sign("张三", by=world.member)
    page = get("clerk", "circulation", "spring", sent.pk)
    assert page.xpath("//form[@data-act='urge_signatures']") == []


def test_urging_tells_each_once_a_day(world, sent):
    for _twice in range(2):
        with clock.at(at()):
            assert circulating.urge(sent, by=world.clerk) == 1
    urged = Notification.objects.filter(kind="receipt_urged")
    assert [row.recipient.account for row in urged] == ["member"]
    with clock.at(at(DAY + timedelta(days=1))):
        post("clerk", "urge_signatures", "spring", sent.pk)
    assert urged.all().count() == 2
    assert Event.objects.filter(kind="circulation.urged").count() == 3
