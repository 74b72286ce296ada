"""Answers and verifications become findings; the office completes and establishes them."""

import pytest

from campaigns import verification
from campaigns.models import Answer
from findings import consolidation
from findings.gates import undecided
from findings.models import Finding, FindingSource
from organization.models import Department, Event, NotAllowed
from tests.access.findings import answered, report_two
from tests.sheet_file import rows_of
from tests.stage import staged
from tests.visiting import get, post, text, things, visit
from tests.world import make_finding, phase


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(answered, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def answer(world, code: str, no: int) -> Answer:
    return Answer.objects.get(selfcheck=world.sheet(code), item__no=no)


def test_the_list_to_consolidate_holds_what_feeds_no_finding(world):
    make_finding(world, "SALES", 1)
    page = get("clerk", "consolidate", "spring")
    keys = [box.get("value") for box in page.xpath("//input[@name='source']")]
    assert keys == [f"answer:{answer(world, c, 2).pk}" for c in ("SALES", "SERVICE")]
    assert [text(h) for h in page.xpath("//h2[starts-with(@id, 'item-')]")] == [
        "项点2 第2个示例项点"
    ]


def test_verifications_are_sources_too(world):
    row = verification.verify(
        world.campaign,
        world.item(3),
        world.departments["SERVICE"],
        by=world.inspector,
        result="no",
        method="抽样检查",
        text="核查发现缺页",
    )
    made = post("inspector", "report_finding", "spring", source=[f"verification:{row.pk}"])
    finding = Finding.objects.get()
    assert (finding.problem, finding.department.code) == ("核查发现缺页", "SERVICE")
    assert things(made.page, "verification") == [(f"verification:{row.pk}", "no")]


def test_answers_of_two_departments_feed_one_finding(world):
    keys = [f"answer:{answer(world, code, 2).pk}" for code in ("SALES", "SERVICE")]
    post("clerk", "report_finding", "spring", source=keys)
    sources = FindingSource.objects.select_related("answer__selfcheck__department")
    assert [row.source_department.code for row in sources] == ["SALES", "SERVICE"]
    assert Finding.objects.count() == 1


def test_a_chosen_source_joins_a_finding(world):
    report_two(world)
    other = answer(world, "SERVICE", 2)
    finding = Finding.objects.get(number=2)
    post("inspector", "add_source", "spring", source=[f"answer:{other.pk}"], finding=finding.pk)
    assert finding.sources.count() == 2
    assert get("clerk", "consolidate", "spring").xpath("//input[@name='source']") == []


def test_a_verification_of_what_is_known_waits_for_nobody(world):
    source = answer(world, "SALES", 1)
    finding = consolidation.report_finding(world.campaign, [source], by=world.clerk)
    row = verification.verify(
        world.campaign,
        source.item,
        world.departments["SALES"],
        by=world.inspector,
        result="no",
        method="抽样检查",
        text="核查属实",
    )
    page = get("clerk", "consolidate", "spring")
    assert f"verification:{row.pk}" not in page.xpath("//input[@type='checkbox']/@value")
    assert "2条来源待归并" in text(page.xpath("//p[@class='sub']")[0])
    [button] = page.xpath("//details//form[@data-act='add_source']/button")
    assert text(button) == "并入问题1"
    key = f"verification:{row.pk}"
    post("clerk", "add_source", "spring", source=[key], finding=finding.pk)
    assert [source.verification for source in finding.sources.all()] == [None, row]
    assert get("clerk", "consolidate", "spring").xpath("//form[@data-act='add_source']") == []


def test_nothing_chosen_is_said(world):
    response = post("clerk", "report_finding", "spring", status=422)
    assert "请至少选择一条来源。" in text(response.page)
    assert Finding.objects.count() == 0


def test_the_chosen_stay_ticked_when_the_target_is_missing(world):
    key = f"answer:{answer(world, 'SALES', 1).pk}"
    response = post("clerk", "add_source", "spring", status=422, source=[key])
    assert response.page.xpath("//input[@name='source'][@checked]/@value") == [key]


def test_a_compliant_answer_becomes_no_finding(world):
    compliant = answer(world, "SALES", 3)
    response = post(
        "clerk", "report_finding", "spring", status=422, source=[f"answer:{compliant.pk}"]
    )
    assert "已不是“不符合”" in text(response.page)
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [compliant], by=world.clerk)
    assert Finding.objects.count() == 0


def test_a_source_feeds_one_finding_only(world):
    source = answer(world, "SALES", 1)
    consolidation.report_finding(world.campaign, [source], by=world.clerk)
    with pytest.raises(NotAllowed, match="该自查结果已形成问题"):
        consolidation.report_finding(world.campaign, [source], by=world.clerk)
    assert (Finding.objects.count(), FindingSource.objects.count()) == (1, 1)


def test_numbers_have_no_gap_after_a_refusal(world):
    source = answer(world, "SALES", 1)
    consolidation.report_finding(world.campaign, [source], by=world.clerk)
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [source], by=world.clerk)
    last = consolidation.report_finding(world.campaign, [answer(world, "SALES", 2)], by=world.clerk)
    assert last.number == 2


def test_the_office_completes_the_parts(world):
    report_two(world)
    item = world.item(3)
    post(
        "clerk",
        "change_finding",
        "spring",
        1,
        version=1,
        title="资料不全",
        track="at_once",
        problem="一是缺页\r\n二是缺签字",
        cause_objective="系统未上线",
        department=world.departments["SERVICE"].pk,
        items=[item.pk],
        fixed_in_passing="on",
    )
    finding = Finding.objects.get(number=1)
    assert finding.problem_parts == ["一是缺页", "二是缺签字"]
    assert (finding.track, finding.version, finding.fixed_in_passing) == ("at_once", 2, True)
    assert finding.department.code == "SERVICE"
    assert list(finding.items.all()) == [item]
    assert finding.cause_subjective == ""
    event = Event.objects.filter(kind="finding.changed").get()
    assert "items" in event.particulars["fields"]


def test_an_aspect_is_made_on_the_way_and_may_be_assumed(world):
    report_two(world)
    form = {"version": 1, "title": "甲", "track": "by_date"}
    post("clerk", "change_finding", "spring", 1, **form, new_aspect="资料管理", assumed="on")
    aspect = Finding.objects.get(number=1).aspect
    assert (aspect.name, aspect.assumed) == ("资料管理", True)
    post("clerk", "change_finding", "spring", 2, **form, new_aspect="资料管理")
    aspect.refresh_from_db()
    assert (Finding.objects.get(number=2).aspect, aspect.assumed) == (aspect, False)


def test_who_comes_second_gets_both_texts(world):
    report_two(world)
    form = {"version": 1, "track": "by_date", "problem": "资料不全"}
    post("clerk", "change_finding", "spring", 1, **form, title="先到的标题")
    late = post("clerk", "change_finding", "spring", 1, status=409, **form, title="后到的标题")
    assert Finding.objects.get(number=1).title == "先到的标题"
    assert late.page.xpath("//input[@name='title']/@value") == ["后到的标题"]
    assert "先到的标题" in [text(dd) for dd in late.page.xpath("//*[@role='alert']//dd")]
    again = {**form, "version": int(late.page.xpath("//input[@name='version']/@value")[0])}
    post("clerk", "change_finding", "spring", 1, **again, title="后到的标题")
    assert Finding.objects.get(number=1).title == "后到的标题"


def test_confirming_names_what_is_missing_and_goes_on(world):
    report_two(world)
    Finding.objects.filter(number=1).update(rule="", rule_document="", cause_subjective="")
    page = post("clerk", "confirm_finding", "spring", 1).page
    assert "问题1已确认，尚缺：规定、原因。" in text(page)
    finding = Finding.objects.get(number=1)
    assert (finding.status, finding.confirmed_by) == ("confirmed", world.clerk)


def test_a_dismissal_keeps_its_reason(world):
    report_two(world)
    post("clerk", "dismiss_finding", "spring", 1, reason="核实后不属实")
    assert Finding.objects.get(number=1).status == "dismissed"
    assert Event.objects.get(kind="finding.dismissed").particulars["reason"] == "核实后不属实"
    page = get("leader", "finding", "spring", 1)
    assert "核实后不属实" in text(page.xpath("//ol[@class='tl']")[0])


def test_a_dismissal_needs_a_reason(world):
    report_two(world)
    post("clerk", "dismiss_finding", "spring", 1, status=422, reason=" ")
    assert Finding.objects.get(number=1).status == "reported"


def test_a_dismissed_finding_takes_nothing_in(world):
    report_two(world)
    finding = Finding.objects.get(number=1)
    finding.dismiss(by=world.clerk, reason="不属实")
    with pytest.raises(NotAllowed):
        consolidation.add_source(finding, answer(world, "SERVICE", 2), by=world.clerk)
    with pytest.raises(NotAllowed):
        consolidation.change_finding(finding, finding.version, by=world.clerk, title="改")


def test_the_list_is_ordered_by_aspect_then_number(world):
    report_two(world)
    later = consolidation.name_aspect(world.campaign, "甲方面", by=world.clerk)
    first = Finding.objects.get(number=1)
    consolidation.change_finding(first, 1, by=world.clerk, aspect=later)
    page = get("clerk", "findings", "spring")
    assert [text(th) for th in page.xpath("//tr[@class='group']")] == ["甲方面", "尚未归入方面"]
    assert [status for _thing, status in things(page, "finding")] == ["reported", "reported"]
    assert "1个方面2个问题（其中待确认2个），涉及2个检查项点" in text(
        page.xpath("//p[@class='sub']")[0]
    )


def test_what_was_fixed_in_passing_is_not_counted(world):
    report_two(world)
    Finding.objects.filter(number=2).update(fixed_in_passing=True)
    page = get("clerk", "findings", "spring")
    said = text(page.xpath("//p[@class='sub']")[0])
    assert said == "1个问题（其中待确认1个），涉及1个检查项点（另有1个不计入问题数）"
    assert len(things(page, "finding")) == 2


def test_departments_see_neither_reported_nor_restricted_findings(world):
    report_two(world)
    get("head", "finding", "spring", 1, status=404)
    finding = Finding.objects.get(number=1)
    finding.confirm(by=world.clerk)
    get("head", "finding", "spring", 1)
    Finding.objects.filter(pk=finding.pk).update(restricted=True)
    get("head", "finding", "spring", 1, status=404)
    get("leader", "finding", "spring", 1)
    assert things(get("head", "findings", "spring"), "finding") == []


def test_a_department_sees_its_own_source_only(world):
    both = [answer(world, code, 2) for code in ("SALES", "SERVICE")]
    Answer.objects.filter(pk=both[1].pk).update(text="服务部的原话")
    consolidation.report_finding(world.campaign, both, by=world.clerk).confirm(by=world.clerk)
    page = get("head", "finding", "spring", 1)
    assert things(page, "answer") == [(f"answer:{both[0].pk}", "no")]
    assert "服务部" not in text(page)
    other = get("service_head", "finding", "spring", 1)
    assert things(other, "answer") == [(f"answer:{both[1].pk}", "no")]


def test_sources_of_hidden_findings_are_hidden(world):
    report_two(world)
    head = world.head
    assert FindingSource.objects.visible_to(head).count() == 0
    Finding.objects.get(number=1).confirm(by=world.clerk)
    assert FindingSource.objects.visible_to(head).count() == 1
    Finding.objects.update(restricted=True)
    assert FindingSource.objects.visible_to(head).count() == 0


def test_the_analysis_does_not_end_over_open_questions(world):
    report_two(world)
    analysis = phase(world, "analysis")
    texts = [reason.text for reason in analysis.reasons_against_ending()]
    assert "问题1“资料不全”尚未确认、合并或作不成立处理。" in texts
    assert len([row for row in texts if "尚未确认" in row]) == 2
    for finding in Finding.objects.all():
        finding.confirm(by=world.clerk)
    assert undecided(world.campaign) == []
    assert not any("尚未确认" in r.text for r in phase(world, "analysis").reasons_against_ending())


def test_nothing_is_consolidated_in_a_closed_campaign(world):
    key = f"answer:{answer(world, 'SALES', 1).pk}"
    type(world.campaign).objects.update(status="closed")
    post("clerk", "report_finding", "spring", status=409, source=[key])
    assert Finding.objects.count() == 0


def test_the_export_leaves_out_what_is_void(world):
    report_two(world)
    Finding.objects.get(number=2).dismiss(by=world.clerk, reason="不属实")
    response = visit("clerk").get("/campaigns/spring/findings/export/")
    rows = rows_of(response.content)
    assert rows[0][:4] == ("问题编号", "方面", "类别", "问题")
    assert [row[0] for row in rows[1:]] == [1]


def test_a_department_chooses_no_others_department(world):
    report_two(world)
    stranger = Department.objects.get(code="OTHER")
    form = {"version": 1, "title": "甲", "track": "by_date", "department": stranger.pk}
    post("clerk", "change_finding", "spring", 1, status=422, **form)
    assert Finding.objects.get(number=1).version == 1
