"""责任分工: who answers for what, in chains; and what the staff reads once it was announced."""

import pytest
from django.db import IntegrityError, transaction

from campaigns import division, launch
from campaigns.models import Announcement, Group, Project, Responsibility
from organization.models import Event, NotAllowed
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import full_world

FIRST, IN_CHARGE, EXECUTING = Responsibility.Rank.values


@pytest.fixture
def divided(world):
    """The leader answers first, every head for the own department."""
    division.propose(world.campaign, by=world.clerk)
    return world


def told(world) -> list[tuple]:
    """Who answers on which rank for which departments."""
    rows = division.responsibilities(world.campaign)
    return [
        (
            row.person.account,
            row.rank,
            "all" if row.all_departments else [one.code for one in row.departments.all()],
        )
        for row in rows
    ]


def assign(world, account: str, rank: int, **fields) -> Responsibility:
    person = getattr(world, account)
    return Responsibility.assign(world.campaign, by=world.clerk, person=person, rank=rank, **fields)


def test_chair_and_heads_are_filled_in_with_one_click(world):
    page = get("clerk", "division", "spring")
    assert page.xpath("//form[@data-act='propose_division']")
    sent = post("clerk", "propose_division", "spring")
    assert "已填入3行。" in text(sent.page.xpath("//body")[0])
    assert told(world) == [
        ("leader", FIRST, "all"),
        ("head", EXECUTING, ["SALES"]),
        ("service_head", EXECUTING, ["SERVICE"]),
    ]


def test_filling_in_again_adds_nobody(divided):
    before = told(divided)
    assert division.propose(divided.campaign, by=divided.clerk) == 0
    assert told(divided) == before


def test_filling_in_keeps_what_was_decided(world):
    assign(world, "member", EXECUTING, departments=[world.departments["SALES"]])
    assert division.propose(world.campaign, by=world.clerk) == 2
    assert ("head", EXECUTING, ["SALES"]) not in told(world)


def test_after_the_launch_the_head_named_for_the_campaign_answers(world):
    full_world(world)
    world.campaign.participations.filter(department__code="SALES").update(head=world.member)
    division.propose(world.campaign, by=world.clerk)
    assert ("member", EXECUTING, ["SALES"]) in told(world)


def test_the_office_adds_changes_and_takes_out(divided):
    sales = divided.departments["SALES"]
    fields = {"person": divided.service_head.pk, "rank": IN_CHARGE, "duty": "督促自查"}
    post("clerk", "division", "spring", **fields, departments=[sales.pk], all_projects="on")
    row = Responsibility.objects.get(rank=IN_CHARGE)
    assert (row.duty, row.all_projects) == ("督促自查", True)
    project = Project.objects.get()
    changed = {**fields, "duty": "督促整改", "all_departments": "on", "projects": [project.pk]}
    post("clerk", "responsibility", "spring", row.pk, **changed)
    row.refresh_from_db()
    assert (row.duty, row.all_departments, row.all_projects) == ("督促整改", True, False)
    assert (list(row.departments.all()), list(row.projects.all())) == ([], [project])
    post("clerk", "withdraw_responsibility", "spring", row.pk)
    assert not Responsibility.objects.filter(rank=IN_CHARGE).exists()
    kinds = Event.objects.filter(kind__startswith="responsibility.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[-3:] == [
        "responsibility.assigned",
        "responsibility.changed",
        "responsibility.withdrawn",
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"all_projects": "on"}, "请选择部门，或选择全部部门。"),
        ({"all_departments": "on"}, "请选择项目，或选择全部项目。"),
    ],
)
def test_nobody_answers_for_nothing(divided, form, said):
    sent = post(
        "clerk", "division", "spring",
        status=422, person=divided.service_head.pk, rank=IN_CHARGE, **form,
    )  # fmt: skip
    assert said in text(sent.page.xpath("//main")[0])
    assert not Responsibility.objects.filter(rank=IN_CHARGE).exists()


def test_one_person_answers_first(divided):
    with pytest.raises(NotAllowed, match="已有第一责任人"):
        assign(divided, "head", FIRST, all_departments=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(
            campaign=divided.campaign, person=divided.people["head"], rank=FIRST
        )
    sent = post(
        "clerk", "division", "spring",
        status=422, person=divided.service_head.pk, rank=FIRST, all_departments="on",
        all_projects="on",
    )  # fmt: skip
    assert "已有第一责任人" in text(sent.page.xpath("//main")[0])


def test_a_chain_says_where_nobody_answers(divided):
    assign(divided, "service_head", IN_CHARGE, departments=[divided.departments["SALES"]])
    page = get("clerk", "division", "spring")
    links = {
        chain.get("data-chain"): [text(one) for one in chain.xpath("./ol/li")]
        for chain in page.xpath("//*[@data-chain]")
    }
    assert links == {
        "SALES": ["第一责任人 总经理", "分管责任人 服务部负责人", "具体责任人 销售部负责人"],
        "SERVICE": ["第一责任人 总经理", "分管责任人 尚未确定", "具体责任人 服务部负责人"],
    }
    assert page.xpath("//*[@data-chain='SERVICE']/@class") == ["broken"]
    assert page.xpath("//*[@data-chain='SALES']/@class") == []


def test_another_checklist_widens_nobody_to_all_projects(divided):
    row = assign(
        divided, "service_head", IN_CHARGE,
        all_departments=True, all_projects=False, projects=[Project.objects.get()],
    )  # fmt: skip
    Project.objects.all().delete()
    row.refresh_from_db()
    assert (row.all_projects, list(row.projects.all())) == (False, [])


def test_the_pages_ask_as_often_for_many_lines(divided):
    url, mark = "/campaigns/spring/division/", 'data-thing="responsibility:'
    few = queries_of(visit("clerk"), url, mark, 3)
    for _n in range(3):
        assign(divided, "service_head", IN_CHARGE, departments=[divided.departments["SALES"]])
    assert queries_of(visit("clerk"), url, mark, 6) == few


def test_the_staff_reads_nothing_before_it_was_announced(world):
    full_world(world)
    get("employee", "leadership", "spring", status=404)
    page = get("head", "campaign", "spring")
    assert "尚未公布" in text(page.xpath("//main")[0])
    assert "检查组成员" not in text(page.xpath("//main")[0])
    assert "检查组成员" in text(get("clerk", "campaign", "spring").xpath("//main")[0])


def test_the_staff_reads_body_duties_and_division_once_announced(divided):
    launch.launch(divided.campaign, by=divided.clerk)
    Group.objects.filter(kind="leading").update(duties="研究部署\n督促检查")
    post("clerk", "announce_leadership", "spring")
    page = get("employee", "leadership", "spring")
    said = text(page.xpath("//main")[0])
    for words in (
        "领导小组",
        "总经理",
        "组长",
        "研究部署",
        "督促检查",
        "第一责任人",
        "销售部负责人",
    ):
        assert words in said
    assert len(things(page, "responsibility")) == 3
    assert page.xpath("//main//form") == []
    assert things(get("head", "campaign", "spring"), "group") == []
    listed = get("employee", "campaigns").xpath("//a[contains(@href, 'leadership')]/text()")
    assert listed == ["春季专项自查"]


def test_who_left_the_division_is_gone_from_what_the_staff_reads(divided):
    launch.launch(divided.campaign, by=divided.clerk)
    division.announce(divided.campaign, by=divided.clerk)
    Responsibility.objects.get(person=divided.people["head"]).withdraw(by=divided.clerk)
    page = get("employee", "leadership", "spring")
    assert "销售部负责人" not in text(page.xpath("//main")[0])


def test_other_companies_and_system_duties_read_nothing(divided):
    launch.launch(divided.campaign, by=divided.clerk)
    division.announce(divided.campaign, by=divided.clerk)
    get("admin", "leadership", "spring", status=404)
    get("auditor", "leadership", "spring", status=404)
    home = divided.departments["OTHER"]
    home.parent = None
    home.save()
    get("employee", "leadership", "spring", status=404)


def test_before_the_launch_only_overseers_read_it(divided):
    division.announce(divided.campaign, by=divided.clerk)
    get("employee", "leadership", "spring", status=404)
    assert get("leader", "leadership", "spring") is not None


def test_an_announcement_is_made_once_and_can_be_taken_back(divided):
    launch.launch(divided.campaign, by=divided.clerk)
    for _time in range(2):
        division.announce(divided.campaign, by=divided.clerk)
    assert Event.objects.filter(kind="campaign.announced").count() == 1
    post("clerk", "take_announcement_back", "spring")
    assert not Announcement.objects.exists()
    get("employee", "leadership", "spring", status=404)


def test_a_closed_campaign_keeps_its_division(divided):
    launch.launch(divided.campaign, by=divided.clerk)
    launch.close(divided.campaign, by=divided.clerk)
    row = Responsibility.objects.select_related("campaign").first()
    for act in (
        lambda: row.change(by=divided.clerk, duty="新的职责"),
        lambda: row.withdraw(by=divided.clerk),
        lambda: division.propose(row.campaign, by=divided.clerk),
        lambda: division.announce(row.campaign, by=divided.clerk),
    ):
        with pytest.raises(NotAllowed, match="只能查看"):
            act()
    assert visit("clerk").post(f"/campaigns/spring/division/{row.pk}/withdraw/").status_code == 409
