"""The page of a paper: what was checked beside the paper, files, the next step."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock, jobs
from organization.models import Job
from organization.models.role import grant
from reports import publishing, rendering
from reports.models import Publication
from tests.reporting import LAST, afresh, find, plan, told_once
from tests.world import at

PAGE = "/campaigns/spring/papers/final/"


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(rendering, "RENDERERS", dict.fromkeys(("pdf", "docx"), lambda d: b"paper"))
    with clock.at(at(LAST, 15)):
        yield afresh(base)


def as_(story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    return client


def page(story, name: str = "clerk", **headers) -> str:
    return as_(story, name).get(PAGE, **headers).content.decode()


def acts(html: str) -> list[str]:
    return [act for act in re.findall(r'data-act="(\w+)"', html) if act != "sign_out"]


def test_the_paper_can_be_read_before_anything_was_written(story):
    html = page(story)
    assert "台账登记不完整。按照" in html
    assert acts(html) == ["render_paper", "send_to_review", "choose_charts"]
    assert not Publication.objects.exists()


def test_each_person_sees_the_own_steps(story):
    paper = publishing.draft(story.campaign, "final", by=story.clerk)
    seen = {}
    for status in ("draft", "in_review", "signed", "issued"):
        Publication.objects.filter(pk=paper.pk).update(status=status)
        seen[status] = {name: acts(page(story, name)) for name in ("clerk", "leader", "inspector")}
    assert seen == {
        "draft": {
            "clerk": ["render_paper", "send_to_review", "choose_charts"],
            "leader": [],
            "inspector": [],
        },
        "in_review": {
            "clerk": ["render_paper", "take_back_paper"],
            "leader": ["take_back_paper", "sign_paper"],
            "inspector": [],
        },
        "signed": {"clerk": ["render_paper", "issue_paper"], "leader": [], "inspector": []},
        "issued": {"clerk": ["render_paper"], "leader": [], "inspector": []},
    }


def test_the_way_through_the_screens(story):
    clerk, leader = as_(story, "clerk"), as_(story, "leader")
    steps = [
        (clerk, "review/", {}, "in_review", "已送领导小组审阅签发。"),
        (leader, "draft/", {}, "draft", "文稿已退回拟稿。"),
        (clerk, "review/", {}, "in_review", "已送领导小组审阅签发。"),
        (leader, "sign/", {}, "signed", "已签发。文字和数字已固定，正在生成文件。"),
        (clerk, "issue/", {"document_number": "示例〔2026〕1号"}, "issued", "已印发。"),
    ]
    for client, end, form, status, message in steps:
        answer = client.post(PAGE + end, form, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        words = answer.content.decode()
        assert f'data-status="{status}"' in words
        assert message in words
    assert "示例〔2026〕1号" in page(story)
    assert "2026年3月13日" in page(story)


def test_who_waits_for_the_signature_reads_whose_it_is_and_what_is_missing(story):
    Finding.objects.update(department=None)
    sent = as_(story, "clerk").post(PAGE + "review/", follow=True).content.decode()
    assert "仍差1项，补齐后方可签发。" in sent
    assert f"待签发：{story.leader.title}</span>" in sent
    assert "待签发：" not in page(story, "leader")
    grant(story.head, "leader", story.campaign, by=story.clerk)
    assert f"待签发：{story.leader.title}等2人，其中一人签发即可" in page(story)


def test_what_is_missing_stands_on_the_button_and_beside_the_paper(story):
    paper = publishing.draft(story.campaign, "final", by=story.clerk)
    publishing.send_to_review(paper, by=story.clerk)
    Finding.objects.update(department=None)
    html = page(story, "leader")
    assert "签发（差1项）" in html
    assert 'aria-disabled="true"' in html
    assert "待补：责任部门" in html
    assert f'href="/campaigns/spring/findings/{story.finding.number}/"' in html
    answer = as_(story, "leader").post(PAGE + "sign/")
    assert answer.status_code == 409
    assert "待补：责任部门" in answer.content.decode()


def test_files_appear_when_the_worker_is_done(story):
    client = as_(story, "clerk")
    client.post(PAGE + "files/")
    waiting = page(story)
    assert 'hx-trigger="every 2s"' in waiting
    assert "正在生成Word和PDF" in waiting
    assert "0/3" in waiting
    job = Job.objects.get(kind="paper")
    Job.objects.filter(pk=job.pk).update(done=2, total=3)
    part = page(story, HTTP_HX_REQUEST="true")
    assert "<html" not in part
    assert "2/3" in part
    jobs.run(job.pk)
    part = page(story, HTTP_HX_REQUEST="true")
    assert "hx-trigger" not in part
    assert f'href="{PAGE}files/pdf/"' in part
    assert f'href="{PAGE}files/docx/"' in part
    assert "重新生成文件" in part


def test_asking_for_files_by_htmx_answers_with_the_part(story):
    answer = as_(story, "clerk").post(PAGE + "files/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert 'hx-trigger="every 2s"' in answer.content.decode()


def test_a_failed_job_is_told_and_can_be_repeated(story, monkeypatch):
    def broken(document):
        raise ValueError("no font")

    monkeypatch.setitem(rendering.RENDERERS, "pdf", broken)
    as_(story, "clerk").post(PAGE + "files/")
    jobs.run_all()
    html = page(story)
    assert "文件未能生成。 ValueError: no font" in html
    assert "render_paper" in acts(html)


def test_a_signed_paper_shows_no_checks_and_no_draft_files(story):
    as_(story, "clerk").post(PAGE + "files/")
    jobs.run_all()
    paper = Publication.objects.get()
    publishing.send_to_review(paper, by=story.clerk)
    publishing.sign(paper, by=story.leader)
    html = page(story)
    assert "文字和数字已固定" in html
    assert "没有待补内容" not in html
    assert f'href="{PAGE}files/pdf/"' not in html
    jobs.run_all()
    assert f'href="{PAGE}files/pdf/"' in page(story)


def test_the_list_of_papers(story):
    paper = publishing.draft(story.campaign, "final", by=story.clerk)
    html = as_(story, "clerk").get("/campaigns/spring/papers/").content.decode()
    assert f'data-thing="publication:{paper.pk}" data-status="draft"' in html
    assert "自查报告" in html


def test_a_closed_campaign_has_no_next_step(story):
    Campaign.objects.update(status="closed")
    assert acts(page(story)) == []
    an_old_paper(story)
    assert acts(page(story)) == ["render_paper"]


def an_old_paper(story) -> Publication:
    return Publication.objects.create(campaign=story.campaign, paper="final", made_by=story.clerk)


@pytest.mark.parametrize("end", ["papers/poem/", "papers/final/files/exe/"])
def test_what_does_not_exist_is_not_found(story, end):
    assert as_(story, "clerk").get(f"/campaigns/spring/{end}").status_code == 404


@pytest.mark.parametrize("end", ["files/", "review/", "draft/", "sign/", "issue/"])
def test_no_act_by_a_mere_link(story, end):
    assert as_(story, "clerk").get(PAGE + end).status_code == 405


def test_a_number_that_changed_since_the_signature_is_told(story):
    paper = publishing.draft(story.campaign, "final", by=story.clerk)
    publishing.send_to_review(paper, by=story.clerk)
    publishing.sign(paper, by=story.leader)
    client = as_(story, "clerk")
    url = "/campaigns/spring/figures/findings/"
    assert "签发文稿中为" not in client.get(url).content.decode()
    find(story, "台账保管不规范")
    assert "签发文稿中为1，此后记录有变化。" in client.get(url).content.decode()


def test_the_page_asks_as_often_for_many_findings(story):
    def asked() -> int:
        client = as_(story, "clerk")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            html = client.get(PAGE).content.decode()
        assert "台账登记不完整。按照" in html
        return len(captured)

    plan(story, find(story, "事项"))
    few = asked()
    for n in range(20):
        plan(story, find(story, f"事项{n}"))
    assert "事项19。按照" in page(story)
    assert asked() == few
