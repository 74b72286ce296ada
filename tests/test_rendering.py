"""Files of a paper: made by a worker, whole or not at all, checked before they leave."""

import hashlib
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from docx import Document as WordFile

from campaigns.models import Campaign
from organization import clock, jobs
from organization.models import Event, Job
from reports import publishing, rendering
from reports.models import PaperFile
from reports.rendering import file_name, papers_folder, path_of, publish, sweep
from tests.reporting import LAST, afresh, told_once, written
from tests.sample_document import sample_document
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world = afresh(base)
    with clock.at(at(LAST, 15)):
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        yield world


@pytest.fixture
def quick(monkeypatch):
    """Renderers that take no time; what they were given is kept."""
    given = []

    def render(format_):
        def made(document):
            given.append((format_, document))
            return f"{format_} {document.title} {document.draft}".encode()

        return made

    monkeypatch.setattr(rendering, "RENDERERS", {f: render(f) for f in ("pdf", "docx")})
    return given


def run(story) -> Job:
    job = publishing.ask_for_files(story.paper, by=story.clerk)
    assert jobs.run(job.pk)
    return Job.objects.get(pk=job.pk)


def get(story, format_: str, name: str = "clerk"):
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/campaigns/spring/papers/final/files/{format_}/")
    answer.body = answer.getvalue()
    for close in answer._resource_closers:  # answer.close() would close the database as well
        close()
    return answer


def test_the_worker_makes_both_files(story):
    job = run(story)
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert sorted(job.result["files"]) == ["docx", "pdf"]
    pdf, word = (Path(job.result["files"][name]).read_bytes() for name in ("pdf", "docx"))
    assert pdf.startswith(b"%PDF-")
    first = WordFile(BytesIO(word)).paragraphs
    assert first[0].text == "示例公司关于重要文件执行情况\n效能监察自查情况的报告"
    assert job.result["thing"] == "reports.publication"


def test_a_file_is_known_by_its_hash_and_recorded(story, quick):
    run(story)
    file = PaperFile.objects.get(format="pdf")
    content = path_of(file).read_bytes()
    assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))
    event = Event.objects.filter(kind="publication.rendered").last()
    assert event.particulars["sha256"] == file.sha256


def test_a_second_rendering_replaces_the_first(story, quick):
    run(story)
    first = {path_of(file) for file in PaperFile.objects.all()}
    run(story)
    second = {path_of(file) for file in PaperFile.objects.all()}
    assert PaperFile.objects.count() == 2
    assert first.isdisjoint(second)
    assert set(papers_folder().iterdir()) == second


def test_asking_twice_is_one_job(story):
    one = publishing.ask_for_files(story.paper, by=story.clerk)
    assert publishing.ask_for_files(story.paper, by=story.leader).pk == one.pk


def test_the_same_words_give_the_same_bytes(story):
    document = written(story)
    first = {name: render(document) for name, render in rendering.RENDERERS.items()}
    again = {name: render(written(story)) for name, render in rendering.RENDERERS.items()}
    assert first == again


def test_the_name_survives_the_download(story, quick):
    run(story)
    answer = get(story, "pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%A4%BA%E4%BE")
    assert answer["Content-Disposition"].endswith(".pdf")
    assert answer.body == path_of(PaperFile.objects.get(format="pdf")).read_bytes()


def test_a_download_is_recorded(story, quick):
    run(story)
    get(story, "docx", "leader")
    event = Event.objects.get(kind="publication.downloaded")
    assert (event.actor, event.particulars) == (story.leader.title, {"format": "docx"})


@pytest.mark.parametrize("title", ['a/b\\c:d*e?f"g<h>i|j\nk', "长" * 200])
def test_a_title_becomes_the_name_of_a_file(title):
    name = file_name(title)
    assert len(name) <= 150
    assert not set('\\/:*?"<>|\n') & set(name)


def test_a_damaged_file_is_refused(story, quick):
    run(story)
    path_of(PaperFile.objects.get(format="pdf")).write_bytes(b"%PDF- another one")
    answer = get(story, "pdf")
    assert answer.status_code == 409
    assert "服务器上的文件已损坏" in answer.body.decode()


def test_a_lost_file_is_refused(story, quick):
    run(story)
    path_of(PaperFile.objects.get(format="pdf")).unlink()
    answer = get(story, "pdf")
    assert answer.status_code == 409
    assert "服务器上的文件已损坏" in answer.body.decode()


def test_a_worker_killed_while_writing_leaves_nothing_to_download(story, monkeypatch, quick):
    run(story)
    before = PaperFile.objects.get(format="pdf")

    def killed(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(rendering.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(story.paper, "pdf", sample_document(), b"half")
    after = PaperFile.objects.get(format="pdf")
    assert (after.stored, after.sha256) == (before.stored, before.sha256)
    assert get(story, "pdf").body.startswith(b"pdf ")


def test_a_worker_killed_after_writing_leaves_the_old_file(story, monkeypatch, quick):
    run(story)
    before = PaperFile.objects.get(format="pdf").stored

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(rendering, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(story.paper, "pdf", sample_document(), b"another")
    assert PaperFile.objects.get(format="pdf").stored == before
    assert get(story, "pdf").body.startswith(b"pdf ")


def test_what_killed_workers_left_is_swept_later(story, quick):
    run(story)
    left = [papers_folder() / name for name in (".1a.pdf", "1a.pdf", ".2b.docx")]
    for path in left:
        path.write_bytes(b"half")
    then = clock.now().timestamp() - 7200
    for path in left[:2]:
        os.utime(path, (then, then))
    assert sweep() == 2
    assert {path.name for path in papers_folder().iterdir()} == {
        ".2b.docx",
        *PaperFile.objects.values_list("stored", flat=True),
    }


def test_a_renderer_that_fails_leaves_the_old_files(story, monkeypatch, quick):
    run(story)
    before = set(PaperFile.objects.values_list("stored", flat=True))

    def broken(document):
        raise ValueError("no font")

    monkeypatch.setitem(rendering.RENDERERS, "pdf", broken)
    job = run(story)
    assert (job.state, job.error) == ("failed", "ValueError: no font")
    assert set(PaperFile.objects.values_list("stored", flat=True)) == before


def test_a_draft_is_no_file_of_the_signed_paper(story, quick):
    jobs.run_all()  # what was asked for while the story went on
    run(story)
    assert get(story, "pdf").status_code == 200
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    assert get(story, "pdf").status_code == 404
    assert jobs.run_all() == 1
    assert get(story, "pdf").body.endswith(b" False")
    assert not PaperFile.objects.filter(is_draft=True).exists()


def test_a_paper_that_is_signed_while_its_draft_is_rendered(story, monkeypatch, quick):
    render = rendering.RENDERERS["docx"]

    def slow(document):
        if document.draft:
            publishing.send_to_review(story.paper, by=story.clerk)
            publishing.sign(story.paper, by=story.leader)
        return render(document)

    monkeypatch.setitem(rendering.RENDERERS, "docx", slow)
    assert run(story).state == "done"
    assert set(PaperFile.objects.values_list("is_draft", flat=True)) == {False}


def test_files_of_a_closed_campaign_can_be_made_again(story, quick):
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    Campaign.objects.filter(pk=story.campaign.pk).update(status="closed")
    with clock.at(date(2026, 6, 1)):
        run(story)
    assert get(story, "pdf").status_code == 200


def test_who_may_not_read_the_paper_may_not_have_its_files(story, quick):
    run(story)
    names = ("leader", "inspector", "head", "stranger", "admin")
    assert {name: get(story, "pdf", name).status_code for name in names} == {
        "leader": 200, "inspector": 200, "head": 403, "stranger": 404, "admin": 404,
    }  # fmt: skip


def test_a_file_for_discussion_is_none_of_the_paper_in_review(story, quick):
    jobs.run_all()
    run(story)
    assert get(story, "pdf").status_code == 200
    publishing.send_to_review(story.paper, by=story.clerk)
    assert get(story, "pdf").status_code == 404
    assert jobs.run_all() == 1  # made again by itself, with the other words under the title
    assert get(story, "pdf").status_code == 200
    publishing.take_back(story.paper, by=story.leader)
    assert get(story, "pdf").status_code == 404
