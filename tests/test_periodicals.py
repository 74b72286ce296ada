"""通报、简报: one draft a period waits, the office signs, the number stands in the register."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from campaigns.models import Activity, Campaign, Receipt
from findings.models import Finding
from organization import clock, waiting
from organization.models import NotAllowed, Notification
from rectification import cards, planning
from reports import periodical_sweep, periodicals, publishing
from reports.circulating import as_lines
from reports.models import Edition, Publication
from reports.publishing import words_of
from reports.renderers.json import figures_of
from reports.told_editions import told_of
from tests.signed_in import at_browser, cost
from tests.stage import staged
from tests.test_figures import rows_on
from tests.visiting import get, post, text
from tests.world import at, full_world, phase

FRIDAY = date(2026, 3, 13)
PEOPLE = ("clerk", "head")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def rule(world, paper: str = "bulletin", every: str = "week", *, on: date = FRIDAY) -> None:
    with clock.at(at(on, 8)):
        days = {"weekday": 4, "month_day": 25}
        periodicals.set_rule(world.campaign, paper, every, by=world.clerk, **days)


def swept(on: date) -> int:
    with clock.at(at(on, 9)):
        return periodical_sweep.sweep()


def made() -> list[tuple]:
    rows = Edition.objects.order_by("pk")
    return [(row.paper, row.every, row.first, row.last) for row in rows]


def drafted(world, paper: str = "bulletin", *, on: date = FRIDAY) -> Edition:
    with clock.at(at(on)):
        row = periodicals.draft(world.campaign, paper, "week", by=world.clerk)
    return Edition.objects.get(pk=row.pk)


def signed(world, paper: str = "bulletin", *, on: date = FRIDAY) -> Edition:
    row = drafted(world, paper, on=on)
    with clock.at(at(on, 16)):
        periodicals.sign(row, by=world.clerk)
    return Edition.objects.get(pk=row.pk)


def test_three_sweeps_make_one_draft(world):
    rule(world)
    assert [swept(FRIDAY) for _ in range(3)] == [1, 0, 0]
    assert made() == [("bulletin", "week", date(2026, 3, 9), date(2026, 3, 15))]


def test_only_the_last_of_the_missed_periods_is_drafted(world):
    rule(world, every="day")
    rule(world)
    swept(date(2026, 4, 8))
    assert made() == [
        ("bulletin", "day", date(2026, 4, 8), date(2026, 4, 8)),
        ("bulletin", "week", date(2026, 3, 30), date(2026, 4, 5)),
    ]


def test_the_draft_waits_for_the_office_and_for_nobody_else(world):
    rule(world)
    swept(FRIDAY)
    told = Notification.objects.filter(kind="edition_drafted")
    assert set(told.values_list("recipient__account", flat=True)) == {"clerk"}
    kinds = [entry.kind for entry in waiting.waiting(world.clerk)]
    assert kinds.count("sign_edition") == 1
    assert "sign_edition" not in [entry.kind for entry in waiting.waiting(world.leader)]


def test_a_closed_campaign_is_not_swept(world):
    rule(world)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert swept(FRIDAY) == 0


def test_a_rule_that_ended_makes_nothing_more(world):
    rule(world)
    periodicals.end_rule(world.campaign.periodic_rules.get(), by=world.clerk)
    assert swept(FRIDAY) == 0


def test_a_dropped_draft_is_not_made_again_and_uses_no_number(world):
    rule(world)
    swept(FRIDAY)
    row = Edition.objects.get()
    periodicals.drop(row, "与简报重复", by=world.clerk)
    assert swept(FRIDAY) == 0
    assert signed(world, on=date(2026, 3, 18)).no == 1
    with pytest.raises(NotAllowed):
        periodicals.sign(Edition.objects.get(pk=row.pk), by=world.clerk)


def test_numbers_run_on_and_each_paper_has_its_own(world):
    first = signed(world, on=date(2026, 3, 4))
    assert (first.no, signed(world).no, signed(world, "brief").no) == (1, 2, 1)
    assert first.publication.document_number == "通报第1期"
    assert Edition.objects.issued().count() == 3  # none took the place of another


def test_who_signs_in_another_language_leaves_no_word_of_it(world):
    with override("en"):
        assert signed(world).publication.document_number == "通报第1期"
        row = signed(world, "brief")
    assert row.publication.document_number == "简报第1期"
    assert row.activity.title == "春季专项自查简报"


def test_a_brief_stands_in_the_register_and_takes_its_number_there(world):
    with clock.at(at(FRIDAY, 8)):
        Activity.note(
            phase(world, "analysis"), by=world.clerk, kind="brief", on=FRIDAY, title="手工简报"
        )
    row = signed(world, "brief")
    register = Activity.objects.filter(kind="brief").order_by("issue")
    assert [(entry.title, entry.issue) for entry in register] == [
        ("手工简报", 1),
        ("春季专项自查简报", 2),
    ]
    assert (row.no, row.activity.on) == (2, FRIDAY)


def test_what_is_signed_is_frozen(world):
    row = signed(world)
    before = words_of(row.publication).document
    world.task.measure.finding.title = "别的"
    Edition.objects.filter(pk=row.pk).update(preface="后来的话")
    assert words_of(Edition.objects.get(pk=row.pk).publication).document == before


@pytest.mark.parametrize("paper", ["bulletin", "brief"])
def test_a_label_is_set_before_it_is_signed_and_stands_then(world, paper):
    edition = drafted(world, paper)
    post("clerk", "edition_form", "spring", edition.pk, label="内部资料", label_period="1年")
    assert "内部资料 1年" in text(get("clerk", "edition", "spring", edition.pk))
    Publication.objects.filter(pk=edition.publication_id).update(status="issued")
    post("clerk", "edition_form", "spring", edition.pk, status=409, label="核心商密")
    assert "内部资料 1年" in text(get("clerk", "edition", "spring", edition.pk))


def test_it_is_signed_once(world):
    row = drafted(world)
    twin = Edition.objects.get(pk=row.pk)
    with clock.at(at(FRIDAY, 16)):
        periodicals.sign(row, by=world.clerk)
        with pytest.raises(NotAllowed):
            periodicals.sign(twin, by=world.clerk)
    assert Edition.objects.get().no == 1


def test_a_late_task_asks_for_a_day_before_it_can_be_signed(world):
    row = drafted(world, on=date(2026, 3, 25))
    with clock.at(at(date(2026, 3, 25), 16)):
        with pytest.raises(NotAllowed) as refused:
            periodicals.sign(row, by=world.clerk)
        assert ["完成时限" in reason.text for reason in refused.value.reasons] == [True]
        row = Edition.objects.get()
        assert (row.no, row.publication.status) == (None, "draft")
        periodicals.change(row, 1, by=world.clerk, due_on=date(2026, 3, 31))
        periodicals.sign(Edition.objects.get(), by=world.clerk)
    assert Edition.objects.get().no == 1


@pytest.mark.parametrize(
    ("on", "demands", "said"),
    [
        (13, [], "请各部门（单位）按期推进各项工作，并将情况报监督室。"),
        (13, ["核对台账"], "于3月31日前落实以下要求，并将情况报监督室：核对台账。"),
        (25, [], "请有关部门（单位）于3月31日前完成逾期事项的整改，并将情况报监督室。"),
        (
            25,
            ["核对台账", "报送材料"],
            "请有关部门（单位）于3月31日前完成逾期事项的整改，落实以下要求，并将情况报监督室："
            "一是核对台账；二是报送材料。",
        ),
    ],
)
def test_what_a_bulletin_asks_for(world, on, demands, said):
    row = drafted(world, on=date(2026, 3, on))
    with clock.at(at(date(2026, 3, on), 16)):
        words = {"demands": "\n".join(demands), "due_on": date(2026, 3, 31)}
        periodicals.change(row, 1, by=world.clerk, **words)
        told = as_lines(words_of(Edition.objects.get().publication).document)
    assert said in "\n".join(told)


def test_who_changes_second_is_refused(world):
    row = drafted(world)
    periodicals.change(row, 1, by=world.clerk, preface="先到")
    with pytest.raises(NotAllowed):
        periodicals.change(row, 1, by=world.clerk, preface="后到")
    assert Edition.objects.get().preface == "先到"


def test_it_is_sent_to_the_chosen_departments_alone(world):
    row = signed(world)
    with clock.at(at(FRIDAY, 17)):
        periodicals.send(row, [world.departments["SALES"]], by=world.clerk)
    readers = Receipt.objects.filter(circulation__publications=row.publication)
    assert {receipt.person.account for receipt in readers} == {"head", "member"}
    page = get("head", "edition", "spring", row.pk)
    assert "关于春季专项自查进展情况的通报" in text(page)
    assert page.xpath("//a[@data-figure]") == []  # the records behind are not theirs to open
    get("service_head", "edition", "spring", row.pk, status=404)
    assert text(get("head", "editions", "spring")).count("通报第1期") == 1


def test_a_periodical_is_no_paper_of_the_other_kind(world):
    row = signed(world)
    for act in ("paper_revise", "paper_circulate", "paper_issue"):
        post("clerk", act, "spring", "bulletin", status=404)
    with pytest.raises(NotAllowed):
        publishing.revise(row.publication, by=world.clerk)
    get("head", "published_paper", "spring", "bulletin", status=404)
    assert Publication.objects.count() == 1


def test_the_next_number_compares_with_the_one_before(world):
    signed(world)
    world.task.refresh_from_db()
    with clock.at(at(date(2026, 3, 18))):
        world.task.report_progress("已补齐", 100, by=world.member)
        world.task.submit(by=world.head)
        planning.accept(world.task, by=world.inspector)
    row = signed(world, on=date(2026, 3, 19))
    said = "\n".join(as_lines(words_of(row.publication).document))
    assert "共有1项整改任务，已销号。" in said
    assert (row.told_closed, row.told_tasks) == (1, 1)
    third = drafted(world, on=date(2026, 3, 25))
    assert told_of(third).before == (1, 1)


def test_a_restricted_matter_is_told_to_nobody(world):
    Finding.objects.filter(pk=world.task.measure.finding_id).update(restricted=True)
    said = "\n".join(as_lines(words_of(drafted(world).publication).document))
    assert "尚未下达整改任务" in said


def test_the_register_leads_to_the_number_for_whom_it_was_sent(world):
    row = signed(world, "brief")
    address = f"/campaigns/spring/editions/{row.pk}/"

    def leads(person: str) -> bool:
        return bool(get(person, "timeline", "spring").xpath(f"//a[@href='{address}']"))

    assert (leads("clerk"), leads("head")) == (True, False)
    with clock.at(at(FRIDAY, 17)):
        periodicals.send(row, [world.departments["SALES"]], by=world.clerk)
    assert (leads("head"), leads("service_head")) == (True, False)


def test_an_inspector_reads_the_counts_and_finds_no_cards(world):
    with clock.at(at(FRIDAY, 8)):
        cards.give(world.campaign, "red", world.departments["SALES"], by=world.clerk, reason="迟报")
    row = drafted(world)
    name = "red_cards_of.SALES"
    link = f"//a[@data-figure='{name}']"
    for person, opens in (("clerk", True), ("leader", True), ("inspector", False)):
        page = get(person, "edition", "spring", row.pk)
        assert bool(page.xpath(link)) is opens
        assert page.xpath("//a[@data-figure='late_of.SALES']")
        get(person, "figure", "spring", name, status=200 if opens else 404)


@pytest.mark.parametrize("paper", ["bulletin", "brief"])
def test_every_number_is_the_number_of_rows_on_its_page(world, paper):
    today = clock.today()
    for colour, code in (("red", "SALES"), ("yellow", "SERVICE")):
        cards.give(
            world.campaign, colour, world.departments[code], by=world.clerk, reason="进展缓慢"
        )
    row = drafted(world, paper, on=today)
    client, wrong = at_browser("clerk"), []
    printed = figures_of(words_of(row.publication).document)
    assert len(printed) > {"bulletin": 20, "brief": 5}[paper]
    for figure in printed:
        page = client.get(figure.url).content.decode()
        counted = re.search(r'data-count="(\d+)"', page)
        seen = int(counted[1]) if counted else None, rows_on(page)
        if seen != (figure.count, figure.count):
            wrong.append((figure.name, figure.count, seen))
    assert wrong == []


def test_three_numbers_cost_what_one_costs(world):
    def sent(on: date) -> None:
        row = signed(world, on=on)
        with clock.at(at(on, 17)):
            periodicals.send(row, [world.departments["SALES"]], by=world.clerk)

    sent(date(2026, 3, 4))
    counts = {name: cost(at_browser(name), "/campaigns/spring/editions/") for name in PEOPLE}
    sent(FRIDAY)
    sent(date(2026, 3, 18))
    assert counts == {
        name: cost(at_browser(name), "/campaigns/spring/editions/") for name in PEOPLE
    }
