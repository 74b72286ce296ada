"""卷内文件目录: every paper of the campaign, in the order of filing, pages where they are known."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import clock
from organization.models import Event, Job
from rectification import extending, letters, planning
from rectification.models import Task
from reports import case_file, dispatching, publishing
from reports import letters as letter_papers
from reports.case_file import filed_of
from reports.models import PaperFile, Publication
from reports.papers import archive_index
from reports.papers.archive_index import Filed
from reports.rendering import path_of, render_publication
from tests.reporting import LAST, afresh, table, text_of, told_once
from tests.visiting import get, text, visit
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with clock.at(at(LAST, 15)):
        yield afresh(base)


def task() -> Task:
    return Task.objects.select_related("campaign", "department").get()


def whole(world) -> None:
    """An issued report that was sent up, a slip, an extension, an acceptance, a close-out."""
    with clock.at(at(date(2026, 3, 20), 9)):
        asked = extending.ask(task(), date(2026, 4, 10), by=world.head, reason="厂家排期推迟")
        extending.approve(asked, by=world.leader, answer="同意")
        slip = letters.draft(
            world.campaign, "slip", world.departments["SALES"], by=world.clerk, task=task()
        )
        letter_papers.issue(slip, by=world.clerk)
        task().report_progress("已补齐", 100, by=world.member)
        task().submit(by=world.head)
    with clock.at(at(date(2026, 3, 23), 9)):
        planning.accept(task(), by=world.inspector, method="现场查看")
        paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(paper, by=world.clerk)
        publishing.sign(paper, by=world.leader)
        publishing.issue(paper, by=world.clerk, document_number="示例〔2026〕5号")
        render_publication(Job.objects.filter(kind="paper").first())
        sent = dispatching.send_up(
            paper, to="上级公司", way="oa", sent_on=clock.today(), by=world.clerk
        )
        dispatching.receive(sent, on=clock.today(), by=world.clerk)


def titles(world) -> list[str]:
    return [one.title for one in filed_of(world.campaign, world.clerk)]


def test_the_order_is_that_of_filing(story):
    whole(story)
    found = titles(story)
    assert found[0] == "关于开展自查的通知"
    marks = [
        "传达签阅单", "专题会议纪要", "销售部自查表", "销售部核查记录表", "督办单",
        "延期申请审批表", "验收表", "销号审批表", "效能监察自查情况的报告",
    ]  # fmt: skip
    places = [next(n for n, title in enumerate(found) if mark in title) for mark in marks]
    assert places == sorted(places)
    assert places[-1] == len(found) - 1


def test_number_day_and_what_became_of_it(story):
    whole(story)
    rows = {one.title: one for one in filed_of(story.campaign, story.clerk)}
    report = rows["示例公司关于重要文件执行情况效能监察自查情况的报告"]
    assert (report.number, report.on, report.note) == (
        "示例〔2026〕5号",
        date(2026, 3, 23),
        "已收回执",
    )
    closed = rows["《补齐台账》整改销号审批表"]
    assert closed.number == "SPRING-2026-001"
    assert rows["《补齐台账》整改延期申请审批表"].note == "同意"


def test_pages_are_those_of_the_file_that_was_made(story):
    whole(story)
    report = filed_of(story.campaign, story.clerk)[-1]
    assert report.pages and report.pages > 3
    path_of(PaperFile.objects.get(format="pdf")).write_bytes(b"damaged")
    assert filed_of(story.campaign, story.clerk)[-1].pages == report.pages  # of what was made


def test_a_draft_is_not_filed(story):
    publishing.draft(story.campaign, "final", by=story.clerk)
    assert not any("报告" in title for title in titles(story))


def test_first_pages_are_known_until_one_was_not_counted(story):
    filed = [
        Filed("甲", "办公室", date(2026, 1, 5), pages=3),
        Filed("乙", "办公室", date(2026, 1, 6)),
        Filed("丙", "办公室", None, pages=2),
    ]
    rows = table(archive_index.write(story.campaign, filed), "archive")
    assert [row[5].strip() for row in rows] == ["3", "", "2"]
    assert [row[6].strip() for row in rows] == ["1", "4", ""]
    assert rows[0][4] == "20260105"


def test_nothing_to_file_is_said(story):
    document = archive_index.write(story.campaign, [])
    assert "立卷人" in text_of(document)


def test_a_matter_for_named_people_stays_with_them(story):
    whole(story)
    finding = task().measure.finding
    type(finding).objects.filter(pk=finding.pk).update(restricted=True, named_only=True)
    assert not any("补齐台账" in title for title in titles(story))


def test_the_papers_lead_to_it_and_it_is_printed(story):
    page = get("clerk", "papers", "spring")
    [link] = page.xpath('//a[contains(@href, "/archive-index/")]')
    assert text(link) == "卷内文件目录"
    answer = visit("clerk").get("/campaigns/spring/archive-index/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert Event.objects.filter(kind="campaign.archive_index_printed").exists()


def test_only_overseers_read_it(story):
    get("head", "archive_index", "spring", status=403)


def test_its_queries_do_not_grow(story, django_assert_max_num_queries):
    whole(story)
    with django_assert_max_num_queries(30):
        filed_of(story.campaign, story.clerk)


def no_pdf_is_opened(monkeypatch) -> list:
    opened, open_file = [], case_file.open_verified
    monkeypatch.setattr(
        case_file, "open_verified", lambda file: opened.append(file) or open_file(file)
    )
    return opened


def test_the_index_opens_no_file(story, monkeypatch, django_assert_num_queries):
    whole(story)
    opened = no_pdf_is_opened(monkeypatch)
    with CaptureQueriesContext(connection) as first:
        pages = filed_of(story.campaign, story.clerk)[-1].pages
    assert pages and opened == []
    report = publishing.current(story.campaign, "final")
    for number in (2, 3, 4):
        later = Publication.objects.create(
            campaign=story.campaign, paper="final", number=number, status="superseded",
            content=report.content, issued_at=clock.now(), made_by=story.clerk,
        )  # fmt: skip
        PaperFile.objects.create(
            publication=later, format="pdf", name="x", stored=f"{number}.pdf", size=1,
            sha256="0", pages=number, is_draft=False,
        )  # fmt: skip
    with django_assert_num_queries(len(first)):
        found = filed_of(story.campaign, story.clerk)
    assert sorted(one.pages for one in found[-4:]) == sorted([pages, 2, 3, 4])
    assert opened == []


def test_an_older_file_is_counted_once(story, monkeypatch):
    whole(story)
    kept = PaperFile.objects.get(format="pdf").pages
    PaperFile.objects.update(pages=None)
    opened = no_pdf_is_opened(monkeypatch)
    for _again in range(2):
        assert filed_of(story.campaign, story.clerk)[-1].pages == kept
    assert len(opened) == 1
    PaperFile.objects.update(pages=None)
    path_of(PaperFile.objects.get(format="pdf")).write_bytes(b"damaged")
    assert filed_of(story.campaign, story.clerk)[-1].pages is None
