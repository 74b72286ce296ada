"""会签: departments agree or object before a paper is signed; an objection stands in the way."""

import pytest

from campaigns.models import Campaign, Group
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from organization.waiting import waiting
from reports import cosigning, publishing
from reports.models import CoSignature, Publication
from tests.plan import LAUNCHED_ON, complete_and_launched
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import at


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(complete_and_launched, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(LAUNCHED_ON, 15)):
        world = scene()
        world.paper = publishing.draft(world.campaign, "plan", by=world.clerk)
        publishing.send_to_review(world.paper, by=world.clerk)
        yield world


def ask(world, *codes: str) -> list[CoSignature]:
    cosigning.ask(world.paper, [world.departments[code] for code in codes], by=world.clerk)
    return [row(code) for code in codes]


def row(code: str) -> CoSignature:
    rows = CoSignature.objects.select_related("publication__campaign", "department")
    return rows.filter(department__code=code).latest("pk")


def words(world):
    return publishing.words_of(world.paper).document


def agree(world, code: str, by) -> None:
    cosigning.agree(row(code), words(world), by=by)


def object_to(world, code: str, by, opinion: str = "职责分工有误。") -> None:
    cosigning.object_to(row(code), words(world), by=by, opinion=opinion)


def told(world, level: str) -> list[str]:
    found = publishing.checks_of(world.paper, "plan", publishing.words_of(world.paper))
    return [check.text for check in found if check.level == level and "签" in check.text]


def entries(person) -> list[str]:
    return [e.title for e in waiting(person) if e.kind in ("cosign", "objection")]


def status(world) -> str:
    return Publication.objects.get(pk=world.paper.pk).status


def test_heads_are_told_and_it_waits_for_them_alone(world):
    ask(world, "SALES", "SERVICE")
    notices = Notification.objects.filter(kind="cosign_asked")
    assert {notice.recipient.account for notice in notices} == {"head", "service_head"}
    assert entries(world.head) == ["会签实施方案"]
    for other in (world.member, world.clerk, world.leader, world.stranger):
        assert entries(other) == []
    agree(world, "SALES", world.head)
    assert entries(world.head) == []


def test_who_has_not_spoken_is_a_warning_and_the_leader_may_sign(world):
    ask(world, "SALES")
    assert told(world, "warn") == ["尚未会签：销售部"]
    publishing.sign(world.paper, by=world.leader)
    assert status(world) == "signed"


def test_an_open_objection_keeps_the_leader_from_signing(world):
    ask(world, "SALES", "SERVICE")
    object_to(world, "SALES", world.head)
    with pytest.raises(NotAllowed) as refused:
        publishing.sign(world.paper, by=world.leader)
    assert [str(one.text) for one in refused.value.reasons] == ["销售部有异议：职责分工有误。"]
    assert status(world) == "in_review"
    assert entries(world.clerk) == ["答复会签异议：实施方案"]


@pytest.mark.parametrize("way", ["answered", "agreed"])
def test_answered_by_the_office_or_taken_back_it_does_no_longer(world, way):
    ask(world, "SALES")
    object_to(world, "SALES", world.head)
    if way == "answered":
        cosigning.answer(row("SALES"), "已按职责文件核实。", by=world.clerk)
        assert told(world, "warn") == []
        assert Notification.objects.get(kind="cosign_answered").recipient == world.head
    else:
        agree(world, "SALES", world.head)
    publishing.sign(world.paper, by=world.leader)
    assert status(world) == "signed"
    assert row("SALES").status == way


def test_an_objection_says_what_it_is(world):
    ask(world, "SALES")
    with pytest.raises(NotAllowed, match="须写明意见"):
        object_to(world, "SALES", world.head, opinion="  ")
    assert row("SALES").status == "asked"


def test_back_at_the_draft_co_signatures_lapse_and_are_asked_for_again(world):
    ask(world, "SALES", "SERVICE")
    agree(world, "SALES", world.head)
    object_to(world, "SERVICE", world.service_head)
    publishing.take_back(world.paper, by=world.clerk)
    assert [row(code).status for code in ("SALES", "SERVICE")] == ["lapsed", "lapsed"]
    with pytest.raises(NotAllowed, match="处于核稿阶段"):
        ask(world, "SALES")
    publishing.send_to_review(world.paper, by=world.clerk)
    assert told(world, "block") == told(world, "warn") == []
    ask(world, "SALES")
    assert [one.status for one in cosigning.rows_of(world.paper)] == ["lapsed", "lapsed", "asked"]
    assert Event.objects.filter(kind="cosignature.lapsed").count() == 2


def test_no_department_speaks_after_the_signature(world):
    ask(world, "SALES")
    publishing.sign(world.paper, by=world.leader)
    for say in (agree, object_to):
        with pytest.raises(NotAllowed, match="处于核稿阶段"):
            say(world, "SALES", world.head)
    assert row("SALES").status == "asked"


def test_words_that_move_after_a_co_signature_are_named(world):
    ask(world, "SALES")
    agree(world, "SALES", world.head)
    assert told(world, "pass") == ["会签部门均已同意：1个"]
    world.campaign.groups.filter(kind="leading").update(duties="另一职责")
    found = publishing.checks_of(world.paper, "plan", publishing.words_of(world.paper))
    moved = [check for check in found if "销售部会签后" in check.text]
    assert [check.level for check in moved] == ["warn"]


def test_a_department_is_asked_once_and_needs_a_head(world):
    ask(world, "SALES")
    for code in ("SALES", "OFFICE"):
        with pytest.raises(NotAllowed, match="已在会签中"):
            ask(world, code)
    names = [one.name for one in cosigning.departments_to_ask(world.paper)]
    assert "服务部" in names and "监督室" not in names and "销售部" not in names


def test_who_is_not_asked_any_more_has_nothing_to_say(world):
    ask(world, "SALES")
    cosigning.withdraw(row("SALES"), by=world.clerk)
    assert entries(world.head) == [] and told(world, "warn") == []
    with pytest.raises(NotAllowed):
        agree(world, "SALES", world.head)


def test_the_head_reads_the_paper_on_the_page_and_co_signs(world):
    ask(world, "SALES")
    page = get("head", "cosignatures", "spring", "plan")
    assert "实施方案" in text(page.xpath("//article")[0])
    assert not page.xpath("//article//a[@data-figure]")  # no records that others alone may open
    pk = row("SALES").pk
    sent = post("head", "cosign", "spring", "plan", pk, status=409, object="1", opinion="")
    assert "须写明意见" in text(sent.page.xpath("//main")[0])
    post("head", "cosign", "spring", "plan", pk, agree="1", opinion="无意见。")
    page = get("leader", "paper", "spring", "plan")
    shown = things(get("leader", "cosignatures", "spring", "plan"), "cosignature")
    assert set(shown) == {(f"cosignature:{pk}", "agreed")}
    assert "销售部" in text(page.xpath("//*[@id='cosigning']")[0])


def test_what_was_typed_stays_where_it_is_refused(world):
    ask(world, "SALES")
    pk = row("SALES").pk
    sent = post("head", "cosign", "spring", "plan", pk, status=409, object="1", opinion="长" * 501)
    assert "长" * 501 in sent.page.xpath("//textarea[@name='opinion']")[0].text


def test_words_that_moved_while_the_head_read_them_are_read_once_more(world):
    pk = ask(world, "SALES")[0].pk
    page = get("head", "cosignatures", "spring", "plan")
    [read] = page.xpath("//input[@name='read']/@value")
    Group.objects.filter(kind=Group.Kind.LEADING).update(duties="另行研究")
    told = {"agree": "1", "opinion": "无意见。", "read": read}
    page = post("head", "cosign", "spring", "plan", pk, status=409, **told).page
    assert "文稿在您打开本页后有变动" in text(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//textarea[@name='opinion']")[0].text == "无意见。"
    assert "另行研究" in text(page.xpath("//article")[0])
    assert row("SALES").status == "asked"
    told["read"] = page.xpath("//input[@name='read']/@value")[0]
    post("head", "cosign", "spring", "plan", pk, **told)
    assert row("SALES").status == "agreed"


def test_an_answer_that_was_refused_stays_with_its_objection_alone(world):
    ask(world, "SALES", "SERVICE")
    object_to(world, "SALES", world.head)
    object_to(world, "SERVICE", world.service_head)
    long = "长" * 501
    pk = row("SERVICE").pk
    sent = post("clerk", "answer_objection", "spring", "plan", pk, status=409, answer=long)
    kept = {box.get("id"): box.text or "" for box in sent.page.xpath("//textarea[@name='answer']")}
    assert kept == {f"answer-{row('SALES').pk}": "", f"answer-{pk}": long}


def test_all_who_were_asked_have_co_signed(world):
    ask(world, "SALES", "SERVICE")
    agree(world, "SALES", world.head)
    assert told(world, "pass") == []
    agree(world, "SERVICE", world.service_head)
    assert told(world, "pass") == ["会签部门均已同意：2个"]


def test_a_department_whose_head_left_is_not_asked(world):
    Person.objects.filter(account="service_head").update(is_active=False)
    assert "服务部" not in [one.name for one in cosigning.departments_to_ask(world.paper)]


@pytest.mark.parametrize(("length", "taken"), [(500, "objected"), (501, "asked")])
def test_an_objection_has_five_hundred_characters(world, length, taken):
    ask(world, "SALES")
    if taken == "asked":
        with pytest.raises(NotAllowed, match="最多500字，现有501字"):
            object_to(world, "SALES", world.head, opinion="字" * length)
    else:
        object_to(world, "SALES", world.head, opinion="字" * length)
    assert row("SALES").status == taken


def test_nothing_is_said_in_a_closed_campaign(world):
    ask(world, "SALES")
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    with pytest.raises(NotAllowed, match="已结束"):
        agree(world, "SALES", world.head)
    assert row("SALES").status == "asked"


def read_by(account: str) -> str:
    return text(get(account, "cosignatures", "spring", "plan").xpath("//main")[0])


def test_who_is_not_asked_any_more_reads_no_opinion_of_others(world):
    ask(world, "SALES", "SERVICE")
    object_to(world, "SERVICE", world.service_head, opinion="附件二有误。")
    assert "附件二有误。" in read_by("head")
    cosigning.withdraw(row("SALES"), by=world.clerk)
    page = read_by("head")
    assert "附件二有误。" not in page and "服务部" not in page
    assert "销售部" in page  # the notice of before leads to what became of it
    assert "附件二有误。" in read_by("leader")


def test_who_said_something_goes_on_reading_once_it_has_lapsed(world):
    ask(world, "SALES", "SERVICE")
    object_to(world, "SERVICE", world.service_head, opinion="附件二有误。")
    publishing.take_back(world.paper, by=world.clerk)
    assert "附件二有误。" in read_by("service_head")
    assert "附件二有误。" not in read_by("head")  # it had said nothing
    publishing.send_to_review(world.paper, by=world.clerk)
    ask(world, "SALES")
    assert "附件二有误。" in read_by("head")
