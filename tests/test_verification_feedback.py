"""反馈: the department confirms a record or makes a statement; corrections keep what was said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns import verification, verification_feedback
from campaigns.models import Feedback, Phase, Verification, VerificationVersion
from findings import consolidation
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.access.verification import verified
from tests.stage import staged
from tests.visiting import get, post, text


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(verified, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def row() -> Verification:
    return Verification.objects.select_related("campaign", "department", "item", "by").get()


def kinds(person) -> list[str]:
    return [entry.kind for entry in waiting(person)]


def correct(world, **fields) -> Verification:
    said = {"result": "no", "method": "现场查看", "text": "登记缺一页", **fields}
    reason = said.pop("reason", "补看了另一册")
    return verification.correct(row(), row().version, by=world.inspector, reason=reason, **said)


def test_the_department_has_working_days_to_confirm(world):
    assert row().feedback_due_on is not None
    [entry] = [e for e in waiting(world.head) if e.kind == "confirm_verification"]
    assert entry.due_on == row().feedback_due_on
    assert not row().is_feedback_late
    with clock.at(clock.now() + timedelta(days=9)):
        assert row().is_feedback_late
        page = get("clerk", "verifications", "spring")
        assert "逾期未反馈" in text(page.xpath("//tr[.//*[@data-status='recorded']]")[0])


def test_a_campaign_may_give_more_days(world):
    world.campaign.wording["feedback_days"] = "5"
    assert verification_feedback.days_for_feedback(world.campaign) == 5


def test_the_head_confirms(world):
    post("head", "agree_verification", "spring", "SALES", 1, version=1)
    assert row().status == "agreed"
    assert Feedback.objects.get().by == world.head
    assert "confirm_verification" not in kinds(world.head)


def test_the_head_confirms_several_at_once(world):
    verification.verify(
        world.campaign,
        world.item(2),
        world.departments["SALES"],
        by=world.inspector,
        result="ok",
        method="现场查看",
    )
    page = get("head", "verifications", "spring")
    keys = page.xpath("//input[@name='record']/@value")
    assert len(keys) == 2
    sent = post("head", "agree_each", "spring", record=keys)
    assert "已确认2条核查记录" in text(sent.page)
    assert set(Verification.objects.values_list("status", flat=True)) == {"agreed"}


def test_one_corrected_record_confirms_none(world):
    second = verification.verify(
        world.campaign,
        world.item(2),
        world.departments["SALES"],
        by=world.inspector,
        result="ok",
        method="现场查看",
    )
    first = row_of(1)
    verification.correct(
        first, 1, by=world.inspector, reason="补看", result="no", method="查阅资料", text="缺页"
    )
    post("head", "agree_each", "spring", status=409, record=[f"{second.pk}:1", f"{first.pk}:1"])
    assert set(Verification.objects.values_list("status", flat=True)) == {"recorded"}


def row_of(no: int) -> Verification:
    return Verification.objects.select_related("campaign", "department", "item").get(item__no=no)


def test_a_statement_waits_for_inspectors_and_office(world):
    sent = post("head", "make_statement", "spring", "SALES", 1, version=1, text="登记在另一册")
    assert "登记在另一册" in text(sent.page)
    assert row().status == "commented"
    assert "reply" in kinds(world.inspector)
    assert "reply" in kinds(world.clerk)
    notice = Notification.objects.get(kind="verification_commented")
    assert notice.recipient == world.inspector


def test_an_empty_statement_says_nothing(world):
    post("head", "make_statement", "spring", "SALES", 1, status=422, version=1, text=" ")
    assert row().status == "recorded"
    with pytest.raises(NotAllowed):
        verification_feedback.comment(row(), 1, " ", by=world.head)


def test_an_answer_keeps_the_record(world):
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    post("clerk", "answer_statement", "spring", "SALES", 1, version=1, text="另一册也缺页")
    assert row().status == "replied"
    said = Feedback.objects.get()
    assert (said.reply, said.replied_by) == ("另一册也缺页", world.clerk)
    assert "另一册也缺页" in text(get("head", "verify", "spring", "SALES", 1))
    assert Notification.objects.filter(kind="verification_replied", recipient=world.head).exists()


def test_nobody_answers_for_the_own_department(world):
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    clerk = world.clerk
    clerk.department = world.departments["SALES"]
    clerk.save()
    post("clerk", "answer_statement", "spring", "SALES", 1, status=403, version=1, text="维持")
    with pytest.raises(NotAllowed, match="本部门"):
        verification_feedback.reply(row(), 1, "维持", by=clerk)
    assert "reply" not in kinds(world.clerk)


def test_a_correction_keeps_what_was_said_and_asks_again(world):
    verification_feedback.agree(row(), 1, by=world.head)
    correct(world)
    assert (row().version, row().status, row().text) == (2, "recorded", "登记缺一页")
    texts = VerificationVersion.objects.values_list("version", "contents__text", "reason")
    assert list(texts) == [(1, "登记不全", ""), (2, "登记缺一页", "补看了另一册")]
    page = text(get("head", "verify", "spring", "SALES", 1))
    assert "补看了另一册" in page
    assert "confirm_verification" in kinds(world.head)


def test_a_correction_answers_the_statement(world):
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    correct(world, result="ok", text="", reason="另一册登记齐全")
    said = Feedback.objects.get()
    assert (said.text, said.reply) == ("登记在另一册", "另一册登记齐全")
    assert row().status == "recorded"


def test_what_was_read_is_what_is_confirmed(world):
    correct(world)
    post("head", "agree_verification", "spring", "SALES", 1, status=409, version=1)
    assert (row().status, Feedback.objects.exists()) == ("recorded", False)


def test_two_corrections_at_once_do_not_write_over_each_other(world):
    stale = row()
    correct(world)
    with pytest.raises(NotAllowed, match="重新阅读"):
        verification.correct(stale, 1, by=world.inspector, reason="另一处", text="改口")
    assert row().text == "登记缺一页"


def test_a_correction_says_why(world):
    with pytest.raises(NotAllowed, match="更正原因"):
        correct(world, reason=" ")
    assert row().version == 1


def test_a_conclusion_on_which_a_finding_stands_is_not_turned(world):
    finding = consolidation.report_finding(world.campaign, [row()], by=world.clerk)
    with pytest.raises(NotAllowed) as refused:
        correct(world, result="ok", text="")
    assert [reason.pk for reason in refused.value.reasons] == [finding.pk]
    assert correct(world).text == "登记缺一页"  # the words may be corrected
    finding.dismiss(by=world.clerk, reason="查无此事")
    assert correct(world, result="ok", text="").result == "ok"


def test_after_the_analysis_only_statements_bring_corrections(world):
    Phase.objects.filter(key="analysis").update(status="ended")
    with pytest.raises(NotAllowed):
        correct(world)
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    assert correct(world).version == 2


def test_the_analysis_does_not_end_over_an_unanswered_statement(world):
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    analysis = Phase.objects.get(campaign=world.campaign, key="analysis")
    with pytest.raises(NotAllowed) as refused:
        analysis.end(by=world.clerk)
    [reason] = [r for r in refused.value.reasons if r.thing == "campaigns.verification"]
    assert reason.pk == row().pk


def test_sixty_records_of_a_day_are_one_notice(world):
    for no in (2, 3):
        verification.verify(
            world.campaign,
            world.item(no),
            world.departments["SALES"],
            by=world.inspector,
            result="ok",
            method="现场查看",
        )
    told = Notification.objects.filter(kind="verification_recorded", recipient=world.head)
    assert told.count() == 1


def test_forms_are_there_for_whom_they_are(world):
    page = get("head", "verify", "spring", "SALES", 1)
    acts = page.xpath("//form[@data-act]/@data-act")
    assert {"agree_verification", "make_statement"} <= set(acts)
    assert "agree_verification" not in get("member", "verify", "spring", "SALES", 1).xpath(
        "//form/@data-act"
    )
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)
    assert "answer_statement" in get("clerk", "verify", "spring", "SALES", 1).xpath(
        "//form/@data-act"
    )


def test_another_department_knows_nothing_of_it(world):
    for name in ("agree_verification", "make_statement"):
        post("service_head", name, "spring", "SALES", 1, status=404, version=1, text="不同意")
    key = f"{row().pk}:1"
    post("service_head", "agree_each", "spring", status=404, record=[key])
    assert row().status == "recorded"
    assert reverse("verify", args=["spring", "SALES", 1]) not in str(
        [entry.url for entry in waiting(world.service_head)]
    )
