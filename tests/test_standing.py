"""What was signed and issued stands in the database: words, number, bytes and hash of the files."""

import hashlib

import pytest
from django.db import transaction

from organization import clock, jobs
from organization.models import Event, Job, NotAllowed
from reports import publishing, rendering
from reports.models import PaperFile, Publication
from reports.rendering import papers_folder, path_of
from tests.reporting import LAST, afresh, told_once
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def issued(base, db, settings, tmp_path, monkeypatch):
    """A paper that was issued, with its files; the renderers take no time."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(rendering, "RENDERERS", {"pdf": words_in("pdf"), "docx": words_in("docx")})
    world = afresh(base)
    with clock.at(at(LAST, 15)):
        paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(paper, by=world.clerk)
        publishing.sign(paper, by=world.leader)
        publishing.issue(paper, by=world.clerk, document_number="示例〔2026〕1号")
        jobs.run_all()
        world.paper = Publication.objects.get(pk=paper.pk)
        yield world


def words_in(format_: str, version: int = 1):
    return lambda document: f"{format_} {version} {document.title}".encode()


def again(world) -> Job:
    job = publishing.ask_for_files(world.paper, by=world.clerk)
    jobs.run(job.pk)
    return Job.objects.get(pk=job.pk)


def files() -> dict[str, tuple[str, str]]:
    rows = PaperFile.objects.all()
    for row in rows:
        assert hashlib.sha256(path_of(row).read_bytes()).hexdigest() == row.sha256
    return {row.format: (row.stored, row.sha256) for row in rows}


def refused(change) -> None:
    with pytest.raises(NotAllowed, match="已签发或印发的内容不再改动"), transaction.atomic():
        change()


WORDS = {
    "content": {},
    "signed_at": None,
    "document_number": "示例〔2026〕2号",
    "issued_at": None,
    "number": 7,
}
FILE = {"sha256": "0" * 64, "size": 1, "name": "其他.pdf", "is_draft": True, "is_issued": False}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_an_issued_paper_are_not_changed(issued, name):
    pk = issued.paper.pk
    row = Publication.objects.get(pk=pk)
    setattr(row, name, WORDS[name])
    before = Publication.objects.filter(pk=pk).values().get()
    refused(row.save)
    refused(lambda: Publication.objects.filter(pk=pk).update(**{name: WORDS[name]}))
    refused(lambda: Publication.objects.bulk_update([row], [name]))
    refused(lambda: issued.campaign.publications.update(**{name: WORDS[name]}))
    assert Publication.objects.filter(pk=pk).values().get() == before


@pytest.mark.parametrize("name", FILE)
def test_the_hash_of_an_issued_file_is_not_changed(issued, name):
    row = PaperFile.objects.get(format="pdf")
    before = PaperFile.objects.filter(pk=row.pk).values().get()
    setattr(row, name, FILE[name])
    refused(row.save)
    refused(lambda: PaperFile.objects.update(**{name: FILE[name]}))
    refused(lambda: issued.paper.files.update(**{name: FILE[name]}))
    refused(lambda: PaperFile.objects.update_or_create(pk=row.pk, defaults={name: FILE[name]}))
    assert PaperFile.objects.filter(pk=row.pk).values().get() == before


def test_issued_files_are_not_made_again(issued):
    before = files()
    rendered = Event.objects.filter(kind="publication.rendered").count()
    assert again(issued).state == "done"
    assert files() == before
    assert Event.objects.filter(kind="publication.rendered").count() == rendered


def test_an_issued_file_that_was_lost_is_made_again_as_it_was(issued):
    before = files()
    path_of(PaperFile.objects.get(format="pdf")).unlink()
    assert again(issued).state == "done"
    assert {name: sha for name, (_at, sha) in files().items()} == {
        name: sha for name, (_at, sha) in before.items()
    }


def test_another_program_does_not_put_another_file_in_the_place_of_an_issued_one(
    issued, monkeypatch
):
    lost = PaperFile.objects.get(format="pdf")
    path_of(lost).write_bytes(b"damaged")
    monkeypatch.setitem(rendering.RENDERERS, "pdf", words_in("pdf", version=2))
    job = again(issued)
    assert job.state == "failed"
    assert job.error.startswith(f"{lost.name}已印发，现在重新生成的文件与印发时的不一致")
    assert PaperFile.objects.get(format="pdf").sha256 == lost.sha256
    assert len(list(papers_folder().iterdir())) == 2


def test_a_paper_that_is_issued_while_its_signed_file_is_made(base, db, settings, tmp_path):
    """The file without the number is not the one that stands."""
    settings.DATA_DIR = tmp_path
    world = afresh(base)
    with clock.at(at(LAST, 15)), pytest.MonkeyPatch.context() as patch:
        paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(paper, by=world.clerk)
        publishing.sign(paper, by=world.leader)

        def slow(document):
            row = Publication.objects.get(pk=paper.pk)
            if row.status == "signed":
                publishing.issue(row, by=world.clerk, document_number="示例〔2026〕1号")
            return b"pdf"

        patch.setattr(rendering, "RENDERERS", {"pdf": slow})
        jobs.run_all()
    assert [row.is_issued for row in PaperFile.objects.all()] == [True]
