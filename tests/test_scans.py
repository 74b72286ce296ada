"""已签字扫描件: attached to what was sent, replaced by a newer one, missed by the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import evidence_care, returns, scans
from campaigns.models import Evidence, SheetScan
from organization import clock
from organization.models import Event, NotAllowed
from tests.evidence_files import pdf
from tests.visiting import get, post, text, things
from tests.world import DAY, at, fill, phase, sign, start, submit

SHEET = ("spring", "SALES")


@pytest.fixture(autouse=True)
def today():
    with clock.at(at(DAY)):
        yield


@pytest.fixture
def sent(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    return world


def signed(name: str = "签字页.pdf", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() + more)


def main(page) -> str:
    return text(page.xpath("//main")[0])


def unsigned() -> list[str]:
    """The departments that the office finds under its tile."""
    page = get("clerk", "review", "spring", query="?show=unsigned")
    return [text(one) for one in page.xpath("//main//tbody//th")]


def test_while_it_is_being_filled_no_scan_is_taken_and_the_page_says_what_to_do(world):
    fill(start(world))
    page = get("head", "sheet_scan", *SHEET)
    assert "自查表尚在部门" in main(page)
    assert page.xpath("//main//form[@data-act='attach_scan']") == []
    with pytest.raises(NotAllowed):
        scans.attach(world.sheet(), signed(), by=world.head)
    assert Evidence.objects.count() == 0


def test_the_scan_says_who_attached_it_and_when_on_the_page_of_the_sheet(sent):
    assert "尚无签字扫描件" in main(get("head", "fill", *SHEET))
    assert unsigned() == ["销售部"]
    seen = main(post("head", "sheet_scan", *SHEET, scan=signed()).page)
    assert "签字页.pdf" in seen and "第1轮，销售部负责人上传" in seen
    for account, name in (("head", "fill"), ("clerk", "review_sheet")):
        assert "签字扫描件：销售部负责人" in main(get(account, name, *SHEET))
    assert unsigned() == []
    row = Event.objects.get(kind="selfcheck.scan_attached")
    assert (row.particulars["round"], len(row.particulars["sha256"])) == (1, 64)


def test_overseers_open_the_scan(sent):
    post("head", "sheet_scan", *SHEET, scan=signed())
    kept = Evidence.objects.get()
    for account in ("clerk", "inspector", "leader", "member"):
        get(account, "evidence_pages", "spring", kept.pk)
    get("service_head", "evidence_pages", "spring", kept.pk, status=404)


def test_a_newer_scan_takes_its_place_and_the_earlier_one_stays_readable(sent):
    post("head", "sheet_scan", *SHEET, scan=signed())
    seen = post("clerk", "sheet_scan", *SHEET, scan=signed("补签页.pdf", b"\n%2"), status=302).page
    assert [text(one) for one in seen.xpath("//main//section//h2")] == ["有效扫描件", "历史扫描件"]
    valid, earlier = seen.xpath("//main//section")
    assert "补签页.pdf" in text(valid) and "监督室专员上传" in text(valid)
    assert "签字页.pdf" in text(earlier)
    evidence_care.sweep()
    assert Evidence.objects.kept().count() == 2


def test_the_same_file_again_is_refused_and_changes_nothing(sent):
    post("head", "sheet_scan", *SHEET, scan=signed())
    post("head", "sheet_scan", *SHEET, scan=signed(), status=409)
    assert SheetScan.objects.count() == 1


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (None, "请选择文件"),
        (SimpleUploadedFile("签字页.docx", b"PK"), "不是扫描件"),
        (SimpleUploadedFile("签字页.pdf", b"no pdf at all"), "签字页.pdf"),
        (SimpleUploadedFile("签字页.pdf", b""), "是空文件"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(sent, upload, said):
    fields = {"scan": upload} if upload else {}
    page = post("head", "sheet_scan", *SHEET, status=422, **fields).page
    [note] = page.xpath("//main//*[@role='alert']")
    assert said in text(note) and "未作任何更改" in text(note)
    assert SheetScan.objects.count() == 0


def test_after_a_new_round_the_scan_of_the_old_one_counts_as_missing(sent):
    post("head", "sheet_scan", *SHEET, scan=signed())
    sheet = sent.sheet()
    rows = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, rows, reason="superficial", note="", due_on=None, by=sent.clerk)
    fill(sent, _1={"result": "ok", "methods": "逐份核对"})
    sign(sent, by=sent.head, signature="销售部负责人")
    assert unsigned() == ["销售部"]
    page = get("head", "sheet_scan", *SHEET)
    assert things(page, "selfcheck")[0][1] == "older"
    assert "第1轮签字的扫描件" in main(page)
    post("head", "sheet_scan", *SHEET, scan=signed())
    assert unsigned() == []


def test_whoever_only_reads_finds_no_form(sent):
    page = get("member", "sheet_scan", *SHEET)
    assert page.xpath("//main//form") == []
    assert "尚无签字扫描件" in main(page)
