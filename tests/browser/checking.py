"""Third chapter: review, redo, two rounds side by side, verification, records."""

from playwright.sync_api import expect

from tests.browser.answering import SHEET, answer, saved
from tests.browser.setting_up import AT, end_phase, open_phase
from tests.browser.visitor import Visitor

REVIEW = f"{AT}review/SALES/"
NEW = "八月、九月台账未登记，共两本。"


def begin(office: Visitor) -> None:
    """Everybody signed and submitted: two phases end, the last one opens."""
    end_phase(office, 1)
    end_phase(office, 2)
    open_phase(office, 3)


def send_back(office: Visitor) -> None:
    """One item, with a reason; the others are accepted by a key."""
    office.open(f"{AT}review/")
    office.page.locator(f"main a[href='{REVIEW}']").first.click()
    office.open(f"{REVIEW}1/")
    office.page.keyboard.press("a")
    office.waits(lambda: answer(1).status == "accepted")
    office.open(f"{REVIEW}2/")
    office.act("send_back", reason="superficial", note="写明哪几个月、几本台账")
    office.waits(lambda: answer(2).status == "returned")


def redo(head: Visitor) -> None:
    """The reason is on the item; the accepted item stays locked."""
    head.open("/")
    head.sees("退回")
    head.open(f"{SHEET}1/")
    assert head.page.locator("form[data-act=save_answer]").count() == 0
    head.open(f"{SHEET}2/")
    head.sees("写明哪几个月、几本台账")
    head.page.locator("#id_text").fill(NEW)
    saved(head)
    assert answer(2).status == "returned"  # words alone are no new check
    head.page.keyboard.press("Escape")
    head.page.keyboard.press("d")
    head.page.keyboard.press("Space")
    head.waits(lambda: answer(2).status == "answered")
    saved(head)
    head.act("submit_sheet", signature="销售部负责人")
    assert head.status("selfcheck") == "submitted"
    assert answer(2).round == 2


def accept(office: Visitor) -> None:
    """The office accepts what waits, also of the other department."""
    office.open(f"{REVIEW}2/")
    read_rounds(office)
    office.act("accept_item")
    office.open(f"{AT}review/SERVICE/")
    office.act("accept_all")
    office.open(f"{AT}review/SERVICE/")
    assert office.status("selfcheck") == "accepted"


def read_rounds(who: Visitor) -> None:
    """Word for word: round 1 beside round 2."""
    first, second = who.page.locator("article[data-round]").all()
    expect(first).to_contain_text("八月台账未登记")
    expect(first).to_contain_text("写明哪几个月、几本台账")
    expect(second).to_contain_text(NEW)
    assert "共两本" in "".join(second.locator("ins").all_inner_texts())


def read_rounds_as_head(head: Visitor) -> None:
    """The department reads the same, also after the acceptance."""
    head.open(f"{SHEET}2/")
    assert head.status("answer") == "accepted"
    read_rounds(head)


def verify(inspector: Visitor) -> None:
    """An inspector of another department looks with the own eyes."""
    inspector.open(f"{AT}verification/SALES/1/")
    inspector.act("verify", result="ok", method="现场查看", sample_n=5, sample_ok=5)
    assert inspector.page.locator("form[data-act=verify]").count() == 0
    inspector.open(f"{AT}verification/")
    inspector.sees("现场查看")


def answer_from_records(office: Visitor) -> None:
    """系统取数: sent to nobody, answered in the last phase."""
    office.open(f"{AT}records/")
    office.act("answer_from_records", result="ok", text="签阅记录3人次，传达面100%")
    assert office.status("recordedanswer") == "ok"
