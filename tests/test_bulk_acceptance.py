"""Many answers are accepted at once: what is listed, what is left out, what changed meanwhile."""

from django.urls import reverse

from campaigns import bulk_acceptance, hints, returns, review
from campaigns.bulk_acceptance import Choice
from campaigns.models import Answer, Hint, SelfCheck
from organization import jobs
from organization.models import Event, Notification
from tests.review_queue import make_queue
from tests.signed_in import at_browser, text_of

ALL = Choice(results=frozenset({"ok"}), with_evidence=False, without_hints=False)
FORM = {"results": "ok", "evidence": "", "hints": ""}


def page(**query):
    return at_browser("clerk").get(reverse("bulk_acceptance", args=["spring"]), query)


def post(seen: str, **form):
    url = reverse("bulk_acceptance", args=["spring"])
    return at_browser("clerk").post(url, {**FORM, "seen": seen, **form})


def numbers(answers) -> list[tuple[str, int]]:
    return [(a.selfcheck.department.code, a.item.no) for a in answers]


def by_status(code: str) -> dict[str, int]:
    rows = Answer.objects.filter(selfcheck__department__code=code).values_list("status", flat=True)
    return {status: list(rows).count(status) for status in set(rows)}


def test_the_list_says_what_would_be_accepted_and_what_not_and_why(world):
    make_queue(world, 2, 6)  # item 105 says 不符合
    found = bulk_acceptance.preview(world.campaign, ALL)
    assert numbers(found.chosen) == [
        (code, no) for code in ("D01", "D02") for no in (101, 102, 103, 104, 106)
    ]
    assert [(row.answer.item.no, row.why) for row in found.left_out] == [
        (105, "填报结果为不符合"),
        (105, "填报结果为不符合"),
    ]
    strict = bulk_acceptance.preview(world.campaign, Choice())
    assert (len(strict.chosen), dict(strict.reasons()).keys()) == (
        0,
        {"无佐证", "填报结果为不符合"},
    )
    shown = page(**FORM, departments=["D02"])
    assert numbers(shown.context["preview"].chosen) == [
        ("D02", no) for no in (101, 102, 103, 104, 106)
    ]
    assert "将通过5项" in text_of(shown) and "第1部门" not in text_of(shown).split("将通过")[1]


def test_what_was_listed_is_accepted_and_nothing_else(world):
    make_queue(world, 2, 6)
    seen = page(**FORM, departments=["D01"]).context["preview"].seen
    response = post(seen, departments=["D01"])
    assert response.url == reverse("review", args=["spring"])
    assert (by_status("D01"), by_status("D02")) == ({"accepted": 5, "answered": 1}, {"answered": 6})
    assert Event.objects.filter(kind="answer.accepted").count() == 5
    assert SelfCheck.objects.get(department__code="D01").status == "submitted"


def test_a_sheet_is_accepted_with_its_last_answer(world):
    make_queue(world, 2, 4)
    post(page(**FORM).context["preview"].seen)
    assert set(SelfCheck.objects.values_list("status", flat=True)) == {"accepted"}
    assert Notification.objects.filter(kind="sheet_accepted").count() == 2


def test_what_changed_meanwhile_is_left_out_and_named(world):
    sheets = make_queue(world, 3, 4)
    seen = page(**FORM).context["preview"].seen
    first, second, third = (
        SelfCheck.objects.select_related("campaign", "department").get(pk=s.pk) for s in sheets
    )
    of_first = first.answers.select_related("item").order_by("item__order")
    review.accept(_knowing(of_first[0], first), by=world.clerk)
    Answer.objects.filter(pk=of_first[1].pk).update(version=2)
    Answer.objects.filter(pk=of_first[2].pk).update(result="no")
    returns.send_back(
        second,
        second.answers.select_related("item")[:1],
        reason="copied",
        note="",
        due_on=None,
        by=world.clerk,
    )
    response = post(seen)
    outcome = response.context["outcome"]
    assert numbers(outcome.chosen) == [("D01", 104), *(("D03", no) for no in range(101, 105))]
    assert [(*numbers([row.answer])[0], row.why) for row in outcome.left_out] == [
        ("D01", 101, "其间已审核通过"),
        ("D01", 102, "其间内容已更改"),
        ("D01", 103, "填报结果为不符合"),
        *(("D02", no, "其间自查表已退回") for no in range(101, 105)),
    ]
    assert "其间内容已更改" in text_of(response) and "第1部门 第102项" in text_of(response)
    assert by_status("D02") == {"returned": 1, "answered": 3}
    assert by_status("D01") == {"accepted": 2, "answered": 2}
    third.refresh_from_db()
    assert third.status == "accepted"


def test_a_forged_list_accepts_nothing_outside_the_choice(world):
    make_queue(world, 1, 6)
    refused = Answer.objects.get(result="no")
    post(f"{refused.pk}.1 x.y 99999999999999999999.1")
    refused.refresh_from_db()
    assert refused.status == "answered"


def test_not_compliant_is_no_choice(world):
    make_queue(world, 1, 6)
    assert post("", results="no").status_code == 422
    assert not Answer.objects.filter(status="accepted").exists()


def _knowing(answer: Answer, sheet: SelfCheck) -> Answer:
    answer.selfcheck = sheet
    return answer


def hint(answer: Answer) -> None:
    Hint.objects.create(
        selfcheck=answer.selfcheck, answer=answer, version=1, kind="short", measure=2, limit=10
    )


def test_answers_with_hints_and_sheets_not_looked_through_are_left_out(world):
    sheets = make_queue(world, 2, 4)
    strict = Choice(with_evidence=False)
    found = bulk_acceptance.preview(world.campaign, strict)
    assert (found.chosen, {row.why for row in found.left_out}) == ([], {"该表提示尚未查找完"})
    for sheet in sheets:
        hints.ask(sheet)
    jobs.run_all()
    Hint.objects.all().delete()
    hint(Answer.objects.get(selfcheck=sheets[0], item__no=102))
    found = bulk_acceptance.preview(world.campaign, strict)
    assert len(found.chosen) == 7
    assert [(row.answer.item.no, row.why) for row in found.left_out] == [(102, "有提示")]
    seen = found.seen
    hint(Answer.objects.get(selfcheck=sheets[1], item__no=103))  # found meanwhile
    outcome = post(seen, hints="1").context["outcome"]
    assert [(*numbers([row.answer])[0], row.why) for row in outcome.left_out] == [
        ("D02", 103, "有提示")
    ]
