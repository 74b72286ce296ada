"""Files in pieces: what has arrived stays, and a dropped connection goes on from there."""

import hashlib

import pytest
from django.urls import reverse

from campaigns import uploads
from campaigns.models import Answer, AnswerEvidence, Evidence, Upload
from organization import clock
from tests.evidence_files import shelve
from tests.test_filling import saved
from tests.visiting import visit
from tests.world import start, submit

CONTENTS = b"0123456789" * 30


@pytest.fixture(autouse=True)
def small_pieces(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(uploads, "PIECE", 100)
    return tmp_path


@pytest.fixture
def running(world):
    start(world)
    return world


def begin(account: str = "head", no: int = 1, contents: bytes = CONTENTS, **fields):
    said = {"name": "记录.txt", "size": len(contents), "stamp": "1", "sha256": "", **fields}
    url = reverse("begin_upload", args=["spring", "SALES", no])
    return visit(account).post(url, said)


def send(said: dict, offset: int, contents: bytes = CONTENTS, account: str = "head"):
    piece = contents[offset : offset + 100]
    url = f"{said['url']}?offset={offset}"
    return visit(account).post(url, piece, content_type="application/octet-stream")


def sha256(contents: bytes = CONTENTS) -> str:
    return hashlib.sha256(contents).hexdigest()


def test_a_file_arrives_in_pieces_and_supports_the_item(running, small_pieces):
    said = begin(sha256=sha256()).json()
    assert (said["state"], said["offset"], said["piece"]) == ("goes_on", 0, 100)
    assert send(said, 0).json()["offset"] == 100
    assert send(said, 100).json()["offset"] == 200
    done = send(said, 200).json()
    assert done["state"] == "saved" and "记录.txt" in done["files"]
    row = Evidence.objects.get()
    assert (row.sha256, row.size) == (sha256(), 300)
    assert AnswerEvidence.objects.get().target.item.no == 1
    assert not Upload.objects.exists()
    assert [path.name for path in small_pieces.rglob("*") if path.is_file()] == [
        row.stored.rpartition("/")[2]
    ]


def test_after_a_dropped_connection_it_goes_on_where_it_was(running):
    said = begin().json()
    send(said, 0)
    send(said, 100)
    again = begin().json()  # the page was closed, and the same file is chosen once more
    assert (again["url"], again["offset"]) == (said["url"], 200)
    assert visit("head").get(said["url"]).json()["offset"] == 200
    assert send(again, 200).json()["state"] == "saved"
    assert Evidence.objects.get().sha256 == sha256()


def test_a_piece_sent_twice_or_out_of_order_changes_nothing(running):
    said = begin().json()
    assert send(said, 200).json()["offset"] == 0
    send(said, 0)
    assert send(said, 0).json()["offset"] == 100
    send(said, 100)
    assert send(said, 200).json()["state"] == "saved"
    assert Evidence.objects.get().sha256 == sha256()


def test_a_piece_beyond_the_announced_size_is_not_written(running):
    said = begin(size=50).json()
    assert send(said, 0).json()["offset"] == 0


def test_what_arrived_damaged_is_refused_and_nothing_is_kept(running, small_pieces):
    said = begin(sha256=sha256(b"other")).json()
    send(said, 0)
    send(said, 100)
    last = send(said, 200)
    assert (last.status_code, last.json()["state"]) == (422, "refused")
    assert "在传输中损坏" in last.json()["reason"]
    assert not Evidence.objects.exists() and not Upload.objects.exists()
    assert [path for path in small_pieces.rglob("*") if path.is_file()] == []


def test_contents_of_another_kind_are_refused_when_whole(running):
    said = begin(name="假.pdf").json()
    send(said, 0)
    send(said, 100)
    assert "“假.pdf”未收存" in send(said, 200).json()["reason"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"size": 20 * 1024 * 1024 + 1}, "不得超过20MB"),
        ({"size": 0}, "空文件"),
        ({"size": "many"}, "空文件"),
        ({"name": "a.exe"}, "未收存"),
    ],
)
def test_what_would_be_refused_is_refused_before_it_is_sent(running, fields, words):
    answer = begin(**fields)
    assert answer.status_code == 422 and words in answer.json()["reason"]
    assert not Upload.objects.exists()


def test_no_room_is_said_before_anything_is_sent(running, settings):
    settings.EVIDENCE_QUOTA_BYTES = 200
    assert "您的上传空间" in begin().json()["reason"]


def test_what_the_library_has_is_not_sent_again(running):
    shelve(running, "已有.txt", CONTENTS)
    said = begin(sha256=sha256()).json()
    assert said["state"] == "saved" and "已有.txt" in said["files"]
    assert "未重复存储" in said["files"]
    assert AnswerEvidence.objects.count() == 1


def test_an_upload_touches_no_words_and_no_version(running):
    saved(running, text="写了很久的说明")
    said = begin().json()
    for offset in (0, 100, 200):
        done = send(said, offset).json()
    assert (done["version"], Answer.objects.get().text) == (1, "写了很久的说明")


def test_pieces_are_taken_from_their_own_person_only(running):
    said = begin().json()
    assert send(said, 0, account="stranger").status_code == 404
    assert send(said, 0, account="member").status_code == 403
    assert send(said, 0, account="clerk").status_code == 403
    assert Upload.objects.get().arrived == 0


def test_nothing_arrives_behind_a_submission(running):
    said = begin().json()
    send(said, 0)
    submit(running)
    arrived = Upload.objects.get().arrived
    assert send(said, 100).status_code == 409
    assert begin().status_code == 409
    assert Upload.objects.get().arrived == arrived


def test_uploads_that_were_given_up_are_thrown_away(running, small_pieces):
    send(begin().json(), 0)
    uploads.throw_away_old()
    assert Upload.objects.exists()
    with clock.at(clock.now() + uploads.KEPT * 2):
        uploads.throw_away_old()
    assert not Upload.objects.exists()
