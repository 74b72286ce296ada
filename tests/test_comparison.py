"""与上次对比: two campaigns beside each other, in the annex, in the text and on the page."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from campaigns.models import Campaign, ItemScope, Participation, Phase, Verification
from findings.consolidation import name_aspect, report_finding
from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed
from organization.models.role import grant
from reports import comparing, publishing
from reports.compared import Compared
from reports.document import Annex, Figure, Paragraph, plain
from reports.figures import Figures
from reports.models import Comparison
from reports.phrases import change_of
from tests.reporting import LAST, afresh, find, said, table, text_of, told_once, written
from tests.world import at, make_checklist

PAGE = "/campaigns/spring/comparison/"
BEFORE = date(2025, 3, 10)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        with clock.at(at(BEFORE)):
            world.earlier = last_year(world)
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 15)):
        world = afresh(base)
        world.earlier = Campaign.objects.get(code="winter")
        yield world


def last_year(world) -> Campaign:
    """A campaign of a year before: 销售部 fell short of item 2, three findings of two aspects."""
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    campaign.pk, campaign.code, campaign.title = None, "winter", "冬季专项自查"
    campaign.running_at = clock.now() - timedelta(days=9)
    campaign.save(force_insert=True)
    grant(world.clerk, "office", campaign, by=None)
    Phase.objects.create(
        campaign=campaign, order=1, key="self_check", name="自查", opens=["analysis"],
        starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 14),
        status="open", open_at=clock.now(),
    )  # fmt: skip
    for code in ("SALES", "OTHER"):
        Participation.objects.create(campaign=campaign, department=world.departments[code])
    make_checklist(campaign, world)
    for scope in ItemScope.objects.filter(item__checklist__campaign=campaign):
        Verification.objects.create(
            campaign=campaign, item=scope.item, department=scope.department,
            result="no" if scope.item.no in (2, 3) and scope.department.code == "SALES" else "ok",
            on=BEFORE, method="查阅资料",
            by=world.clerk,
        )  # fmt: skip
    for title, aspect in (("台账缺页", "台账管理"), ("台账缺号", "台账管理"), ("培训少", "培训")):
        finding = report_finding(
            campaign, [], by=world.clerk, title=title, rule="应登记", problem="未登记",
            aspect=name_aspect(campaign, aspect, by=world.clerk),
            department=world.departments["SALES"],
        )  # fmt: skip
        finding.confirm(by=world.clerk)
    return campaign


def choose(story) -> None:
    comparing.choose(story.campaign, story.earlier, by=story.clerk)


def as_(story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    return client


def row(story, what: str, key: str = "annex-comparison") -> list[str]:
    return next(row[2:] for row in table(written(story), key) if row[1] == what)


def annex(story) -> Annex:
    return next(a for a in written(story).annexes if a.title == "与上次自查情况对比表")


@pytest.mark.parametrize(
    ("before", "after", "change"), [(3, 5, "增加2个"), (5, 3, "减少2个"), (0, 0, "持平")]
)
def test_a_change_in_words(before, after, change):
    assert change_of(before, after, "个") == change


def test_without_a_choice_the_paper_says_nothing_of_it(story):
    before = written(story)
    choose(story)
    assert text_of(written(story)) != text_of(before)
    comparing.choose(story.campaign, None, by=story.clerk)
    assert written(story) == before
    assert "上次" not in text_of(before)


def test_the_annex_tells_last_time_this_time_and_the_change(story):
    choose(story)
    assert row(story, "查出问题") == ["3", "1", "减少2个", ""]
    assert row(story, "检查项点") == ["4", "4", "持平", ""]
    assert row(story, "不符合项点") == ["2", "1", "减少1个", ""]
    assert row(story, "项点符合率") == ["33.3%", "75%", "提高41.7个百分点", ""]
    assert row(story, "整改完成率（问题销号）") == ["0%", "0%", "持平", ""]
    assert annex(story).number == len(written(story).annexes)


def test_what_there_was_not_is_a_dash_that_says_why(story):
    choose(story)
    assert row(story, "传达面") == ["—", "100%", "—", "上次没有组织传达签阅"]
    assert row(story, "培训", "annex-comparison-aspects") == ["1", "—", "—", "本次未查出此类问题"]
    units = "annex-comparison-departments"
    assert row(story, "旁观部", units) == ["0", "—", "—", "本次未参加"]
    assert row(story, "服务部", units)[0::3] == ["—", "上次未参加"]
    assert row(story, "销售部", units) == ["3", "1", "减少2个", ""]


def test_nothing_on_either_side_divides_by_nothing(story):
    story.campaign.findings.all().update(status=Finding.Status.DISMISSED)
    story.earlier.findings.all().update(status=Finding.Status.DISMISSED)
    choose(story)
    assert row(story, "整改完成率（问题销号）") == [
        "—",
        "—",
        "—",
        "上次、本次均没有列入整改的问题",
    ]


def test_aspects_and_items_that_recur_are_named(story):
    choose(story)
    aspects = "annex-comparison-aspects"
    assert row(story, "台账管理", aspects) == ["2", "1", "减少1个", "屡查屡犯"]
    assert table(written(story), "annex-comparison-items") == [
        ["2", "第2个示例项点", "销售部", "销售部、服务部"]
    ]
    figures = Figures(story.campaign, clock.now())
    assert [r.item.no for r in figures.rows("recurring_items")] == [2]


def test_the_text_says_it_in_one_sentence_and_leads_to_the_annex(story):
    choose(story)
    assert said(story, "comparison") == (
        "与上次自查（冬季专项自查）相比（见附件5），项点符合率提高41.7个百分点，"
        "查出问题减少2个，1个检查项点屡查屡犯。"
    )
    assert annex(story).number == 5


def test_every_number_leads_to_its_records_in_its_own_campaign(story):
    choose(story)
    found = [run for block in annex(story).blocks for run in _figures(block)]
    assert {run.url.split("/")[2] for run in found} == {"spring", "winter"}
    client = as_(story, "clerk")
    for run in found:
        page = client.get(run.url)
        assert page.status_code == 200, run.url
        shown = re.search(r'data-count="(\d+)"', page.content.decode())
        assert shown and int(shown[1]) == run.count, run.url


def _figures(block):
    if isinstance(block, Paragraph):
        return []
    return [run for row in block.rows for cell in row for run in cell if isinstance(run, Figure)]


def test_who_does_not_oversee_the_earlier_campaign_gets_no_links_to_it(story):
    choose(story)
    for address in (PAGE, "/campaigns/spring/papers/final/"):
        assert "/campaigns/winter/" in as_(story, "clerk").get(address).content.decode()
        page = as_(story, "leader").get(address).content.decode()
        assert "/campaigns/winter/" not in page and "冬季专项自查" in page
    figures = Figures(story.campaign, clock.now())
    assert not comparing.may_open(figures, "earlier:findings", story.leader)
    assert comparing.may_open(figures, "findings", story.leader)


def test_the_earlier_campaign_is_read_once_for_all_its_numbers(
    story, django_assert_max_num_queries
):
    choose(story)
    figures = Figures(story.campaign, clock.now())
    names = [row.before.name for row in Compared.of(figures).measures() if row.before]
    assert len(names) > 5
    clerk = story.clerk
    with django_assert_max_num_queries(2):
        assert all(comparing.may_open(figures, name, clerk) for name in names)


def test_only_an_earlier_campaign_of_the_house_that_one_oversees_is_a_choice(story):
    assert list(comparing.choices(story.campaign, story.clerk)) == [story.earlier]
    assert not comparing.choices(story.campaign, story.leader).exists()
    for changed in (
        {"running_at": at(LAST)},
        {"status": "cancelled"},
        {"organisation": story.departments["OTHER"]},
    ):
        before = {name: getattr(story.earlier, name) for name in changed}
        Campaign.objects.filter(pk=story.earlier.pk).update(**changed)
        with pytest.raises(NotAllowed, match="此前开展"):
            choose(story)
        Campaign.objects.filter(pk=story.earlier.pk).update(**before)
    choose(story)
    assert Event.objects.filter(kind="campaign.comparison_chosen").count() == 1


def test_the_choice_ends_with_the_draft_and_the_signed_words_stand(story):
    choose(story)
    paper = publishing.draft(story.campaign, "final", by=story.clerk)
    publishing.send_to_review(paper, by=story.clerk)
    publishing.sign(paper, by=story.leader)
    with pytest.raises(NotAllowed, match="草稿"):
        comparing.choose(story.campaign, None, by=story.clerk)
    finding = story.earlier.findings.first()
    story.earlier.findings.exclude(pk=finding.pk).delete()
    signed = publishing.signed_words(paper).document
    assert "减少2个" in text_of(signed)


def test_the_page_is_chosen_on_and_says_what_is_missing(story):
    client = as_(story, "clerk")
    assert "请在上方选择上次自查" in client.get(PAGE).content.decode()
    page = client.post(f"{PAGE}choose/", {"earlier": "winter"}, follow=True).content.decode()
    assert "提高41.7个百分点" in page and "屡查屡犯" in page and "上次没有组织传达签阅" in page
    page = client.post(f"{PAGE}choose/", {"earlier": ""}, follow=True).content.decode()
    assert not Comparison.objects.exists() and "不再附对比表" in page
    assert client.post(f"{PAGE}choose/", {"earlier": "nowhere"}).status_code == 404
    assert "由监督部门" in as_(story, "leader").get(PAGE).content.decode()


def test_more_findings_than_last_time(story):
    choose(story)
    for n in range(4):
        find(story, f"问题{n}")
    compared = Compared.of(Figures(Campaign.objects.get(code="spring"), clock.now()))
    told = {one.what: one for one in compared.measures()}
    assert told["查出问题"].change == "增加2个"
    assert plain((told["查出问题"].before,)) == "3"
