"""Opening and ending phases: the gates name what is missing, and links lead there."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns import circulating, filling, launch, plan, returns
from campaigns.audience import To
from campaigns.forms.plan import windows_of
from campaigns.models import Circulation, Phase, SelfCheck
from organization import clock
from organization.models import NotAllowed, Notification
from reports.document import plain
from reports.figures import Figures
from reports.papers import write
from tests.visiting import get, post, text, visit
from tests.world import DAY, at, fill, phase, start, submit


def send(world, *people) -> Circulation:
    return circulating.send_round(
        world.campaign,
        To(people=people),
        by=world.clerk,
        title="示例通知",
        organiser="监督室",
        on=DAY,
    )


def against(world, key: str) -> list[str]:
    return [reason.text for reason in phase(world, key).reasons_against_ending()]


@pytest.fixture
def mobilizing(world):
    launch.launch(world.campaign, by=world.clerk)
    phase(world, "mobilization").begin(by=world.clerk)
    return world


def test_the_office_opens_a_phase_on_the_page(world):
    launch.launch(world.campaign, by=world.clerk)
    post("clerk", "open_phase", "spring", 1)
    row = phase(world, "mobilization")
    assert row.status == "open"
    page = get("clerk", "campaign", "spring")
    assert page.xpath("//form[@data-act='open_phase']/@action") == [
        "/campaigns/spring/phases/2/open/",
        "/campaigns/spring/phases/3/open/",
    ]


def test_several_phases_are_open_at_once(mobilizing):
    phase(mobilizing, "self_check").begin(by=mobilizing.clerk)
    assert Phase.objects.filter(status="open").count() == 2


def test_the_mobilization_needs_a_circulated_document(mobilizing):
    assert against(mobilizing, "mobilization") == ["尚未开展传达签阅。"]


def test_the_mobilization_ends_when_everybody_has_signed(mobilizing):
    world = mobilizing
    one, two = send(world, world.head, world.member).receipts.all()
    one.sign("张三", by=one.person)
    assert against(world, "mobilization") == [
        "“示例通知”应签阅2人，已签阅1人，未达到100%的要求。未签阅：销售部填报人"
    ]
    two.sign("李四", by=two.person)
    assert against(world, "mobilization") == []
    phase(world, "mobilization").end(by=world.clerk)
    assert phase(world, "mobilization").status == "ended"


def test_one_unsigned_person_keeps_the_phase_open_is_named_and_urged_with_one_click(mobilizing):
    world = mobilizing
    for receipt in send(world, world.head, world.member).receipts.filter(person=world.head):
        receipt.sign("张三", by=receipt.person)
    answer = visit("clerk").post(reverse("end_phase", args=["spring", 1]))
    assert answer.status_code == 409
    assert phase(world, "mobilization").status == "open"
    page = get("clerk", "campaign", "spring")
    [button] = page.xpath("//form[contains(@action, '/phases/1/end/')]/button")
    assert button.get("disabled") == "disabled"
    reasons = text(page.xpath("//details[@class='why']")[0])
    assert "未签阅：销售部填报人" in reasons
    assert "销售部负责人" not in reasons
    post("clerk", "urge_phase", "spring", 1)
    urged = Notification.objects.filter(kind="receipt_urged")
    assert [row.recipient.account for row in urged] == ["member"]
    report = plain_report(world)
    assert "应传达2人，实际签阅1人，传达面为50%，尚有1人未签阅（销售部1人）" in report
    assert "100%" not in report


def plain_report(world) -> str:
    """The paragraph of the report about the mobilization."""
    paper = write("final", Figures(world.campaign, clock.now()))
    [block] = [b for b in paper.blocks if getattr(b, "key", "") == "phase-mobilization-text"]
    return plain(block.runs)


def test_of_very_many_the_first_are_named(mobilizing, monkeypatch):
    world = mobilizing
    monkeypatch.setattr("campaigns.gates.NAMED", 1)
    send(world, world.head, world.member)
    assert against(world, "mobilization")[0].endswith("未签阅：销售部负责人等2人")


def test_who_is_exempt_is_not_waited_for(mobilizing):
    world = mobilizing
    one, two = send(world, world.head, world.member).receipts.all()
    one.sign("张三", by=one.person)
    two.exempt("外出学习", by=world.clerk)
    assert against(world, "mobilization") == []


def test_the_threshold_is_a_figure_of_the_campaign(mobilizing):
    world = mobilizing
    one, _two = send(world, world.head, world.member).receipts.all()
    one.sign("张三", by=one.person)
    campaign = world.campaign
    for threshold, reasons in (("51", 1), ("50", 0), ("0", 0)):
        campaign.wording["reach_threshold"] = threshold
        campaign.save()
        assert len(against(world, "mobilization")) == reasons


def test_a_threshold_of_nothing_needs_no_document(mobilizing):
    mobilizing.campaign.wording["reach_threshold"] = "0"
    mobilizing.campaign.save()
    assert against(mobilizing, "mobilization") == []


def test_the_self_check_waits_for_every_sheet(world):
    start(world)
    submit(world, "SALES")
    fill(world, "SERVICE")
    [reason] = phase(world, "self_check").reasons_against_ending()
    assert reason.text == "服务部尚未提交自查表。"
    assert (reason.thing, reason.pk) == ("campaigns.selfcheck", world.sheet("SERVICE").pk)


def test_a_sheet_that_was_sent_back_is_not_waited_for(world):
    start(world)
    submit(world, "SALES")
    sheet = submit(world, "SERVICE")
    answers = sheet.answers.filter(item__no=2)
    returns.send_back(sheet, answers, reason="superficial", note="", due_on=None, by=world.clerk)
    assert world.sheet("SERVICE").status == "returned"
    assert against(world, "self_check") == []


def test_the_button_says_how_much_is_missing_and_what(world):
    start(world)
    page = get("clerk", "campaign", "spring")
    [button] = page.xpath("//form[@data-act='end_phase']/button")
    assert (text(button), button.get("disabled")) == ("结束（还差2处）", "disabled")
    reasons = [text(line) for line in page.xpath("//details[@class='why']//li/span")]
    assert reasons == ["销售部尚未提交自查表。", "服务部尚未提交自查表。"]


def test_ending_too_early_is_answered_with_the_reasons(world):
    start(world)
    answer = visit("clerk").post(reverse("end_phase", args=["spring", 2]))
    assert answer.status_code == 409
    assert "服务部尚未提交自查表。" in answer.content.decode()
    assert phase(world, "self_check").status == "open"


def test_heads_see_the_phases_and_no_buttons(world):
    start(world)
    page = get("head", "campaign", "spring")
    assert page.xpath("//form[@data-act='end_phase' or @data-act='open_phase']") == []
    assert len(page.xpath("//ol[@class='phases']/li")) == 3


def test_moving_the_time_for_filling_moves_what_was_never_handed_in(world):
    start(world)
    sheet = submit(world, "SALES")
    asked = {"reason": "superficial", "note": "", "due_on": date(2026, 3, 12)}
    with clock.at(at(date(2026, 3, 9))):
        returns.tear_down(sheet, by=world.clerk, **asked)
    windows = [
        plan.Window(w.order, w.name, w.starts_on, date(2026, 3, 10) if w.order == 2 else w.ends_on)
        for w in windows_of(world.campaign)
    ]
    plan.set_windows(world.campaign, windows)
    due = dict(SelfCheck.objects.values_list("department__code", "due_on"))
    assert due == {"SALES": date(2026, 3, 12), "SERVICE": date(2026, 3, 10)}


def test_a_phase_that_ended_is_not_moved(world):
    start(world)
    submit(world, "SALES")
    submit(world, "SERVICE")
    phase(world, "self_check").end(by=world.clerk)
    plan.set_windows(
        world.campaign, [plan.Window(2, "别的名字", date(2026, 4, 1), date(2026, 4, 2))]
    )
    row = phase(world, "self_check")
    assert (row.name, row.ends_on) == ("深入自查", date(2026, 3, 6))


def test_nothing_is_filled_after_the_phase_ended(world):
    start(world)
    submit(world, "SALES")
    submit(world, "SERVICE")
    phase(world, "self_check").end(by=world.clerk)
    SelfCheck.objects.filter(pk=world.sheet().pk).update(status="filling")
    with pytest.raises(NotAllowed):
        filling.demand_fillable(world.sheet())
