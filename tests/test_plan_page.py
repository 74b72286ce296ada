"""The one page: what stands open, clauses, rough times, reminders, and where a list comes from."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns import launch, plan
from campaigns.basis_lines import Basis
from campaigns.citing import cite
from campaigns.models import Campaign, CheckItem, Checklist, Clause, ItemScope, ReminderStep
from campaigns.steps import Step
from organization import clock
from organization.models import Event
from rectification import reminders
from tests.plan import rungs
from tests.test_setup import form
from tests.visiting import get, post, text
from tests.world import World, at, start

BASIS = """《示例管理办法》|示字〔2026〕1号|上级公司
第三条　台账逐月登记。
《示例细则》|||内部制度|工作部署"""


def open_parts(page) -> list[str]:
    return page.xpath("//details[contains(@class, 'plan-part')][@open]/@data-part")


def draft(world: World, **changes) -> Campaign:
    with clock.at(at(date(2026, 5, 4))):
        post("clerk", "campaign_new", **form(world, **changes))
    return Campaign.objects.get(code="summer")


def test_only_what_has_to_be_typed_stands_open(world):
    page = get("clerk", "campaign_new")
    assert open_parts(page) == ["campaign", "phases", "basis", "checklist"]
    launch.launch(world.campaign, by=world.clerk)
    page = get("clerk", "campaign_new", query="?from=campaign:spring")
    assert open_parts(page) == ["campaign", "phases"]
    says = [text(one) for one in page.xpath("//span[@class='plan-says']")]
    assert says[:3] == ["1个文件，0条条款", "1个监察项目，4个检查项点，共5项次", "2 个已选"]


def test_a_part_with_a_fault_opens(world):
    with clock.at(at()):
        sent = post("clerk", "campaign_new", status=422, **form(world, **{"step1-days": "五天"}))
    assert "ladder" in open_parts(sent.page)
    assert "请填写整数。" in text(sent.page.xpath("//details[@data-part='ladder']")[0])


def test_clauses_roles_and_sorts_of_the_basis_are_kept_and_come_back(world):
    campaign = draft(world, basis=BASIS)
    assert plan.basis_of(campaign) == [
        Basis(
            *("《示例管理办法》", "示字〔2026〕1号", "上级公司"),
            clauses=(("第三条", "台账逐月登记。"),),
        ),
        Basis("《示例细则》", role="internal", sort="deployment"),
    ]
    [shown] = get("clerk", "setup", "summer").xpath("//textarea[@name='basis']/text()")
    assert shown.strip() == BASIS.replace("第三条", "\u3000第三条")


def test_a_clause_that_stays_is_cited_as_before(world):
    document = world.campaign.basis_documents.get()
    cited = Clause.objects.create(document=document, no="第三条", text="旧文字")
    CheckItem.objects.filter(pk=world.item(1).pk).update(clause=cited)
    changed = Basis("《示例管理办法》", clauses=(("第三条", "新文字"), ("第四条", "另一条")))
    plan.set_basis(world.campaign, [changed])
    assert world.item(1).clause == cited
    assert Clause.objects.get(pk=cited.pk).text == "新文字"
    plan.set_basis(world.campaign, [Basis("《示例管理办法》")])
    assert world.item(1).clause is None


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("第三条", True),
        ("《示例管理办法》第三条", True),
        ("“示例”第三条", False),
        ("管理办法第三条", True),
        ("第四条", False),
        ("《示例管理办法》", False),
    ],
)
def test_an_item_finds_the_clause_its_column_names(world, rule, found):
    document = world.campaign.basis_documents.get()
    clause = Clause.objects.create(document=document, no="第三条", text="逐月登记")
    CheckItem.objects.filter(pk=world.item(1).pk).update(basis="《示例管理办法》", rule=rule)
    cite(world.campaign)
    assert world.item(1).clause == (clause if found else None)


def test_a_clause_chosen_by_hand_is_cited(world):
    document = world.campaign.basis_documents.get()
    clause = Clause.objects.create(document=document, no="第三条", text="逐月登记")
    pk = world.campaign.checklist.pk
    post("clerk", "checklist_item", pk, 1, text="第1个示例项点", clause=clause.pk)
    assert world.item(1).clause == clause
    page = get("clerk", "campaign_checklist", "spring")
    assert "《示例管理办法》第三条" in text(page.xpath("//tbody/tr")[1])


def test_the_clause_stands_beside_the_item_that_is_filled_in(world):
    document = world.campaign.basis_documents.get()
    clause = Clause.objects.create(document=document, no="第三条", text="台账逐月登记。")
    CheckItem.objects.filter(pk=world.item(1).pk).update(clause=clause)
    start(world)
    page = get("head", "fill_item", "spring", "SALES", 1)
    assert "《示例管理办法》第三条台账逐月登记。" in text(page)
    assert page.xpath("//textarea[@name='rule']/text()")[0].strip() == "《示例管理办法》第三条"


def test_a_rough_time_typed_alone_brings_its_days_and_is_printed(world):
    campaign = draft(
        world,
        **{"phase3-text": "6月下旬", "phase1-text": "六月初", "phase1-ends_on": "2026-06-05"},
    )
    windows = campaign.phases.values_list("text", "starts_on", "ends_on")
    assert list(windows) == [
        ("六月初", date(2026, 6, 1), date(2026, 6, 5)),
        ("", date(2026, 6, 5), date(2026, 6, 12)),
        ("6月下旬", date(2026, 6, 21), date(2026, 6, 30)),
    ]
    assert "6月下旬" in text(get("clerk", "campaign", "summer").xpath("//*[@id='phases']")[0])


def test_words_without_days_ask_for_them(world):
    sent = post("clerk", "campaign_new", status=422, **form(world, **{"phase3-text": "适时"}))
    assert "请同时填写这一时间对应的起止日期。" in text(sent.page)


def test_outside_bodies_are_named_one_a_line(world):
    campaign = draft(world, authorities="市委、市政府\n\n市纠风办")
    assert campaign.authority_list == ["市委、市政府", "市纠风办"]
    assert "其他部署单位：市委、市政府、市纠风办" in text(get("clerk", "campaign", "summer"))


def rung(n: int, days: int, side: str, *ticks: str, **more) -> dict:
    """One line of the ladder as it is typed."""
    told = {"days": days, "side": side, **dict.fromkeys(ticks, "on"), **more}
    return {f"step{n}-{name}": value for name, value in told.items()}


LADDER = {
    **rung(1, 4, "before", "to_person", "to_head"),
    **rung(2, 1, "after", "to_head", slip="slip"),
    **rung(3, 5, "after", "to_leader", "to_chair", "talk", slip="key_slip", points="1.5"),
}


def test_the_ladder_of_a_campaign_is_set_on_its_page(world):
    campaign = draft(world, **LADDER)
    assert ReminderStep.of(campaign) == [
        Step("day-4", -4, to_head=True),
        Step("overdue", 1, to_person=False, to_head=True, slip="slip"),
        Step(
            "day+5", 5, to_person=False, slip="key_slip", to_leader=True, to_chair=True, talk=True,
            points=Decimal("1.5"),
        ),
    ]  # fmt: skip
    page = get("clerk", "setup", "summer")
    assert page.xpath("//input[@name='step3-points']/@value") == ["1.5"]
    assert page.xpath("//select[@name='step2-slip']/option[@selected]/@value") == ["slip"]


def test_a_rung_whose_day_stays_keeps_its_key_and_one_that_moves_does_not(world):
    campaign = draft(world)
    ReminderStep.set_for(campaign, [Step("week", -7), Step("late", 2)])
    lines = {**rung(1, 7, "before", "to_head"), **rung(2, 3, "after", "to_head")}
    post("clerk", "setup", "summer", **form(world, version=campaign.version, **lines))
    assert [(s.key, s.offset) for s in ReminderStep.of(campaign)] == [
        ("week", -7),
        ("still_overdue", 3),
    ]
    changes = Event.objects.about(campaign).filter(kind="campaign.changed")
    assert "ladder" in changes.latest("pk").particulars["fields"]


def test_a_ladder_nobody_touched_stays_that_of_the_defaults(world):
    draft(world)
    assert ReminderStep.objects.count() == 0
    page = get("clerk", "campaign_new")
    as_it_stands = {
        **dict(zip(page.xpath(NUMBERS + "/@name"), page.xpath(NUMBERS + "/@value"), strict=True)),
        **dict.fromkeys(page.xpath("//*[@id='part-ladder']//input[@checked]/@name"), "on"),
        **{
            one.get("name"): one.xpath("string(option[@selected]/@value)")
            for one in page.xpath("//*[@id='part-ladder']//select")
        },
    }
    draft(world, code="autumn", **as_it_stands)
    assert ReminderStep.objects.count() == 0


NUMBERS = "//*[@id='part-ladder']//input[@inputmode][@value]"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (rung(1, "", "after"), "请至少保留一级提醒"),
        ({**rung(1, 3, "after", "to_head"), **rung(2, 3, "after", "to_chair")}, "同一天"),
        (rung(1, 3, "after"), "请注明"),
        (rung(1, 0, "after", "to_head"), "逾期第一天填1"),
        (rung(1, 61, "after", "to_head"), "60"),
        (rung(1, 3, "after", "to_head", points="-1"), "0"),
    ],
)  # fmt: skip
def test_a_wrong_rung_is_named_and_nothing_is_drafted(world, lines, words):
    sent = post("clerk", "campaign_new", status=422, **form(world, **lines))
    part = sent.page.xpath("//details[@data-part='ladder']")[0]
    assert words in text(part)
    assert "open" in part.attrib


def test_steps_on_the_days_of_the_defaults_send_nothing_twice(world):
    start(world)
    with clock.at(at(date(2026, 3, 3))):
        assert reminders.sweep() > 0
        ReminderStep.set_for(world.campaign, rungs([3], [1], None))
        assert reminders.sweep() == 0


def test_the_list_of_an_earlier_campaign_comes_with_its_breakdown(world):
    launch.launch(world.campaign, by=world.clerk)
    old = world.campaign.checklist
    draft(world)
    post("clerk", "choose_checklist", "summer", checklist=old.pk)
    new = Checklist.objects.get(campaign__code="summer")
    assert (new.frozen_at, new.copied_from) == (None, old)
    scopes = ItemScope.objects.filter(item__checklist=new)
    assert list(scopes.values_list("item__no", "department__code").order_by("pk")) == [
        (1, "SALES"),
        (2, "SALES"),
        (2, "SERVICE"),
        (3, "SALES"),
        (3, "SERVICE"),
    ]


def test_the_list_of_a_campaign_somebody_else_runs_is_no_choice(world):
    launch.launch(world.campaign, by=world.clerk)
    draft(world)
    other = Campaign.objects.get(code="summer")
    world.campaign.role_grants.all().delete()
    old = Checklist.objects.get(campaign__code="spring")
    post("clerk", "choose_checklist", "summer", checklist=old.pk)
    assert not Checklist.objects.filter(campaign=other).exists()


def test_how_the_report_read_aloud_speaks_of_people_is_set_with_the_plan(world):
    campaign = draft(world)
    assert not get("clerk", "setup", "summer").xpath("//*[@name='round_people']")
    Campaign.objects.filter(pk=campaign.pk).update(kind="appraisal")
    page = get("clerk", "setup", "summer")
    assert page.xpath("//*[@name='round_people']/@value") == ["100"]
    assert not page.xpath("//*[@name='speaker_by_name'][@checked]")
    fourth = {"phase4-name": "抓整改", "phase4-starts_on": "", "phase4-ends_on": ""}
    words = {"report_template": "B", "speaker_by_name": "on", "round_people": "0"}
    post("clerk", "setup", "summer", **form(world, version=campaign.version, **fourth, **words))
    spoken = Campaign.objects.get(pk=campaign.pk).wording["spoken"]
    assert (spoken["speaker_by_name"], spoken["round_people"]) == (True, 0)
    assert spoken["visits"] == "营业窗口服务明察暗访"  # the other words of the kind stay
