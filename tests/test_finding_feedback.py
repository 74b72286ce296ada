"""反馈确认／陈述申辩: a department is heard before its finding is confirmed."""

from datetime import timedelta

import pytest

from findings import feedback
from findings.models import FeedbackEvidence, Finding, FindingFeedback
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.access.findings import reported
from tests.access.selfcheck import pdf
from tests.stage import staged
from tests.visiting import get, post, text, visit
from tests.world import DAY, at


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with clock.at(at(DAY)):
        yield from staged(reported, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(DAY)):
        yield scene()


def finding() -> Finding:
    return Finding.objects.select_related("campaign").get(number=1)


def row() -> FindingFeedback:
    return FindingFeedback.objects.select_related("finding__campaign").get()


def ask(world) -> FindingFeedback:
    feedback.ask(finding(), by=world.clerk)
    return row()


def kinds(person) -> set[str]:
    return {entry.kind for entry in waiting(person)}


def test_sent_it_waits_for_the_head_who_may_read_it_now(world):
    get("head", "finding", "spring", 1, status=404)
    post("clerk", "ask_feedback", "spring", 1, until=DAY + timedelta(days=3))
    assert (row().status, row().due_on) == ("asked", DAY + timedelta(days=3))
    assert "finding_feedback" in kinds(world.head)
    assert Notification.objects.filter(recipient=world.head, kind="finding_feedback_asked").exists()
    assert "资料不全" in text(get("head", "finding", "spring", 1))
    get("service_head", "finding", "spring", 1, status=404)


def test_a_day_that_has_passed_is_said_at_its_field(world):
    day = DAY - timedelta(days=1)
    page = post("clerk", "ask_feedback", "spring", 1, status=422, until=day).page
    assert page.xpath("//input[@name='until']/@value") == [day.isoformat()]
    assert "该日期已过" in text(page.get_element_by_id("id_until_error"))
    assert not FindingFeedback.objects.exists()


def test_while_the_department_has_a_say_it_is_not_confirmed(world):
    before = get("clerk", "finding", "spring", 1)
    assert before.xpath("//form[@data-act='confirm_finding']")
    ask(world)
    page = get("clerk", "finding", "spring", 1)
    assert not page.xpath("//form[@data-act='confirm_finding']")
    assert "部门反馈尚未办结" in text(page)
    post("clerk", "confirm_finding", "spring", 1, status=409)
    assert finding().status == "reported"
    with clock.at(at(row().due_on)):  # the last day is still the department's
        post("clerk", "confirm_finding", "spring", 1, status=409)


def test_silence_holds_nothing_up(world):
    asked = ask(world)
    with clock.at(at(asked.due_on + timedelta(days=1))):
        assert asked.is_late
        post("clerk", "confirm_finding", "spring", 1)
    assert finding().status == "confirmed"


def test_confirmed_by_the_department_it_can_be_established(world):
    ask(world)
    post("head", "finding_feedback", "spring", 1, row().pk, agrees="yes")
    assert (row().status, row().answered_by) == ("agreed", world.head)
    post("clerk", "confirm_finding", "spring", 1)


def test_an_objection_has_reasons_and_files(world):
    asked = ask(world)
    post("head", "finding_feedback", "spring", 1, asked.pk, status=422, agrees="no")
    post("head", "finding_feedback", "spring", 1, asked.pk,
         agrees="no", text="登记在另一册", files=pdf())  # fmt: skip
    assert (row().status, row().text) == ("objected", "登记在另一册")
    [use] = FeedbackEvidence.objects.all()
    link = f"/campaigns/spring/evidence/{use.evidence_id}/"
    assert link in get("clerk", "finding_feedback", "spring", 1, asked.pk).xpath("//a/@href")
    assert visit("clerk").get(link).status_code == 200
    assert "rule_feedback" in kinds(world.clerk)


@pytest.mark.parametrize(
    ("ruling", "status"),
    [("upheld", "reported"), ("changed", "reported"), ("accepted", "dismissed")],
)
def test_the_office_answers_the_objection(world, ruling, status):
    feedback.object_to(ask(world), "登记在另一册", by=world.head)
    post("clerk", "confirm_finding", "spring", 1, status=409)
    post("clerk", "rule_feedback", "spring", 1, row().pk, status=422, ruling=ruling)
    post("clerk", "rule_feedback", "spring", 1, row().pk, ruling=ruling, text="已核对")
    assert (row().status, row().ruling, finding().status) == (ruling, "已核对", status)
    page = get("head", "finding_feedback", "spring", 1, row().pk)
    assert "已核对" in text(page)
    assert Notification.objects.filter(recipient=world.head, kind="finding_feedback_ruled").exists()
    if status == "reported":
        post("clerk", "confirm_finding", "spring", 1)


def test_nobody_answers_an_objection_of_the_own_department(world):
    feedback.object_to(ask(world), "登记在另一册", by=world.head)
    type(world.clerk).objects.filter(pk=world.clerk.pk).update(department=row().department)
    post("clerk", "rule_feedback", "spring", 1, row().pk, status=409, ruling="upheld", text="好")
    assert row().status == "objected"


def test_a_restricted_finding_is_not_sent(world):
    Finding.objects.filter(number=1).update(restricted=True)
    post("clerk", "ask_feedback", "spring", 1, status=409, until="2999-01-01")
    assert not FindingFeedback.objects.exists()


def test_restricted_later_the_department_sees_it_no_longer(world):
    ask(world)
    Finding.objects.filter(number=1).update(restricted=True)
    get("head", "finding", "spring", 1, status=404)
    assert "finding_feedback" not in kinds(world.head)


def test_one_round_at_a_time(world):
    ask(world)
    with pytest.raises(NotAllowed, match="尚未办结"):
        feedback.ask(finding(), by=world.clerk)
    feedback.agree(row(), by=world.head)
    feedback.ask(finding(), by=world.clerk)
    assert FindingFeedback.objects.count() == 2


def test_a_campaign_may_demand_that_the_department_is_heard(world):
    post("clerk", "consolidation_rules", "spring", feedback_first="on", feedback_days=5)
    post("clerk", "confirm_finding", "spring", 1, status=409)
    assert (ask(world).due_on - DAY).days == 7  # five working days
    feedback.agree(row(), by=world.head)
    post("clerk", "confirm_finding", "spring", 1)


OFFICE, HEAD = "clerk", "head"
# Which act each status allows, by whom.
ACTS = {
    "agree": (HEAD, {"agrees": "yes"}, ("asked",)),
    "object": (HEAD, {"agrees": "no", "text": "不同意"}, ("asked",)),
    "uphold": (OFFICE, {"ruling": "upheld", "text": "维持"}, ("objected",)),
    "accept": (OFFICE, {"ruling": "accepted", "text": "成立"}, ("objected",)),
}


@pytest.mark.parametrize("status", FindingFeedback.Status.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_forbidden_act_is_refused_and_changes_nothing(world, act, status):
    asked = ask(world)
    FindingFeedback.objects.update(status=status)
    person, fields, allowed = ACTS[act]
    name = "finding_feedback" if person == HEAD else "rule_feedback"
    expected = 302 if status in allowed else 409
    post(person, name, "spring", 1, asked.pk, status=expected, **fields)
    if expected == 409:
        assert (row().status, row().text, row().ruling) == (status, "", "")
        assert finding().status == "reported"
    for other, refused in {"service_head": 404, "inspector": 403, "leader": 403}.items():
        post(other, name, "spring", 1, asked.pk, status=refused, **fields)
