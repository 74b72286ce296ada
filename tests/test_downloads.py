"""Papers on their way out: whole, named in Chinese, told of by HEAD, sent once to who has them."""

import hashlib
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.urls import reverse

from organization.models import Event
from reports import publishing
from reports.models import Package, PaperFile, Publication
from reports.rendering import papers_folder, path_of, publish
from tests.sample_document import sample_document
from tests.visiting import visit

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
CONTENT = "文件的内容".encode() * 100_000  # several pieces of a stream


@pytest.fixture
def story(world, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world.paper = publishing.draft(world.campaign, "plan", by=world.clerk)
    document = replace(sample_document(), title="“示例公司”自查：实施 方案", draft=True)
    for format_ in KINDS:
        publish(world.paper, format_, document, CONTENT)
    return world


def address(format_: str) -> str:
    return reverse("paper_file", args=["spring", "plan", format_])


def whole(answer) -> bytes:
    body = answer.getvalue()
    for close in answer._resource_closers:  # answer.close() would close the database as well
        close()
    return body


def downloads() -> int:
    return Event.objects.filter(kind__contains="downloaded").count()


@pytest.mark.parametrize("format_", KINDS)
def test_the_file_is_whole_and_says_what_it_is(story, format_):
    answer = visit("clerk").get(address(format_))
    assert whole(answer) == CONTENT
    assert answer["Content-Type"] == KINDS[format_]
    assert answer["Content-Length"] == str(len(CONTENT))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["ETag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'
    way, _mark, name = answer["Content-Disposition"].partition("; filename*=utf-8''")
    assert (way, unquote(name)) == ("attachment", f"“示例公司”自查：实施 方案.{format_}")
    assert name.isascii()


def test_head_tells_of_the_file_and_gives_it_to_nobody(story):
    client = visit("clerk")
    told = client.head(address("pdf"))
    given = client.get(address("pdf"))
    whole(given)
    for name in ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Cache-Control"):
        assert told[name] == given[name]
    assert told.content == b""
    assert downloads() == 1  # that of the GET


def test_who_has_the_file_is_not_sent_it_again(story):
    client = visit("clerk")
    etag = client.head(address("pdf"))["ETag"]
    again = client.get(address("pdf"), headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert downloads() == 0
    document = replace(sample_document(), draft=True)
    publish(story.paper, "pdf", document, b"made anew")
    answer = client.get(address("pdf"), headers={"If-None-Match": etag})
    assert whole(answer) == b"made anew"
    assert downloads() == 1


def test_who_may_not_read_it_is_not_told_that_it_is_the_same(story):
    etag = visit("clerk").head(address("pdf"))["ETag"]
    for account in ("stranger", "head"):
        for method in ("get", "head"):
            ask = getattr(visit(account), method)
            answer = ask(address("pdf"), headers={"If-None-Match": etag})
            assert answer.status_code in (403, 404)
            assert "ETag" not in answer


@pytest.mark.parametrize("damage", ["cut short", "gone"])
def test_no_part_of_a_file_leaves(story, damage):
    path = path_of(PaperFile.objects.get(format="pdf"))
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(CONTENT[:-1])
    for method in ("get", "head"):
        assert getattr(visit("clerk"), method)(address("pdf")).status_code == 409
    assert downloads() == 0


def test_a_file_that_is_replaced_while_it_is_read_arrives_as_it_was(story):
    answer = visit("clerk").get(address("pdf"))
    publish(story.paper, "pdf", replace(sample_document(), draft=True), b"another")
    assert whole(answer) == CONTENT


def test_a_package_is_handed_out_in_the_same_way(story):
    (papers_folder() / "p.zip").write_bytes(CONTENT)
    report = Publication.objects.create(
        campaign=story.campaign, paper="final", status="issued", made_by=story.clerk
    )
    package = Package.objects.create(
        publication=report, name="报送材料.zip", stored="p.zip", size=len(CONTENT), files=1,
        sha256=hashlib.sha256(CONTENT).hexdigest(), made_by=story.clerk,
    )  # fmt: skip
    at = reverse("package_file", args=["spring", "final", package.pk])
    client = visit("clerk")
    answer = client.get(at)
    assert whole(answer) == CONTENT
    assert answer["Content-Type"] == "application/zip"
    assert unquote(answer["Content-Disposition"]).endswith("报送材料.zip")
    assert client.get(at, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.head(at).content == b""
    assert downloads() == 1
