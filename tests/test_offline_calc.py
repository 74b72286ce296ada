"""The workbook through LibreOffice Calc and back: words, signature, locks and drop-downs hold."""

import shutil
import subprocess

import pytest

from campaigns import filling
from campaigns.models import CheckItem
from campaigns.offline_merge import apply
from tests.offline import Book, filled, merged
from tests.test_counts import BALLOT
from tests.test_offline_workbook import AWKWARD
from tests.world import start

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed here"),
]


@pytest.fixture
def calc(tmp_path):
    """Open a workbook in Calc and save it as .xlsx again."""

    def saved_again(contents: bytes) -> bytes:
        source, target = tmp_path / "in.xlsx", tmp_path / "out"
        source.write_bytes(contents)
        profile = (tmp_path / "profile").as_uri()
        command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (target / "in.xlsx").read_bytes()

    return saved_again


@pytest.fixture
def sheet(world):
    """Item 1 has awkward words, item 2 names three numbers."""
    CheckItem.objects.filter(pk=start(world).item(2).pk).update(**BALLOT)
    awkward = dict.fromkeys(("text", "rule", "cause", "measure"), AWKWARD)
    draft = filling.Draft(
        0, {"result": "no", "methods": "查阅资料；座谈", "sample_n": 5, **awkward}
    )
    filling.save_answer(world.sheet(), world.item(1), draft, by=world.head)
    return world.sheet()


def test_saved_by_calc_an_untouched_workbook_changes_nothing(world, sheet, calc):
    found = merged(calc(filled(world)), sheet, world.head)
    assert (found.changes, found.errors, found.same) == ([], [], 3)


def test_what_was_filled_in_arrives_through_calc(world, sheet, calc):
    cells = [(2, "result", "符合"), (2, "sample_n", 9), (2, "sample_ok", 7), (2, "count_3", 6)]
    found = merged(calc(filled(world, *cells, (3, "text", "另见附件\n共3份"))), sheet, world.head)
    assert found.errors == []
    assert apply(found, {}, by=world.head) == 2
    answer = world.sheet().answers.get(item__no=2)
    assert (answer.result, answer.sample_n, answer.sample_ok) == ("ok", 9, 7)
    assert answer.counts == {"同意": 6}


def test_locks_and_drop_downs_are_there_after_calc(world, sheet, calc):
    book = Book(calc(filled(world)))
    locked = {name: book.cell(1, name).protection.locked for name in ("asked", "result", "text")}
    rules = {rule.type: str(rule.formula1) for rule in book.page.data_validations.dataValidation}
    asked = {rule.prompt for rule in book.page.data_validations.dataValidation if rule.prompt}
    hidden = book.page.column_dimensions[book.cell(1, "code").column_letter].hidden
    is_protected = book.page.protection.sheet
    book.book.close()
    assert locked == {"asked": True, "result": False, "text": False}
    assert {"list", "whole", "textLength"} <= set(rules)
    assert {"应到", "实到", "同意"} <= asked
    assert (is_protected, hidden) == (True, True)
