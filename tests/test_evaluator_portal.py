"""行评代表 at their own pages: what they reach, from when to when, and what they do there."""

from datetime import timedelta

import pytest
from django.urls import get_resolver, resolve, reverse

from findings import evaluators, opinion_disposing, opinions, scoring
from findings.models import EvaluationResult, Opinion, Score
from inspection.outside import OPEN, PORTAL
from organization import clock
from organization.models import Event, Notification
from organization.models.role import grant
from tests.crawler import Crawler
from tests.evaluating import LATER, POINTS, evaluated, own_opinion
from tests.outside import visitor_of
from tests.signed_in import at_browser
from tests.stage import staged
from tests.test_permissions import url_names
from tests.visiting import get, post, text, visit

CODE = "spring"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(evaluated, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def pages(world) -> dict[str, str]:
    """Every page of the portal with its address."""
    keys = {
        "evaluator_portal": [],
        "evaluator_sheet": [CODE, world.sheet_read.pk],
        "evaluator_opinion": [CODE, own_opinion(world).pk],
        "evaluator_scores": [CODE, world.round.pk],
        "own_appointment_file": [CODE, "pdf"],
    }
    return {name: reverse(name, args=keys.get(name, [CODE])) for name in PORTAL}


def answers(account: str, world) -> dict[str, int]:
    client = visit(account)
    return {name: client.get(url).status_code for name, url in pages(world).items()}


def addresses() -> dict[str, str]:
    """An address of every named page of the house that asks for a sign-in."""
    samples = {"int": 1, "uuid": "00000000-0000-0000-0000-000000000000"}
    table, found = get_resolver().reverse_dict, {}
    for name in url_names():
        [(_path, names)], _pattern, _defaults, converters = table[name]
        kinds = {key: type(one).__name__.removesuffix("Converter").lower()
                 for key, one in converters.items()}  # fmt: skip
        kwargs = {key: samples.get(kinds[key], CODE) for key in names}
        url = reverse(name, kwargs=kwargs)
        if getattr(resolve(url).func, "login_required", True):
            found[name] = url
    return found


def test_every_named_page_that_is_not_of_the_portal_does_not_exist_for_evaluators(world):
    wanted = {name: url for name, url in addresses().items() if name not in OPEN | PORTAL}
    assert len(wanted) > 300 and set(addresses()) >= PORTAL
    deputy = visit("deputy")
    reached = {
        f"{send.__name__} {name}"
        for name, url in wanted.items()
        for send in (deputy.get, deputy.post)
        if send(url).status_code != 404
    }
    assert reached == set()


def test_inside_the_term_every_page_of_the_portal_is_open(world):
    portal = answers("deputy", world)
    assert portal.pop("evaluator_portal") == 302  # the only campaign
    assert set(portal.values()) == {200}


@pytest.mark.parametrize(("days", "open_"), [(-1, False), (0, True), (30, True), (31, False)])
def test_outside_the_term_nothing_exists(world, days, open_):
    with clock.at(clock.now() + timedelta(days=days)):
        found = answers("deputy", world)
        assert {status in (200, 302) for status in found.values()} == {open_}
        home = visit("deputy").get("/")
        assert home.status_code == (302 if open_ else 200)
        sent = visit("deputy").post(reverse("evaluator_say", args=[CODE]), {"text": "人少"})
        assert sent.status_code == (422 if open_ else 404)


def test_revoked_nothing_exists(world):
    evaluators.end_early(world.term, "工作调动", by=world.clerk)
    assert set(answers("deputy", world).values()) == {404}
    assert set(answers("second", world).values()) == {200, 302, 404}  # not the opinion of another


def test_the_opinion_of_another_evaluator_does_not_exist(world):
    get("second", "evaluator_opinion", CODE, own_opinion(world).pk, status=404)
    other = get("second", "evaluator_desk", CODE)
    assert "窗口太少" not in text(other)
    assert "窗口太少" in text(get("deputy", "evaluator_desk", CODE))


def test_visitors_and_evaluators_do_not_reach_the_pages_of_each_other(world):
    visitor_of(world)
    assert set(answers("guest", world).values()) == {404}
    get("deputy", "own_visits", status=404)
    get("guest", "own_visits")
    grant(world.deputy, "visitor", world.campaign, by=world.clerk)
    get("deputy", "own_visits")
    get("deputy", "evaluator_desk", CODE)


def test_who_got_a_role_inside_evaluates_no_longer(world):
    grant(world.deputy, "inspector", world.campaign, by=world.clerk)
    assert set(answers("deputy", world).values()) == {404}


def test_every_link_of_the_portal_leads_to_a_good_page_in_chinese(world):
    EvaluationResult.objects.all().delete()
    scoring.record_result(
        world.campaign, by=world.clerk, authority="行评办公室", given_on=clock.today(),
        grade="满意", sent=10, returned=9, valid=9,
    )  # fmt: skip
    own = frozenset({"deputy", "example", "org"})
    crawler = Crawler(at_browser("deputy"), own_words=own)
    visits = crawler.crawl("/")
    assert crawler.wrong() == {}
    names = {visit.name for visit in visits.values()}
    assert names >= {"evaluator_desk", "evaluator_sheet", "evaluator_say", "evaluator_opinion",
                     "evaluator_scores", "own_appointment", "own_appointment_file"}  # fmt: skip
    assert not {name for name in names if name not in OPEN | PORTAL}


def test_the_desk_says_what_to_do_first_and_shows_agenda_and_result(world):
    desk = get("deputy", "evaluator_desk", CODE)
    [asked] = desk.xpath("//*[starts-with(@data-thing, 'scoreround:')]/@data-status")
    assert asked == "asked"
    assert [text(li) for li in desk.xpath("//ol/li")] == [
        "听取汇报", "代表发言", "现场评议"
    ]  # fmt: skip
    assert not desk.xpath("//*[@id='result']")
    scoring.record_result(
        world.campaign, by=world.clerk, authority="行评办公室", given_on=clock.today(),
        grade="满意", sent=10, returned=9, valid=9, score=88,
    )  # fmt: skip
    result = text(get("deputy", "evaluator_desk", CODE).xpath("//*[@id='result']")[0])
    for words in ("满意", "88", "发出10张，收回9张，有效9张", "行评办公室"):
        assert words in result
    assert not get("second", "evaluator_desk", CODE).xpath("//ol")


def test_an_opinion_goes_into_the_register_and_what_became_of_it_is_read_by_its_evaluator(world):
    sent = post(
        "deputy", "evaluator_say", CODE, text="夜间无人值守", category="complaint", topic=""
    )
    said = Opinion.objects.get(text="夜间无人值守")
    assert (said.channel, said.category, said.contact) == ("evaluator", "complaint", "消协 聘书 2")
    assert "已登记，正在办理" in text(sent.page) or "登记" in text(sent.page)
    get("clerk", "opinion", CODE, said.pk)
    opinion_disposing.reply(said, "已安排夜间值守", by=world.clerk)
    page = text(get("deputy", "evaluator_opinion", CODE, said.pk))
    assert "已安排夜间值守" in page and "监督室专员" not in page


def test_who_said_it_is_read_by_the_office_alone(world):
    said = evaluators.say(world.campaign, "夜间无人值守", by=world.deputy)
    opinions.hand_over(said, world.departments["SALES"], by=world.clerk)
    assert "消协代表" in text(get("clerk", "opinion", CODE, said.pk))
    for reader in ("inspector", "leader", "head"):
        page = text(get(reader, "opinion", CODE, said.pk))
        assert "夜间无人值守" in page and "消协" not in page, reader
    told = Event.objects.filter(kind="opinion.written_down", thing_pk=said.pk).get()
    assert (told.actor, told.actor_pk) == ("", None)


def test_what_does_not_fit_is_said_and_what_was_typed_is_kept(world):
    n = Opinion.objects.count()
    page = post("deputy", "evaluator_say", CODE, status=422, text="<b>人少</b>", category="opinion")
    assert "人少" in page.page.xpath("//textarea/text()")[0]
    assert Opinion.objects.count() == n


def points(world, **more) -> dict:
    fields = {f"d_{one.pk}": POINTS[one.name] for one in world.round.dimensions.all()}
    return fields | more


def test_scores_are_given_changed_and_closed(world):
    post("deputy", "evaluator_scores", CODE, world.round.pk, **points(world))
    assert sorted(Score.objects.values_list("points", flat=True)) == [80, 90]
    page = get("deputy", "evaluator_scores", CODE, world.round.pk)
    assert sorted(page.xpath("//form//input[@type='number']/@value")) == ["80", "90"]
    first = world.round.dimensions.first()
    for wrong in ("101", "-1", ""):
        sent = points(world, **{f"d_{first.pk}": wrong})
        post("deputy", "evaluator_scores", CODE, world.round.pk, status=422, **sent)
    assert sorted(Score.objects.values_list("points", flat=True)) == [80, 90]
    waiting = get("clerk", "evaluation", CODE)
    assert "尚有1人未打分" in text(waiting)
    post("clerk", "close_score_round", CODE, world.round.pk)
    post("deputy", "evaluator_scores", CODE, world.round.pk, status=409, **points(world))
    assert set(Score.objects.values_list("term", flat=True)) == {None}
    assert "86.00" in text(get("clerk", "evaluation", CODE))


def test_notices_lead_an_evaluator_to_the_portal(world):
    deputy = visit("deputy")
    own = Notification.objects.filter(recipient=world.deputy)
    found = {row.kind: (row.thing, row.thing_pk) for row in own}
    expected = {
        "evaluator_sheet": reverse("evaluator_sheet", args=[CODE, world.sheet_read.pk]),
        "evaluator_replied": reverse("evaluator_opinion", args=[CODE, own_opinion(world).pk]),
        "scores_asked": reverse("evaluator_scores", args=[CODE, world.round.pk]),
        "meeting_called": reverse("evaluator_portal"),
    }
    meeting = next(kind for kind in found if found[kind][0] == "campaigns.meeting")
    expected[meeting] = expected.pop("meeting_called")
    went = {kind: deputy.get(reverse("go", args=found[kind])).url for kind in expected}
    assert went == expected
    assert not own.unread().exists()
    get("second", "go", "campaigns.meeting", world.meeting.pk, status=404)


def test_the_letter_is_read_and_taken_out(world):
    page = text(get("deputy", "own_appointment", CODE))
    assert "聘书" in page and "消协" in page
    answer = visit("deputy").get(reverse("own_appointment_file", args=[CODE, "pdf"]))
    assert answer.content.startswith(b"%PDF")


def test_after_the_campaign_it_is_read_and_nothing_is_given(world):
    type(world.campaign).objects.filter(pk=world.campaign.pk).update(status="closed")
    desk = get("deputy", "evaluator_desk", CODE)
    assert "工作已结束" in text(desk)
    assert not desk.xpath("//a[contains(@href, '/say/')]")
    post("deputy", "evaluator_say", CODE, status=409, text="人少", category="opinion")
    assert LATER.days == 30
