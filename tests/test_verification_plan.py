"""核查方案: items × departments are shared out among inspectors of other departments."""

from datetime import date

import pytest

from campaigns import verification, verification_planning
from campaigns.models import Answer, Group, Hint, Phase, PlannedCheck, VerificationPlan
from campaigns.verification_planning import Draft, share_out
from organization.models import Event, NotAllowed, Notification
from organization.models.role import grant
from organization.waiting import waiting
from tests.access.verification import submitted, to_plan
from tests.counting import queries_of
from tests.stage import staged
from tests.test_filling import signed_in
from tests.visiting import get, post, text
from tests.world import DAY, submit


def ready(world) -> None:
    """Both departments have submitted; 销售部 found a problem itself; there are two inspectors."""
    submitted(world)
    submit(world, "SERVICE", _2={"result": "no", "text": "资料不全"})
    Group.objects.get(kind="inspection").add(world.people["employee"], by=world.clerk)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(ready, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def draft(world, choice: str = "all", departments=("SALES", "SERVICE"), **more) -> Draft:
    people = more.pop("inspectors", ("inspector",))
    return Draft(
        choice=choice,
        departments=tuple(world.departments[code] for code in departments),
        inspectors=tuple(getattr(world, name) for name in people),
        starts_on=DAY,
        due_on=date(2026, 3, 13),
        **more,
    )


def plan(world, *args, **more) -> VerificationPlan:
    return verification_planning.plan(world.campaign, draft(world, *args, **more), by=world.clerk)


def planned() -> list[tuple[str, int]]:
    return list(PlannedCheck.objects.values_list("department__code", "item__no"))


def verify(world, no: int, code: str = "SALES"):
    return verification.verify(
        world.campaign,
        world.item(no),
        world.departments[code],
        by=world.inspector,
        result="ok",
        method="现场查看",
    )


def move(world, account: str, code: str) -> None:
    person = getattr(world, account)
    person.department = world.departments[code]
    person.save()


ALL = [("SALES", 1), ("SALES", 2), ("SALES", 3), ("SERVICE", 2), ("SERVICE", 3)]


@pytest.mark.parametrize(
    ("choice", "more", "items"),
    [
        ("all", {}, ALL),
        ("no", {}, [("SERVICE", 2)]),
        ("numbers", {"numbers": frozenset({1, 3})}, [("SALES", 1), ("SALES", 3), ("SERVICE", 3)]),
    ],
)
def test_what_is_chosen(world, choice, more, items):
    plan(world, choice, **more)
    assert planned() == items


def test_items_with_hints_are_chosen(world):
    def hint(no: int, **more) -> None:
        answer = Answer.objects.get(selfcheck=world.sheet("SALES"), item__no=no)
        Hint.objects.create(
            selfcheck=answer.selfcheck, answer=answer, version=1, kind="short", measure=1, limit=9
        )
        Hint.objects.filter(answer=answer).update(**more)

    Hint.objects.all().delete()
    hint(2)
    hint(3, stands=False)
    plan(world, "hinted")
    assert planned() == [("SALES", 2)]


def test_a_sample_is_drawn_in_each_department(world):
    plan(world, "sample", sample=1)
    assert [code for code, _no in planned()] == ["SALES", "SERVICE"]


def test_what_is_planned_or_verified_is_left_out(world):
    verify(world, 1)
    plan(world, "numbers", numbers=frozenset({2}))
    plan(world)
    assert sorted(planned()) == [p for p in ALL if p != ("SALES", 1)]
    with pytest.raises(NotAllowed, match="没有可安排的项次"):
        plan(world)


def test_the_work_is_shared_evenly_and_never_goes_to_the_own_department(world):
    move(world, "inspector", "SALES")
    inspectors = [world.inspector, world.employee]
    items = {world.departments["SALES"].pk: [1, 2, 3], world.departments["SERVICE"].pk: [2, 3]}
    departments = [world.departments[code] for code in ("SALES", "SERVICE")]
    shared = share_out(departments, inspectors, items)
    who = {code: shared[world.departments[code].pk].account for code in ("SALES", "SERVICE")}
    assert who == {"SALES": "employee", "SERVICE": "inspector"}
    with pytest.raises(NotAllowed, match="应当回避"):
        share_out(departments, [world.inspector], items)


def test_nobody_plans_the_own_department(world):
    move(world, "clerk", "SALES")
    page = get("clerk", "plan_verification", "spring")
    assert "销售部" not in [text(label) for label in page.xpath("//form//label")]
    post("clerk", "plan_verification", "spring", status=403, **to_plan(world))
    with pytest.raises(NotAllowed, match="本部门"):
        plan(world)
    assert planned() == []


def test_only_members_of_the_group_are_sent(world):
    with pytest.raises(NotAllowed, match="专项检查组"):
        plan(world, inspectors=("leader",))
    form = {**to_plan(world), "inspectors": [world.leader.pk]}
    post("clerk", "plan_verification", "spring", status=422, **form)
    assert planned() == []


def test_inspectors_are_told_and_find_it_on_their_home_page(world):
    plan(world)
    assert Notification.objects.get(kind="verification_planned").recipient == world.inspector
    [entry] = [entry for entry in waiting(world.inspector) if entry.kind == "verify"]
    assert (entry.due_on, "5" in entry.title) == (date(2026, 3, 13), True)
    verify(world, 1)
    [entry] = [entry for entry in waiting(world.inspector) if entry.kind == "verify"]
    assert "4" in entry.title


def test_a_record_leads_on_to_the_next_item_of_the_plan(world):
    plan(world)
    sent = post("inspector", "verify", "spring", "SALES", 1, result="ok", method="现场查看")
    assert "核查第2项" in text(sent.page.xpath("//h1")[0])


def test_the_plan_shows_how_far_it_is(world):
    plan(world)
    verify(world, 1)
    page = get("leader", "verification_plan", "spring")
    assert "方案共5项次，已核查1项次" in text(page)


def test_departments_do_not_see_the_plan(world):
    plan(world)
    get("head", "verification_plan", "spring", status=403)
    assert not PlannedCheck.objects.visible_to(world.head).exists()
    page = text(get("head", "verifications", "spring"))
    assert "已安排" not in page
    assert not Event.objects.visible_to(world.head).filter(kind="verificationplan.made").exists()


def test_what_is_open_goes_to_another_inspector(world):
    row = plan(world)
    verify(world, 1)
    unit = {"department": world.departments["SALES"].pk, "inspector": world.employee.pk}
    post("clerk", "assign_verification", "spring", row.pk, **unit)
    mine = PlannedCheck.objects.filter(inspector=world.employee)
    assert [check.item.no for check in mine] == [2, 3]


def test_nobody_is_sent_to_the_own_department(world):
    row = plan(world)
    move(world, "employee", "SALES")
    with pytest.raises(NotAllowed, match="本部门"):
        verification_planning.assign(
            row, world.departments["SALES"], world.employee, by=world.clerk
        )
    assert not PlannedCheck.objects.filter(inspector=world.employee).exists()


def test_what_is_open_can_be_withdrawn(world):
    row = plan(world)
    verify(world, 1)
    unit = {"department": world.departments["SALES"].pk}
    post("clerk", "withdraw_verification", "spring", row.pk, **unit)
    assert planned() == [("SALES", 1), ("SERVICE", 2), ("SERVICE", 3)]
    post("clerk", "withdraw_verification", "spring", row.pk, status=409, **unit)


def test_nobody_changes_the_plan_for_the_own_department(world):
    row = plan(world)
    move(world, "clerk", "SALES")
    unit = {"department": world.departments["SALES"].pk, "inspector": world.employee.pk}
    for name in ("assign_verification", "withdraw_verification"):
        post("clerk", name, "spring", row.pk, status=403, **unit)
    with pytest.raises(NotAllowed):
        verification_planning.withdraw(row, world.departments["SALES"], by=world.clerk)
    assert len(planned()) == 5


def test_who_leaves_the_group_leaves_the_work_to_others(world):
    plan(world)
    Group.objects.get(kind="inspection").remove(world.inspector, by=world.clerk)
    assert "verify" not in [entry.kind for entry in waiting(world.inspector)]
    [entry] = [e for e in waiting(world.clerk) if e.kind == "assign_verification"]
    assert "5" in entry.title
    assert "应重新指定" in text(get("clerk", "verification_plan", "spring"))
    with pytest.raises(NotAllowed, match="专项检查组"):
        verify(world, 1)


def test_the_analysis_does_not_end_over_planned_items(world):
    row = plan(world)
    analysis = Phase.objects.get(campaign=world.campaign, key="analysis")
    with pytest.raises(NotAllowed) as refused:
        analysis.end(by=world.clerk)
    assert "5项次未核查" in " ".join(reason.text for reason in refused.value.reasons)
    for code in ("SALES", "SERVICE"):
        verification_planning.withdraw(row, world.departments[code], by=world.clerk)
    analysis.end(by=world.clerk)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"choice": "sample"}, "请填写抽取的项点数"),
        ({"choice": "numbers"}, "请填写项点序号"),
        ({"choice": "numbers", "numbers": "三"}, "不是序号"),
        ({"due_on": "2026-03-01"}, "结束日期不能早于开始日期"),
        ({"inspectors": []}, "请至少选择一名核查人员"),
    ],
)
def test_a_plan_that_says_too_little_comes_back(world, fields, message):
    sent = post("clerk", "plan_verification", "spring", status=422, **{**to_plan(world), **fields})
    assert message in text(sent.page)
    assert planned() == []


def test_numbers_are_read_as_people_write_them(world):
    form = {**to_plan(world), "choice": "numbers", "numbers": "1、2-3"}
    post("clerk", "plan_verification", "spring", **form)
    assert planned() == [("SALES", 1), ("SALES", 2), ("SALES", 3)]


def test_more_departments_cost_no_more_queries(world):
    url = "/campaigns/spring/verification/plan/"
    plan(world, departments=("SALES",))
    client = signed_in(world.clerk)
    one = queries_of(client, url, 'data-act="withdraw_verification"', 1)
    plan(world, departments=("SERVICE",))
    assert queries_of(client, url, 'data-act="withdraw_verification"', 2) == one


def test_more_inspectors_cost_no_more_queries(world):
    url = "/campaigns/spring/verification/plan/"
    plan(world, departments=("SALES",))
    client = signed_in(world.clerk)
    one = queries_of(client, url, 'data-act="withdraw_verification"', 1)
    plan(world, departments=("SERVICE",), inspectors=("employee",))
    inspectors = PlannedCheck.objects.values_list("inspector", flat=True)
    assert set(inspectors) == {world.inspector.pk, world.employee.pk}
    assert queries_of(client, url, 'data-act="withdraw_verification"', 2) == one


def test_the_form_of_a_plan_costs_the_same_for_one_inspector_and_for_two(world):
    client, url = signed_in(world.clerk), "/campaigns/spring/verification/plan/new/"
    two = queries_of(client, url, 'name="inspectors"', 2)
    Group.objects.get(kind="inspection").remove(world.people["employee"], by=world.clerk)
    assert queries_of(client, url, 'name="inspectors"', 1) == two


def test_an_inspector_of_every_campaign_is_asked_for_the_own_ones(world):
    plan(world)
    grant(world.people["stranger"], "inspector", world.campaign, by=world.clerk)
    assert "verify" not in [entry.kind for entry in waiting(world.stranger)]
