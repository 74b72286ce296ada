"""Evaluators: the office appoints, publishes, opens rounds; inside, nobody reaches the portal."""

from datetime import timedelta

from organization import clock
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.evaluating import delegate, evaluated, own_opinion
from tests.world import full_world

READERS = ("inspector", "leader")
READ = who(OVERSEERS, 200)
FORM = who(OFFICE, 200, READERS)
SENDS = who(OFFICE, 302, READERS)


def code(world) -> list:
    return [world.campaign.code]


def of(thing: str):
    return lambda world: [world.campaign.code, getattr(world, thing).pk]


def file(world) -> list:
    return [*of("term")(world), "docx"]


def with_delegate(world) -> None:
    full_world(world)
    delegate(world)


def nothing(world) -> dict:
    return {"x": ""}


def reason(world) -> dict:
    return {"reason": "工作调动"}


def term(world) -> dict:
    today = clock.today()
    return {"category": "消协", "starts_on": today, "ends_on": today + timedelta(days=9)}


def appointing(world) -> dict:
    return {"person": world.deputy.pk, **term(world)}


def enlisting(world) -> dict:
    who_ = {"unit": "晚报社", "name": "媒体代表", "post": "媒体代表", "account": "press1"}
    return {**who_, "email": "press@example.org", **term(world)}


def a_round(world) -> dict:
    return {"title": "第二次打分", "name_0": "服务态度", "weight_0": "100"}


def result(world) -> dict:
    votes = {"sent": "10", "returned": "9", "valid": "9", "score": "88.5"}
    return {"authority": "行评办公室", "given_on": clock.today(), "grade": "满意", **votes}


def sheet(world) -> dict:
    return {"title": "简报", "text": "查找问题三项"}


def own(thing: str):
    return lambda world: [world.campaign.code, getattr(world, thing).pk]


def said(world) -> list:
    return [world.campaign.code, own_opinion(world).pk]


# Nobody of the house has a portal: see test_evaluator_portal.
NOBODY: dict[str, int] = {}

ROWS = [
    Row("evaluators", READ, args=code, note="none"),
    Row("evaluators", READ, args=code, ready=evaluated),
    Row("evaluators_export", READ, args=code, ready=evaluated),
    Row("appoint_evaluator", FORM, args=code),
    Row("appoint_evaluator", SENDS, args=code, form=appointing, ready=with_delegate),
    Row("appoint_evaluator", who(OFFICE, 422, READERS), args=code, form=nothing, note="empty"),
    Row("enlist_evaluator", FORM, args=code),
    Row("enlist_evaluator", SENDS, args=code, form=enlisting),
    Row("end_evaluator", SENDS, args=of("term"), form=reason, ready=evaluated),
    Row("withdraw_sheet", SENDS, args=of("sheet_read"), form=reason, ready=evaluated),
    Row("evaluation", READ, args=code, note="none"),
    Row("evaluation", READ, args=code, ready=evaluated),
    Row("open_score_round", FORM, args=code),
    Row("open_score_round", SENDS, args=code, form=a_round),
    Row("close_score_round", SENDS, args=of("round"), form=nothing, ready=evaluated),
    Row("call_in_evaluators", SENDS, args=of("meeting"), form=nothing, ready=evaluated),
    Row("record_evaluation_result", FORM, args=code),
    Row("record_evaluation_result", SENDS, args=code, form=result),
    Row("publish_to_evaluators", FORM, args=code),
    Row("publish_to_evaluators", FORM, args=code, query="?from=figures", note="figures"),
    Row("publish_to_evaluators", FORM, args=code, form=sheet, note="looked at"),
    Row(
        "publish_to_evaluators",
        SENDS,
        args=code,
        form=lambda world: {**sheet(world), "publish": "1"},
    ),
    Row("appointment", READ, args=of("term"), ready=evaluated),
    Row("appointment_file", READ, args=file, ready=evaluated),
    Row("evaluator_portal", NOBODY),
    Row("evaluator_desk", NOBODY, args=code, ready=evaluated),
    Row("evaluator_sheet", NOBODY, args=own("sheet_read"), ready=evaluated),
    Row("evaluator_say", NOBODY, args=code, ready=evaluated),
    Row("evaluator_say", NOBODY, args=code, ready=evaluated, form=nothing),
    Row("evaluator_opinion", NOBODY, args=said, ready=evaluated),
    Row("evaluator_scores", NOBODY, args=own("round"), ready=evaluated),
    Row("evaluator_scores", NOBODY, args=own("round"), ready=evaluated, form=nothing),
    Row("own_appointment", NOBODY, args=code, ready=evaluated),
    Row("own_appointment_file", NOBODY, args=lambda w: [w.campaign.code, "pdf"], ready=evaluated),
]
