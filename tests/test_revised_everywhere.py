"""A newer file for every item that stands on an older one: shown first, all or none."""

from datetime import date

import pytest

from campaigns import handing_over, returns
from campaigns.models import AnswerEvidence, Evidence
from organization.models import Event
from tests.evidence_files import attached, shelve, upload
from tests.visiting import get, post, text
from tests.world import phase, start, submit

SHEET = ("spring", "SALES")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def old(world) -> Evidence:
    """A file that supports items 1, 2 and 3 of 销售部."""
    start(world)
    row = shelve(world)
    for no in (1, 2, 3):
        attached(world, row, no)
    return row


def page(old: Evidence, account: str = "head"):
    return get(account, "revise_evidence", *SHEET, old.pk)


def revise(
    old: Evidence, items=(1, 2, 3), status: int = 302, account: str = "head", name="新版.txt"
):
    form = {"items": list(items), "evidence": upload(name, b"newer")}
    return post(account, "revise_evidence", *SHEET, old.pk, status=status, **form)


def standing() -> list[tuple[int, str]]:
    rows = AnswerEvidence.objects.standing()
    return sorted(rows.values_list("target__item__no", "evidence__name"))


def listed(page, status: str) -> list[str]:
    return [text(row) for row in page.xpath(f"//li[@data-status='{status}']")]


def test_the_library_of_the_department_leads_to_it(world, old):
    shelf = get("head", "department_library", *SHEET)
    [row] = shelf.xpath(f"//tr[@data-thing='evidence:{old.pk}']")
    assert "1、2、3" in text(row)
    assert row.xpath(".//a/@href")[-1].endswith(f"/library/{old.pk}/replace/")


def test_the_items_are_shown_first_and_then_all_have_the_newer_file(world, old):
    assert len(listed(page(old), "reached")) == 3
    sent = revise(old)
    assert "新版材料已在3个项点生效" in text(sent.page)
    assert standing() == [(1, "新版.txt"), (2, "新版.txt"), (3, "新版.txt")]
    new = Evidence.objects.get(name="新版.txt")
    kept = AnswerEvidence.objects.filter(evidence=old).values_list("replaced_by", flat=True)
    assert list(kept) == [new.pk] * 3
    assert Event.objects.filter(kind="answer.evidence_replaced").count() == 3


def test_items_of_somebody_else_keep_the_older_file_and_the_page_says_so(world, old):
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    shown = page(old)
    assert len(listed(shown, "reached")) == 2
    [staying] = listed(shown, "staying")
    assert world.member.title in staying
    revise(old, items=(1, 2))
    assert standing() == [(1, "新版.txt"), (2, "新版.txt"), (3, "收文登记.txt")]
    revise(old, items=(3,), account="member", name="再新.txt")
    assert standing()[2] == (3, "新版.txt")  # the same contents are stored once


def test_accepted_items_keep_the_older_file(world, old):
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = {"reason": "superficial", "note": "请换新版", "due_on": date(2099, 1, 5)}
    returns.send_back(sheet, sheet.answers.filter(item__no=1), by=world.clerk, **back)
    sheet.answers.exclude(item__no=1).update(status="accepted")
    assert all("已通过" in line for line in listed(page(old), "staying"))
    revise(old, items=(1,))
    assert standing() == [(1, "新版.txt"), (2, "收文登记.txt"), (3, "收文登记.txt")]


def test_what_was_not_shown_is_not_replaced(world, old):
    sent = revise(old, items=(1, 2), status=422)
    assert "与刚才显示的不同" in text(sent.page) and len(listed(sent.page, "reached")) == 3
    assert {name for _no, name in standing()} == {"收文登记.txt"}


def test_a_refused_file_changes_nothing(world, old):
    form = {"items": [1, 2, 3], "evidence": upload("新版.exe", b"MZ")}
    post("head", "revise_evidence", *SHEET, old.pk, status=422, **form)
    assert {name for _no, name in standing()} == {"收文登记.txt"}


def test_a_submitted_sheet_keeps_its_files(world, old):
    submit(world)
    form = {"items": [1, 2, 3], "evidence": upload("新版.txt", b"newer")}
    post("head", "revise_evidence", *SHEET, old.pk, status=409, **form)
    assert {name for _no, name in standing()} == {"收文登记.txt"}
    assert not get("head", "department_library", *SHEET).xpath("//a[contains(@href, '/replace/')]")
