"""Offline filling at a real browser: download, fill in, upload, choose; every state accessible."""

from pathlib import Path

import pytest

from campaigns import filling
from campaigns.models import Answer
from tests.browser.chromium import inaccessible
from tests.offline import Book
from tests.world import fill, make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"


@pytest.fixture
def filled_sheet(site):
    """销售部 answered every item."""
    world = start(make_world())
    fill(world)
    return world


def faults(page) -> list:
    """What axe finds, and how far the page scrolls sideways, at both widths."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, *one) for one in inaccessible(page)]
        too_wide = page.evaluate("document.documentElement.scrollWidth") - width
        found += [(width, f"{too_wide} px too wide")] if too_wide > 0 else []
    return found


def edited(path: Path, *cells) -> Path:
    book = Book(path.read_bytes())
    for no, name, value in cells:
        book[no, name] = value
    path.write_bytes(book.saved())
    return path


def upload(page, path: Path) -> None:
    page.goto(page.url.split("/sheets/")[0] + "/sheets/SALES/workbook/")
    page.set_input_files("#id_file", path)
    page.locator("form[data-act=upload_workbook] [type=submit]").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_down_and_up_again(filled_sheet, visitor, tmp_path, script):
    world = filled_sheet
    head = visitor("head", java_script_enabled=script)
    page = head.open(SHEET)
    page.locator(f"a[href='{SHEET}workbook/']").click()
    with page.expect_download() as coming:
        page.locator(f"a[href='{SHEET}workbook/file/']").click()
    assert coming.value.suggested_filename == "春季专项自查-销售部自查表.xlsx"
    path = tmp_path / "填报表.xlsx"
    coming.value.save_as(path)
    edited(path, (1, "text", "表中补充"), (2, "text", "表中补充"))
    filling.save_answer(
        world.sheet(), world.item(2), filling.Draft(1, {"text": "线上补充"}), by=world.head
    )
    upload(page, path)
    page.locator("[data-state=conflict] input[value=sheet]").check()
    page.locator("form[data-act=apply_workbook] [type=submit]").click()
    page.wait_for_url(f"**{SHEET}")
    said = dict(Answer.objects.values_list("item__no", "text"))
    assert said == {1: "表中补充", 2: "线上补充", 3: ""}


def test_every_state_is_accessible_and_never_too_wide(filled_sheet, visitor, tmp_path):
    world = filled_sheet
    head = visitor("head")
    page = head.open(f"{SHEET}workbook/")
    wrong = {"offline": faults(page)}
    with page.expect_download() as coming:
        page.locator(f"a[href='{SHEET}workbook/file/']").click()
    path = tmp_path / "填报表.xlsx"
    coming.value.save_as(path)
    upload(page, path)
    wrong["nothing new"] = faults(page)
    edited(path, (1, "text", "表中补充"), (2, "text", "表中补充"))
    filling.save_answer(
        world.sheet(), world.item(2), filling.Draft(1, {"text": "线上补充"}), by=world.head
    )
    upload(page, path)
    assert page.locator("[data-state]").count() == 2
    wrong["conflict"] = faults(page)
    upload(page, edited(path, (3, "result", "合格"), (3, "sample_n", "三")))
    wrong["errors"] = faults(page)
    upload(page, edited(path, (3, "standard", "随意")))
    assert page.locator("#not-taken").count() == 1
    wrong["refused"] = faults(page)
    for name in ("print/", "print/blank/"):
        head.open(f"{SHEET}{name}")
        wrong[name] = faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_sheet_prints_without_what_surrounds_it(filled_sheet, visitor):
    head = visitor("head")
    page = head.open(f"{SHEET}print/blank/")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('.app-top, .app-nav, .pg-head, .app-foot')]"
        ".filter(e => getComputedStyle(e).display !== 'none').map(e => e.className)"
    )
    assert shown == []
    head_of_table = page.locator(".paper thead")
    assert head_of_table.evaluate("e => getComputedStyle(e).display") == "table-header-group"
