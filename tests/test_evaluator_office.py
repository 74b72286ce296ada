"""The office: whom it appoints, what it publishes without names, how rounds and meetings stand."""

from datetime import date, timedelta

import pytest

from findings import evaluators
from findings.forms.evaluator import EnlistForm
from findings.masking import masked
from findings.models import (
    EvaluationResult,
    EvaluatorSheet,
    EvaluatorTerm,
    Opinion,
    ScoreRound,
)
from organization import clock
from organization.models import Department, Invitation, Person
from reports import periodicals, publishable
from reports.document import Column, Document, Heading, Paragraph, Signature, Table
from reports.models import Edition
from reports.papers import appointment_letter
from reports.phrases import date_cn
from tests.evaluating import delegate, evaluated
from tests.stage import staged
from tests.visiting import get, post, text, things

CODE = "spring"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(evaluated, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def term(**more) -> dict:
    today = clock.today()
    return {"category": "媒体", "starts_on": today, "ends_on": today + timedelta(days=9)} | more


def newcomer(**more) -> dict:
    fields = {"unit": "晚报社", "name": "周记者", "post": "媒体代表", "account": "press1"}
    return term() | fields | {"email": "press@example.org"} | more


def options(page) -> set[str]:
    return set(page.xpath("//select[@name='person']/option/text()")) - {"请选择"}


def test_only_people_from_outside_without_a_letter_are_offered(world):
    third = delegate(world, "third")
    assert options(get("clerk", "appoint_evaluator", CODE)) == {"消费者协会 消协代表"}
    for person in (world.employee, world.deputy):  # of the house; appointed already
        post("clerk", "appoint_evaluator", CODE, status=422, person=person.pk, **term())
    post("clerk", "appoint_evaluator", CODE, person=third.pk, **term())
    assert third.evaluator_terms.get().category == "媒体"


def test_a_term_does_not_end_before_it_starts(world):
    third, early = delegate(world, "third"), clock.today() - timedelta(days=1)
    sent = term(person=third.pk, ends_on=early)
    page = post("clerk", "appoint_evaluator", CODE, status=422, **sent).page
    assert "不能早于" in text(page) and not third.evaluator_terms.exists()


def test_a_new_account_is_opened_invited_and_appointed_in_one_step(world):
    post("clerk", "enlist_evaluator", CODE, **newcomer())
    person = Person.objects.get(account="press1")
    unit = person.department
    assert (unit.name, unit.kind, unit.parent) == ("晚报社", "partner", None)
    assert not person.has_usable_password()
    assert Invitation.objects.get(person=person).way == "mail"
    assert person.evaluator_terms.get().state == "holds"
    post("clerk", "enlist_evaluator", CODE, **newcomer(account="press2", email=""))
    other = Person.objects.get(account="press2")
    assert (other.department, Department.objects.filter(name="晚报社").count()) == (unit, 1)
    assert Invitation.objects.get(person=other).way == "letter"


@pytest.mark.parametrize(
    "wrong", [{"account": "clerk"}, {"account": "周"}, {"ends_on": "2020-01-01"}, {"unit": ""}]
)
def test_half_an_enlistment_leaves_no_account(world, wrong):
    before = Person.objects.count(), Department.objects.count(), EvaluatorTerm.objects.count()
    page = post("clerk", "enlist_evaluator", CODE, status=422, **newcomer(**wrong)).page
    assert page.xpath("//input[@name='name']/@value") == ["周记者"]
    after = Person.objects.count(), Department.objects.count(), EvaluatorTerm.objects.count()
    assert after == before


def test_two_who_open_the_same_account_at_once_open_it_once(world, monkeypatch):
    post("clerk", "enlist_evaluator", CODE, **newcomer())
    monkeypatch.setattr(EnlistForm, "clean_account", lambda form: form.cleaned_data["account"])
    before = Person.objects.count(), Department.objects.count()
    page = post("clerk", "enlist_evaluator", CODE, status=422, **newcomer(unit="日报社")).page
    [notes] = page.xpath("//form[@data-act='enlist_evaluator']//*[@role='alert']")
    assert "没有任何内容被改动" in text(notes)
    assert (Person.objects.count(), Department.objects.count()) == before


def test_the_list_tells_running_from_ended_terms(world):
    second = EvaluatorTerm.objects.get(person=world.second)
    post("clerk", "end_evaluator", CODE, second.pk, reason="工作调动")
    shown = things(get("leader", "evaluators", CODE), "evaluatorterm")
    assert [state for _thing, state in shown] == ["holds", "ended"]
    with clock.at(clock.now() + timedelta(days=31)):
        shown = things(get("leader", "evaluators", CODE), "evaluatorterm")
    assert [state for _thing, state in shown] == ["over", "ended"]
    post("clerk", "end_evaluator", CODE, world.term.pk, status=422, reason=" ")


def test_whose_term_is_over_is_appointed_anew_and_whose_runs_is_not(world):
    post("clerk", "appoint_evaluator", CODE, status=422, person=world.deputy.pk, **term())
    with clock.at(clock.now() + timedelta(days=31)):
        assert options(get("clerk", "appoint_evaluator", CODE)) == {"消费者协会 消协代表"}
        get("deputy", "evaluator_desk", CODE, status=404)
        post("clerk", "appoint_evaluator", CODE, person=world.deputy.pk, **term())
        get("deputy", "evaluator_desk", CODE)
        shown = things(get("clerk", "evaluators", CODE), "evaluatorterm")
        assert [state for _thing, state in shown] == ["holds", "over", "over"]
        old = EvaluatorTerm.objects.get(pk=world.term.pk)
        assert (old.ended_on, appointment_letter.write(old).blocks[0].note) == (old.ends_on, "")


def test_names_become_posts_and_numbers_lose_their_middle(world):
    Person.objects.filter(account="head").update(name="周某某")
    Person.objects.filter(account="member").update(name="吴某某")
    Person.objects.filter(account="employee").update(name="吴某某")
    told = "销售部负责人周某某带队，周某某电话13912345678，吴某某配合，总经理出席，共1391234567项"
    found = masked(told)
    assert found.text == (
        "销售部负责人带队，销售部负责人电话139****5678，有关人员配合，总经理出席，共1391234567项"
    )
    assert found.replaced == 4
    assert masked(found.text) == type(found)(found.text, 0)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("身份证号11010519491231002X", "身份证号110105********002X"),
        ("编号11010519491231002XX", "编号11010519491231002XX"),
        ("单号9110105194912310021", "单号9110105194912310021"),
        ("流水号813912345678", "流水号813912345678"),
        ("流水号139123456789", "流水号139123456789"),
    ],
)
def test_identity_numbers_lose_their_middle_and_longer_numbers_stay(world, told, said):
    assert masked(told).text == said


def test_who_share_a_name_are_told_by_no_post_and_the_longer_name_goes_first(world):
    Person.objects.filter(account="head").update(name="周某", post="甲岗")
    Person.objects.filter(account="service_head").update(name="周某", post="乙岗")
    Person.objects.filter(account="member").update(name="周某某", post="丙岗")
    assert masked("周某某与周某一同").text == "丙岗与有关人员一同"


def test_looked_at_before_it_is_published_and_published_without_names(world):
    Person.objects.filter(account="head").update(name="周某某")
    sheets = EvaluatorSheet.objects.count()
    sent = {"title": "周某某同志整改情况", "text": "周某某已完成整改"}
    seen = post("clerk", "publish_to_evaluators", CODE, status=200, **sent).page
    assert EvaluatorSheet.objects.count() == sheets
    [preview] = seen.xpath("//*[@id='preview']")
    assert "销售部负责人已完成整改" in text(preview) and "已隐去人员姓名、号码2处" in text(preview)
    post("clerk", "publish_to_evaluators", CODE, publish="1", **sent)
    sheet = EvaluatorSheet.objects.first()
    assert (sheet.title, sheet.text) == ("销售部负责人同志整改情况", "销售部负责人已完成整改")
    assert "周某某" not in text(get("deputy", "evaluator_sheet", CODE, sheet.pk))


def offered(query: str) -> str:
    page = get("clerk", "publish_to_evaluators", CODE, query=query)
    return page.xpath("//textarea[@name='text']/text()")[0].strip()


def test_figures_are_offered_as_sentences_without_zeros(world):
    until = f"截至{date_cn(clock.today())}"
    assert offered("?from=figures").splitlines() == [
        f"{until}，共收到意见建议1条，其中已办结1条。",
        "查找问题1个，其中正在整改1个。",
        "下达整改任务1项。",
    ]
    Opinion.objects.all().delete()
    assert offered("?from=figures").splitlines()[0] == f"{until}，尚未收到意见建议。"


def test_issued_papers_are_offered_in_their_words_and_drafts_are_not(world):
    edition = periodicals.draft(world.campaign, "brief", "week", by=world.clerk)
    for query in (f"?from={edition.pk}", "?from=999999", "?from=x", "?from=" + "9" * 30):
        get("clerk", "publish_to_evaluators", CODE, query=query, status=404)
    more = {"due_on": date(2099, 3, 20), "send_to": "内部抄送单位"}
    periodicals.change(edition, 1, by=world.clerk, **more)
    periodicals.sign(Edition.objects.get(pk=edition.pk), by=world.clerk)
    words = offered(f"?from={edition.pk}")
    assert "整改任务" in words and "抄送" not in words and "None" not in words


def test_a_paper_becomes_plain_lines():
    table = Table((Column("序号", 10), Column("事项", 30)), (("1", "窗口少"),))
    blocks = (
        Heading(1, ("一、情况",)),
        Paragraph(("共", "三项。")),
        table,
        Signature(("示例公司",), ("3月2日",)),
    )
    assert publishable.text_of(Document(title="简报", blocks=blocks)).splitlines() == [
        "一、情况", "共三项。", "序号：1；事项：窗口少", "示例公司", "3月2日"
    ]  # fmt: skip


def test_a_round_has_weighted_dimensions_each_once(world):
    n = ScoreRound.objects.count()
    for wrong in (
        {"name_0": "服务态度", "weight_0": ""},
        {"name_0": "服务态度", "weight_0": "0"},
        {"name_0": "服务态度", "weight_0": "5", "name_1": "服务态度", "weight_1": "5"},
        {},
    ):
        post("clerk", "open_score_round", CODE, status=422, title="第二次打分", **wrong)
    assert ScoreRound.objects.count() == n
    usual = get("clerk", "open_score_round", CODE).xpath("//form//input[@type='number']/@value")
    assert sum(map(int, usual)) == 100
    post("clerk", "open_score_round", CODE, title="第二次打分", name_0="服务态度", weight_0="5")
    assert list(ScoreRound.objects.first().dimensions.values_list("name", "weight")) == [
        ("服务态度", 5)
    ]


def test_all_evaluators_are_called_in_and_those_whose_term_is_over_are_not(world):
    roster = world.meeting.attendances.filter(person__department__code="REPS")
    assert list(roster.values_list("person__account", flat=True)) == ["deputy"]
    delegate(world, "third")
    third, past = world.third, clock.today() - timedelta(days=9)
    evaluators.appoint(
        world.campaign, third, by=world.clerk, category="媒体", starts_on=past,
        ends_on=past + timedelta(days=1),
    )  # fmt: skip
    post("clerk", "call_in_evaluators", CODE, world.meeting.pk)
    assert set(roster.values_list("person__account", flat=True)) == {"deputy", "second"}


def test_ballots_do_not_grow_and_the_result_is_recorded_once(world):
    fields = {"authority": "行评办公室", "given_on": "2026-03-13", "grade": "满意"}
    votes = {"sent": "10", "returned": "11", "valid": "9"}
    page = post("clerk", "record_evaluation_result", CODE, status=422, **fields, **votes).page
    assert "多于发出票数" in text(page) and not EvaluationResult.objects.exists()
    votes["returned"] = "10"
    later = fields | {"given_on": str(clock.today() + timedelta(days=1))}
    post("clerk", "record_evaluation_result", CODE, status=422, **later, **votes)
    post("clerk", "record_evaluation_result", CODE, **fields, **votes)
    post("clerk", "record_evaluation_result", CODE, status=422, **fields, **votes)
    assert EvaluationResult.objects.get().returned == 10
