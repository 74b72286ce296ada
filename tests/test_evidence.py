"""Evidence: what is taken, how it is kept, who gets it back."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns import evidence
from campaigns.evidence import neutral_name
from campaigns.file_kinds import KINDS, kind_of
from campaigns.models import Answer, AnswerEvidence, Evidence, SelfCheck
from organization.models import Event
from tests.test_filling import AUTO, saved, signed_in, typed
from tests.world import accept_all, start, submit

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 8
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def archive(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return kept.getvalue()


def upload(name: str = "收文登记.pdf", contents: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, contents)


def store(world, *args) -> Evidence:
    return evidence.store(upload(*args), world.campaign, world.departments["SALES"], by=world.head)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def url(no: int = 1, name: str = "fill_item", *more) -> str:
    return reverse(name, args=["spring", "SALES", no, *more])


def download(row: Evidence) -> str:
    return reverse("evidence", args=["spring", row.pk])


def test_a_file_is_kept_under_a_name_of_ours_with_its_hash(world, folder):
    row = store(world)
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (row.name, row.size, row.kind) == ("收文登记.pdf", len(PDF), "application/pdf")
    assert files_in(folder) == [folder / row.stored]
    assert "收文登记" not in row.stored
    assert Event.objects.get(kind="evidence.stored").thing_pk == row.pk


def test_the_same_contents_are_kept_once_for_a_department(world, folder):
    first = store(world)
    assert store(world, "另一个名字.pdf") == first
    other = evidence.store(
        upload(), world.campaign, world.departments["SERVICE"], by=world.service_head
    )
    assert other != first
    assert len(files_in(folder)) == 2


def test_a_lost_file_comes_back_with_the_next_upload(world, folder):
    row = store(world)
    evidence.path_of(row).unlink()
    store(world)
    assert evidence.read_verified(row) == PDF


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.png", PNG),
        ("a.jpg", JPEG),
        ("a.jpeg", JPEG),
        ("a.doc", OLE),
        ("a.xls", OLE),
        ("a.wps", OLE),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", archive("xl/workbook.xml")),
        ("a.pptx", archive("ppt/presentation.xml")),
        ("a.zip", archive("照片.jpg")),
        ("a.txt", "收文登记".encode()),
        ("a.csv", "序号,名称".encode("gb18030")),
        ("a.txt", "收".encode() * 2731),  # the first 8,192 bytes end inside a character
    ],
)
def test_what_is_taken(name, contents):
    assert kind_of(name, io.BytesIO(contents)) == KINDS[name.rsplit(".")[-1].lower()][0]


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", PNG),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("a.docx", archive("xl/workbook.xml")),
        ("a.docx", b"PK\x03\x04 no archive at all"),
        ("a.docx", archive("word/document.xml")[:-30]),  # broken off in its table of contents
        ("a.txt", PDF),
        ("a.txt", b"text\0with a zero"),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<html>"),
        ("a.exe", b"MZ"),
        ("a.pdf.exe", PDF),
        ("noextension", PDF),
        ("a.zip", b"no archive"),
    ],
)
def test_what_is_refused(world, folder, name, contents):
    with pytest.raises(ValidationError, match="未收存"):
        store(world, name, contents)
    assert files_in(folder) == []
    assert not Evidence.objects.exists()


def test_an_empty_file_is_refused(world, folder):
    with pytest.raises(ValidationError, match="空文件"):
        store(world, "a.txt", b"")
    assert files_in(folder) == []


def test_a_file_over_the_limit_is_refused(world, folder, settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="不得超过1MB"):
        store(world, "a.txt", b"a" * (1024 * 1024 + 1))
    assert files_in(folder) == []
    assert store(world, "a.txt", b"a" * 1024 * 1024).size == 1024 * 1024


def test_the_limit_is_twenty_megabytes():
    assert project.EVIDENCE_MAX_BYTES == 20 * 1024 * 1024


def test_a_size_that_lies_is_counted(world, folder, settings):
    settings.EVIDENCE_MAX_BYTES = 1000
    lying = upload("a.txt", b"a" * 2000)
    lying.size = 10
    with pytest.raises(ValidationError):
        evidence.store(lying, world.campaign, world.departments["SALES"], by=world.head)
    assert files_in(folder) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\材料\\登记表.xlsx", "登记表.xlsx"),
        ("登\u202e记\n表.pdf", "登记表.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (" ..pdf", "pdf"),
        ("", "file"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_neutralised(given, kept):
    assert neutral_name(given) == kept


def test_files_come_with_the_form_and_stand_beside_the_answer(world, sheet):
    client = signed_in(world.head)
    response = client.post(url(1, "upload_evidence"), typed(text="见附件", evidence=upload()))
    assert response.status_code == 302
    row = Answer.objects.get()
    assert (row.text, row.evidence_uses.get().evidence.name) == ("见附件", "收文登记.pdf")
    page = client.get(url()).content.decode()
    assert "收文登记.pdf" in page and row.evidence_uses.get().evidence.sha256[:8] in page


def test_a_file_alone_begins_an_answer_and_changes_no_words(world, sheet):
    client = signed_in(world.head)
    assert client.post(url(1, "upload_evidence"), {"evidence": upload()}).status_code == 302
    assert Answer.objects.get().result == ""
    saved(world, text="写好的话")  # version 0: a file has no words
    more = {"evidence": upload("第二份.txt", b"more")}
    assert client.post(url(1, "upload_evidence"), more).status_code == 302
    row = Answer.objects.get()
    assert (row.text, row.evidence_uses.count()) == ("写好的话", 2)


def test_a_file_that_is_refused_loses_nothing_else(world, sheet, settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    files = [upload("大.txt", b"a" * 1024 * 1025), upload()]
    response = signed_in(world.head).post(url(), typed(text="写了很久的说明", evidence=files))
    page = response.content.decode()
    assert response.status_code == 422
    assert "“大.txt”过大，单个文件不得超过1MB。" in page and "写了很久的说明" in page
    row = Answer.objects.get()
    assert row.text == "写了很久的说明"
    assert [use.evidence.name for use in row.evidence_uses.all()] == ["收文登记.pdf"]


def test_the_upload_of_the_page_is_told_the_new_list(world, sheet):
    form = typed(evidence=upload("假.pdf", PNG))
    response = signed_in(world.head).post(url(1, "upload_evidence"), form, headers=AUTO)
    said = response.json()
    assert (response.status_code, said["state"], said["version"]) == (422, "saved", 1)
    assert "“假.pdf”未收存" in said["files"]


def test_a_file_is_taken_off_an_answer_and_kept(world, sheet, folder):
    client = signed_in(world.head)
    client.post(url(), typed(text="一", evidence=upload()))
    row = Evidence.objects.get()
    remove = url(1, "remove_evidence", row.pk)
    assert client.post(remove, typed(version="1", text="一二")).status_code == 302
    assert not AnswerEvidence.objects.exists()
    assert Answer.objects.get().text == "一二"  # what was typed meanwhile is not lost
    assert len(files_in(folder)) == 1
    assert Event.objects.filter(kind="answer.evidence_removed").count() == 1


def test_an_accepted_answer_takes_and_loses_no_file(world, sheet):
    client = signed_in(world.head)
    client.post(url(), typed(evidence=upload()))
    submit(world)
    accept_all(world)
    SelfCheck.objects.filter(pk=sheet.pk).update(status="returned")
    form = {"evidence": upload("后补.txt", b"later")}
    assert client.post(url(1, "upload_evidence"), form).status_code == 409
    row = Evidence.objects.get(name="收文登记.pdf")
    assert client.post(url(1, "remove_evidence", row.pk)).status_code == 409
    assert AnswerEvidence.objects.count() == 1


def test_a_download_is_an_attachment_with_its_chinese_name_in_a_sandbox(world, sheet):
    client = signed_in(world.head)
    client.post(url(), typed(evidence=upload()))
    response = client.get(download(Evidence.objects.get()))
    assert response.content == PDF
    name = "%E6%94%B6%E6%96%87%E7%99%BB%E8%AE%B0.pdf"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Event.objects.filter(kind="evidence.read", ok=True).count() == 1


def test_a_changed_file_is_not_sent(world, sheet, folder):
    client = signed_in(world.head)
    client.post(url(), typed(evidence=upload()))
    row = Evidence.objects.get()
    path = folder / row.stored
    changed = bytearray(PDF)
    changed[10] ^= 1
    path.chmod(0o640)
    path.write_bytes(changed)
    response = client.get(download(row))
    assert response.status_code == 409
    assert "已不是原文件" in response.content.decode()
    assert Event.objects.filter(kind="evidence.damaged", ok=False).count() == 1
    path.unlink()
    assert client.get(download(row)).status_code == 409


def test_overseers_get_a_file_once_the_sheet_is_submitted(world, sheet):
    signed_in(world.head).post(url(), typed(evidence=upload()))
    row = Evidence.objects.get()
    clerk = signed_in(world.clerk)
    assert clerk.get(download(row)).status_code == 403
    submit(world)
    assert clerk.get(download(row)).status_code == 200
    SelfCheck.objects.filter(pk=sheet.pk).update(status="returned")
    later = {"evidence": upload("重查中.txt", b"later")}
    signed_in(world.head).post(url(1, "upload_evidence"), later)
    draft = Evidence.objects.get(name="重查中.txt")
    assert clerk.get(download(draft)).status_code == 403


def test_a_file_of_another_campaign_is_not_found_under_this_one(world, sheet):
    row = store(world)
    assert signed_in(world.head).get(f"/campaigns/other/evidence/{row.pk}/").status_code == 404
