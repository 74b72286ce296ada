"""A sheet in a workbook: what it looks like, and that an untouched one changes nothing."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns import filling, handing_over, returns
from campaigns.models import Answer, AnswerVersion
from organization.models import Event
from tests.offline import downloaded, filled, merged
from tests.visiting import get, text, visit
from tests.world import fill, phase, start, submit

SHEET = ["spring", "SALES"]
AWKWARD = "=1+1 第一行\n  第二行 _x0041_ 「😀」\t-1 ’引号’ & <b>"


def test_one_row_an_item_with_drop_downs_and_locked_cells(world):
    fill(start(world), _2={"result": "no", "text": "缺登记", "sample_n": 30, "sample_ok": 29})
    book = downloaded(world)
    assert list(book.rows) == [1, 2, 3]
    assert [book[2, name] for name in ("asked", "result", "methods", "text")] == [
        "第2个示例项点",
        "不符合",
        "查阅资料",
        "缺登记",
    ]
    assert [book[2, name] for name in ("sample_n", "sample_ok", "version")] == [30, 29, "1"]
    page = book.page
    assert page.protection.sheet and page.freeze_panes == "D4"
    assert book.cell(2, "asked").protection.locked
    assert not book.cell(2, "result").protection.locked
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists["I4:I6"] == '"符合,不符合,不适用,符合（附说明）"'
    assert lists["J4:J6"].startswith("选项!")
    letters = {name: book.cell(2, name).column_letter for name in ("code", "version", "asked")}
    hidden = {name: page.column_dimensions[at].hidden for name, at in letters.items()}
    assert hidden == {"code": True, "version": True, "asked": False}
    assert book.book["校验信息"].sheet_state == "veryHidden"
    assert "填写说明" in page["A2"].value
    book.book.close()


def test_a_member_gets_open_cells_only_in_the_items_handed_over(world):
    start(world)
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    theirs, heads = downloaded(world, "member"), downloaded(world)
    assert [theirs.cell(no, "result").protection.locked for no in (1, 2, 3)] == [True, True, False]
    assert [heads.cell(no, "result").protection.locked for no in (1, 2, 3)] == [False, False, True]
    assert heads[3, "remark"] == "由销售部填报人填报"
    theirs.book.close()
    heads.book.close()


@pytest.mark.parametrize("again", [False, True], ids=["as downloaded", "saved again"])
def test_an_untouched_workbook_changes_nothing(world, again):
    start(world)
    awkward = dict.fromkeys(("text", "rule", "cause", "measure"), AWKWARD)
    draft = filling.Draft(
        0, {"result": "no", "methods": "查阅资料；座谈", "sample_n": 5, **awkward}
    )
    filling.save_answer(world.sheet(), world.item(1), draft, by=world.head)
    contents = filled(world) if again else download(visit("head")).content
    found = merged(contents, world.sheet(), world.head)
    assert (found.changes, found.errors, found.same) == ([], [], 3)


def test_an_untouched_workbook_changes_nothing_even_when_the_sheet_went_on(world):
    fill(start(world))
    contents = filled(world)
    fill(world, _2={"result": "no", "text": "后来发现"})
    found = merged(contents, world.sheet(), world.head)
    assert (found.changes, found.errors, found.same) == ([], [], 3)


def test_no_answer_becomes_a_formula(world):
    start(world)
    draft = filling.Draft(0, {"result": "note", "text": "=HYPERLINK(1)"})
    filling.save_answer(world.sheet(), world.item(1), draft, by=world.head)
    book = load_workbook(BytesIO(download(visit("head")).content))
    kinds = {cell.data_type for row in book["自查表"].iter_rows() for cell in row}
    book.close()
    assert "f" not in kinds


def download(client):
    return client.get(reverse("workbook_download", args=SHEET))


def test_the_download_has_a_chinese_name_and_is_recorded(world):
    start(world)
    answer = download(visit("head"))
    name = quote("春季专项自查-销售部自查表.xlsx")
    assert f"filename*=utf-8''{name}" in answer.headers["Content-Disposition"]
    assert Event.objects.filter(kind="selfcheck.workbook_downloaded").count() == 1


def upload(client, contents: bytes, name="填报表.xlsx"):
    return client.post(
        reverse("workbook", args=SHEET), {"file": SimpleUploadedFile(name, contents)}
    )


def confirm(client, url: str, **choices):
    digest = client.get(url).context["digest"]
    return client.post(f"{url}apply/", {"digest": digest, **choices})


def test_upload_preview_apply(world):
    start(world)
    contents = filled(
        world,
        *[(1, "result", "符合"), (1, "sample_n", 30), (1, "sample_ok", 30)],
        *[(2, "result", "不符合"), (2, "text", "缺少登记"), (2, "methods", "查阅资料;座谈")],
    )
    client = visit("head")
    answer = upload(client, contents)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert page.count('data-state="write"') == 2 and "缺少登记" in page
    assert not Answer.objects.exists()
    assert confirm(client, answer.url).url == reverse("fill", args=SHEET)
    rows = Answer.objects.order_by("item__no").values_list(
        "item__no", "result", "methods", "sample_n", "text", "version", "edited_by__account"
    )
    assert list(rows) == [
        (1, "ok", "查阅资料；抽样检查", 30, "", 1, "head"),
        (2, "no", "查阅资料；座谈", None, "缺少登记", 1, "head"),
    ]
    assert AnswerVersion.objects.count() == 2
    assert (world.sheet().answered, world.sheet().status) == (2, "filling")
    applied = Event.objects.get(kind="selfcheck.workbook_applied")
    assert applied.particulars == {"items": 2}
    assert client.post(f"{answer.url}apply/", {"digest": "x"}).status_code == 409


def test_the_fill_page_leads_to_the_workbook(world):
    start(world)
    page = get("head", "fill", *SHEET)
    assert reverse("workbook", args=SHEET) in page.xpath("//a/@href")
    offers = get("head", "workbook", *SHEET).xpath("//main//a/@href")
    names = ("workbook_download", "sheet_print", "sheet_print_blank")
    assert {reverse(name, args=SHEET) for name in names} <= set(offers)


def test_a_submitted_sheet_takes_no_workbook_and_says_why(world):
    start(world)
    contents = filled(world, (1, "result", "不适用"))
    submit(world)
    client = visit("head")
    answer = upload(client, contents)
    assert answer.status_code == 409
    assert "自查表已提交" in answer.content.decode()
    assert "自查表已提交" in text(get("head", "workbook", *SHEET).find(".//main"))


def test_an_uploaded_workbook_is_not_applied_behind_a_submission(world):
    start(world)
    client = visit("head")
    url = upload(client, filled(world, (1, "text", "补充"))).url
    digest = client.get(url).context["digest"]
    submit(world)
    assert client.post(f"{url}apply/", {"digest": digest}).status_code == 409
    assert not Answer.objects.filter(text="补充").exists()


def test_the_workbook_of_a_returned_answer_does_it_again(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=world.clerk)
    contents = filled(world, (1, "text", "重查无误"))
    client = visit("head")
    confirm(client, upload(client, contents).url)
    answer = Answer.objects.get(item__no=1, selfcheck=world.sheet())
    assert (answer.status, answer.round, answer.text) == ("answered", 2, "重查无误")
