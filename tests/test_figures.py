"""A number in a paper is the number of its records, in the text, in the annex, on the page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import (
    Answer,
    AnswerEvidence,
    CheckItem,
    Evidence,
    ItemScope,
    Project,
    Receipt,
    Return,
    SelfCheck,
)
from organization import clock
from reports.figures import DEFINITIONS, Figures
from reports.papers import write
from reports.renderers.json import figures_of
from tests.reporting import (
    LAST,
    afresh,
    find,
    plan,
    propose,
    said,
    table,
    told_once,
    written,
)
from tests.test_report_inspections import plan as plan_inspections
from tests.test_report_inspections import visit
from tests.world import DAY, at

EVENING = at(LAST, 18)
NUMBERED = ("group_", "finding_", "visit", "inspection_")  # figures of a thing with a place


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    world = afresh(base)
    with clock.at(EVENING):
        yield world


def rich(story) -> None:
    """Something behind every figure of the report."""
    other = find(story, "窗口排队较长", aspect="服务管理", track="long_term")
    plan(story, other, due_on=DAY)
    plan(story, other, "增设窗口", due_on=DAY)
    find(story, "流程不明确", fixed_in_passing=True)
    for topic in ("台账格式", "人员配备"):
        propose(story, topic)
    Receipt.objects.filter(person__account="head").update(signed_at=at(LAST))
    Receipt.objects.filter(person__account="member").update(
        status="exempt", exempt_reason="休假", signed_at=None
    )
    answer = Answer.objects.filter(item__no=1).first()
    file = Evidence.objects.create(
        campaign=story.campaign, department=answer.selfcheck.department, name="台账.pdf",
        kind="application/pdf", size=1, sha256="0" * 64, stored="x", uploaded_by=story.head,
        uploaded_at=at(DAY),
    )  # fmt: skip
    AnswerEvidence.objects.create(evidence=file, target=answer)
    SelfCheck.objects.filter(department__code="SERVICE").update(nil_report=True)
    sheet = story.sheet()
    for round_ in (1, 2):
        Return.objects.create(
            selfcheck=sheet, item=story.item(1), round=round_, reason="copied", by=story.clerk,
            redone_at=EVENING,
        )  # fmt: skip
    visit(story, plan_inspections(story), DAY)


def reader(story) -> Client:
    client = Client()
    client.force_login(story.clerk, "django.contrib.auth.backends.ModelBackend")
    return client


def rows_on(page: str) -> int:
    return page.count("<tr data-thing=") + page.count("<tr>\n<td class=")


def test_every_figure_of_the_report_is_the_number_of_rows_on_its_page(story):
    rich(story)
    client = reader(story)
    printed = figures_of(write("final", Figures(story.campaign, EVENING)))
    families = {figure.name.partition(".")[0]: figure for figure in printed}
    assert len(families) > 50
    wrong = []
    for figure in families.values():
        answer = client.get(figure.url)
        page = answer.content.decode()
        counted = re.search(r'data-count="(\d+)"', page)
        seen = (answer.status_code, int(counted[1]) if counted else None, rows_on(page))
        if seen != (200, figure.count, figure.count):
            wrong.append((figure.name, figure.count, seen))
    assert wrong == []


def test_a_counted_figure_has_as_many_records_as_it_says(story):
    rich(story)
    figures = Figures(story.campaign, EVENING)
    sums = {name for name, d in DEFINITIONS.items() if d.amount or d.text or d.share}
    families = {"project_items": "1", "aspect_findings": "2", "phase_range": "analysis"}
    families["aspect_closed"] = "2"
    families["phase_window"] = "analysis"
    families["returned_for"] = "superficial"
    wrong = {}
    for family in DEFINITIONS:
        parts = families.get(family, "1" if family.startswith(NUMBERED) else "")
        name = f"{family}.{parts}" if parts else family
        figure, rows = figures[name], list(figures.rows(name))
        if figure.count != len(rows) or (family not in sums and figure.value != len(rows)):
            wrong[name] = (figure.value, figure.count, len(rows))
    assert wrong == {}


def test_a_sum_shows_what_each_record_adds(story):
    page = reader(story).get("/campaigns/spring/figures/group_sample.1/").content.decode()
    assert 'data-value="20"' in page
    assert re.findall(r'<td class="num" data-label="计入">(\d+)</td>', page) == ["20"]


def test_the_same_number_stands_in_text_annex_and_figure(story):
    rich(story)
    document = written(story)
    figures = {figure.name: figure for figure in figures_of(document)}
    assert figures["findings"].text == "2"
    assert "共发现两个方面2个问题" in said(story, "findings")
    assert "共查出两个方面2个问题" in said(story, "phase-analysis-text")
    assert len(table(document, "annex-findings")) == 2
    assert len(table(document, "annex-items")) == figures["items"].value == 4
    assert len(table(document, "annex-ledger")) == figures["tasks"].value == 3


def test_items_and_items_of_departments_are_two_figures(story):
    figures = Figures(story.campaign, EVENING)
    assert (figures.value("items"), figures.value("asked"), figures.value("answers")) == (4, 5, 5)
    assert figures.value("items_no") == 1
    assert figures.value("answers_no") == 2
    assert figures.value("involved_items") == 1


def test_every_figure_of_a_name_is_one_object(story):
    figures = Figures(story.campaign, EVENING)
    assert figures["findings"] is figures["findings"]
    figures_of(write("final", figures))  # raises when one name stands for two numbers


def test_only_overseers_reach_the_page_of_a_figure(story):
    statuses = {}
    for name in ("clerk", "inspector", "leader", "head", "service_head", "stranger", "admin"):
        client = Client()
        client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
        statuses[name] = client.get("/campaigns/spring/figures/findings/").status_code
    assert statuses == {
        "clerk": 200, "inspector": 200, "leader": 200,
        "head": 403, "service_head": 403, "stranger": 404, "admin": 404,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["nothing", "group_items", "group_items.0", "group_items.9", "group_items.x",
     "aspect_findings.7", "phase_range.none", "finding_tasks.99", "project_items.-1"],
)  # fmt: skip
def test_a_figure_that_does_not_exist_is_not_found(story, name):
    assert reader(story).get(f"/campaigns/spring/figures/{name}/").status_code == 404


def test_the_records_open_over_the_paper(story):
    part = reader(story).get("/campaigns/spring/figures/findings/", HTTP_HX_REQUEST="true")
    words = part.content.decode()
    assert "<html" not in words
    assert 'data-count="1"' in words
    assert "台账登记不完整" in words


def test_a_long_list_has_pages_and_counts_all(story):
    project = Project.objects.first()
    CheckItem.objects.bulk_create(
        CheckItem(
            checklist=story.campaign.checklist, project=project, order=no, no=no, code=str(no),
            text=f"第{no}个项点", from_records=True,
        )
        for no in range(10, 259)
    )  # fmt: skip
    page = reader(story).get("/campaigns/spring/figures/items/?page=2").content.decode()
    assert 'data-count="253"' in page
    assert rows_on(page) == 53


def test_a_rate_without_base_is_no_rate(story):
    figures = Figures(story.campaign, EVENING)
    Receipt.objects.update(status="exempt", exempt_reason="休假")
    assert figures.rate("circulation_rate") is None
    assert figures.rate("ok_rate").text == "75%"


# -- the number of queries ---------------------------------------------------------------------


def queries(story) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        write("final", Figures(afresh(story).campaign, EVENING))
    return len(captured)


def more_findings(story, count: int) -> None:
    for n in range(count):
        finding = find(story, f"事项{n}", aspect=f"方面{n % 3}")
        task = plan(story, finding)
        task.supports.add(story.departments["SERVICE"])
        task.report_progress("已着手", 10, by=story.member)
        finding.items.add(story.item(1 + n % 4))


def more_items(story, count: int) -> None:
    project = Project.objects.first()
    for no in range(10, 10 + count):
        item = CheckItem.objects.create(
            checklist=story.campaign.checklist, project=project, order=no, no=no, code=str(no),
            text=f"第{no}个项点", group=f"分组{no % 4}", category=f"类别{no % 3}",
            statement="已落实", answer_type="抽样",
        )  # fmt: skip
        for code in ("SALES", "SERVICE"):
            ItemScope.objects.create(item=item, department=story.departments[code])
            Answer.objects.create(
                selfcheck=story.sheet(code), item=item, result="ok", methods="查阅资料",
                status="accepted", sample_n=5, sample_ok=5, edited_by=story.head,
            )  # fmt: skip


def test_the_number_of_queries_does_not_grow_with_the_findings(story):
    more_findings(story, 2)
    few = queries(story)
    more_findings(story, 27)
    assert len(table(written(story), "annex-findings")) == 30
    assert queries(story) == few


def test_the_number_of_queries_does_not_grow_with_the_items(story):
    few = queries(story)
    more_items(story, 36)
    assert len(table(written(story), "annex-items")) == 40
    assert queries(story) == few


@pytest.mark.parametrize("name", ["findings", "answers", "items", "tasks", "involved_items"])
def test_the_page_of_a_figure_asks_as_often_for_many_rows(story, name):
    client = reader(story)
    url = f"/campaigns/spring/figures/{name}/"
    client.get(url)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(url).content.decode()
        return rows_on(page), len(captured)

    few, before = asked()
    more_items(story, 8)
    more_findings(story, 8)
    many, after = asked()
    assert many > few
    assert after == before
