"""What a form lacks is said at its field: all that was typed stands there, and nothing is done.

The acts, what has to be there before them and what they send are those of the permission table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django import forms
from django.urls import reverse
from lxml import html

from organization import clock
from organization.form_pages import carried_out, refusals_in
from organization.forms.reason import ReasonForm
from organization.models import Event, NotAllowed
from rectification.models import LongTermPlan
from tests.access.row import Row
from tests.signed_in import at_browser
from tests.test_permissions import rows
from tests.world import full_world, make_world

WHY = "请填写原因。"
LONG = "原因已经查明。" * 300
LATE = "2999-12-31"


@dataclass
class Case:
    """Who sends an act with `sent` in place of what the table sends; `said` stands at `field`."""

    act: str
    person: str
    field: str
    said: str
    sent: Callable = lambda world: {}

    @property
    def row(self) -> Row:
        """The row of the table in which the person may do it."""
        return next(
            row
            for row in rows()
            if row.form and row.name == self.act and row.expected(self.person) == 302
        )


def absent(world) -> dict:
    return {"state": "absent"}


def until(world) -> dict:
    return {"closes_on": LATE}


# Where a reason is asked for.
REASONS = [
    Case("cancel_campaign", "clerk", "reason", WHY),
    Case("waive_meeting", "clerk", "reason", WHY),
    Case("note_attendance", "head", "reason", WHY, absent),
    Case("waive_activity", "clerk", "reason", WHY),
    Case("exempt_receipt", "clerk", "exempt_reason", "免签须写明理由。"),
    Case("set_aside_opinion", "clerk", "reason", WHY),
    Case("reopen_survey", "clerk", "reason", WHY, until),
    Case("return_visit", "clerk", "reason", WHY),
    Case("cancel_visit", "clerk", "reason", WHY),
    Case("return_walk", "clerk", "reason", WHY),
    Case("drop_walk", "clerk", "reason", WHY),
    Case("decline_proposal", "clerk", "reason", WHY),
    Case("end_evaluator", "clerk", "reason", WHY),
    Case("withdraw_sheet", "clerk", "reason", WHY),
    Case("mute_notice", "head", "reason", WHY),
]


def too_late(world) -> dict:
    task = LongTermPlan.objects.get().task
    task.due_on = clock.today() + timedelta(days=5)
    task.save(update_fields=["due_on"])
    return {"due_on": task.due_on + timedelta(days=1)}


def passed(world) -> dict:
    return {"closes_on": "2020-01-01"}


NOT_STOOD = "该承诺在所填日期未生效或已停止执行。"
TO_COME = "该日期尚未到来。"
FUTURE = "所填时间晚于当前时间，请核对。"
# Where only the state of things says that what was typed does not do.
FIELDS = [
    Case("add_milestone", "head", "due_on", "阶段目标不得晚于该日", too_late),
    Case("save_walk", "employee", "walked_on", TO_COME, lambda world: {"walked_on": LATE}),
    Case("propose", "employee", "text", "请填写建议内容。", lambda world: {"text": " "}),
    Case("reopen_survey", "clerk", "closes_on", "该日期已过", passed),
    Case(
        "name_reviewer",
        "leader",
        "to",
        "不得审阅本人的自查表。",
        lambda world: {"to": world.service_head.pk},
    ),
    Case(
        "person_change",
        "admin",
        "duty",
        "请先取消其角色：系统岗位不得兼任。",
        lambda world: {"duty": "auditor", "account": None},  # the account stays
    ),
    Case("accept_matter", "head", "at", NOT_STOOD, lambda world: {"at": "2020-01-01T08:00"}),
    Case(
        "finish_matter", "head", "at", "办结时间应在受理之后", lambda world: {"at": f"{LATE}T08:00"}
    ),
    Case("enter_total", "head", "last_on", NOT_STOOD, lambda world: {"last_on": LATE}),
    Case("pay_remedy", "head", "on", FUTURE, lambda world: {"on": LATE}),
    Case("renew_partner", "clerk", "until", "续签后的合同", lambda world: {"until": "2020-01-01"}),
    Case("initiative", "clerk", "on", "签署日期应在倡议发起", lambda world: {"on": LATE}),
    Case("joint_meeting", "clerk", "on", "日期不在本期内。", lambda world: {"on": LATE}),
]


@pytest.fixture
def send(db):
    """`send(case, **more)`: what was sent, and the answer to it; nothing was done."""

    def send(case: Case, **more) -> tuple[dict, object]:
        world, row = make_world(), case.row
        (row.ready or full_world)(world)
        url = reverse(row.name, args=row.args(world))
        said = {**row.form(world), **case.sent(world), **more}
        sent = {name: value for name, value in said.items() if value is not None}
        client, before = at_browser(case.person), Event.objects.count()
        answer = client.post(url, sent)
        assert (answer.status_code, Event.objects.count() - before) == (422, 0)
        return sent, html.fromstring(answer.content.decode())

    return send


def refused(page):
    """The one form with an error."""
    [form] = page.xpath("//form[.//ul[@class='errors']]")
    return form


def box(page, name: str):
    """The field with its label and its errors."""
    found = refused(page).xpath(f".//*[@name='{name}'][not(@type='hidden')]")
    return found[0].xpath("ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]")[0]


def errors(field) -> str:
    return " ".join(field.xpath(".//ul[@class='errors']//li")[0].text_content().split())


def shown(page) -> dict[str, set[str]]:
    """What stands in the fields of the form."""
    found: dict[str, set[str]] = {}
    for name, value in refused(page).form_values():
        found.setdefault(name, set()).add(value.strip())
    return found


def texts(sent: dict) -> dict[str, set[str]]:
    lists = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    return {name: {str(one).strip() for one in values} for name, values in lists.items()}


@pytest.mark.parametrize("case", REASONS, ids=lambda case: case.act)
def test_a_missing_reason_is_said_at_its_field(send, case):
    sent, page = send(case, **{case.field: "   "})
    assert errors(box(page, case.field)) == case.said
    kept = {name: values for name, values in texts(sent).items() if name != case.field}
    assert {name: shown(page).get(name) for name in kept} == kept


@pytest.mark.parametrize("case", REASONS, ids=lambda case: case.act)
def test_a_long_reason_is_not_cut_but_stands_to_be_shortened(send, case):
    sent, page = send(case, **{case.field: LONG})
    assert "2100" in errors(box(page, case.field))
    assert {name: shown(page).get(name) for name in sent} == texts(sent)


# Elsewhere the reason of a verb is what a caller of ours gives, or a rule of the database.
ELSEWHERE = ("exempt_receipt", "set_aside_opinion", "reopen_survey")
GUARDED = [case for case in REASONS if case.act not in ELSEWHERE]


@pytest.mark.parametrize("case", GUARDED, ids=lambda case: case.act)
def test_the_verb_refuses_it_whoever_calls_it(case, world, monkeypatch):
    def valid(form: ReasonForm) -> bool:
        form.cleaned_data = {"reason": "  ", **({"days": 3} if "days" in form.fields else {})}
        return True

    monkeypatch.setattr(ReasonForm, "is_valid", valid)
    row = case.row
    (row.ready or full_world)(world)
    sent = {**row.form(world), **case.sent(world)}
    client, before = at_browser(case.person), Event.objects.count()
    answer = client.post(reverse(row.name, args=row.args(world)), sent)
    assert (answer.status_code, Event.objects.count() - before) == (409, 0)


@pytest.mark.parametrize("case", FIELDS, ids=lambda case: f"{case.act} {case.field}")
def test_what_the_state_of_things_forbids_is_said_at_its_field(send, case):
    sent, page = send(case)
    assert case.said in errors(box(page, case.field))
    there = shown(page)
    kept = {name: values for name, values in texts(sent).items() if values != {""}}
    assert {name: there.get(name) for name in kept} == kept


def test_the_error_is_in_the_language_of_the_reader(world):
    case = REASONS[0]
    row = case.row
    full_world(world)
    type(world.clerk).objects.filter(account="clerk").update(language="en")
    answer = at_browser("clerk").post(
        reverse(row.name, args=row.args(world)), {"reason": ""}, headers={"accept-language": "en"}
    )
    page = html.fromstring(answer.content.decode())
    assert errors(box(page, "reason")) == "Please give the reason."


class DayForm(forms.Form):
    on = forms.CharField()


def refuse(field: str) -> None:
    raise NotAllowed("不行", field=field)


def test_a_refusal_without_a_field_of_the_form_goes_on():
    form = DayForm({"on": "今天"})
    assert form.is_valid()
    with pytest.raises(NotAllowed), refusals_in(form):
        refuse("to")
    assert form.errors == {}


@pytest.mark.parametrize(("field", "where"), [("on", "on"), ("to", "__all__"), ("", "__all__")])
def test_a_page_of_one_form_keeps_every_refusal(field, where):
    form = DayForm({"on": "今天"})
    assert form.is_valid()
    assert not carried_out(form, lambda: refuse(field))
    assert form.errors == {where: ["不行"]}
