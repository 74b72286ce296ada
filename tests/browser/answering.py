"""Second chapter: head and member fill with keys and pointer, hand over, submit."""

import re
from pathlib import Path

from playwright.sync_api import expect

from campaigns.models import Answer
from tests.browser.setting_up import AT, CODE, open_phase
from tests.browser.visitor import Visitor

SHEET = f"{AT}sheets/SALES/"
CLOCK = re.compile(r"^\d\d:\d\d$")
# The smallest picture there is: one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def picture(folder: Path, name: str) -> Path:
    """A picture to hand in as evidence, each with other bytes: the same one is kept once."""
    path = folder / name
    path.write_bytes(PIXEL + name.encode())
    return path


def answer(no: int, department: str = "SALES") -> Answer:
    """What is on the sheet now."""
    return Answer.objects.get(
        selfcheck__campaign__code=CODE, selfcheck__department__code=department, item__no=no
    )


def saved(who: Visitor) -> None:
    """The item says that it is saved, and when."""
    state = who.page.locator("#save-state")
    expect(state).to_have_attribute("data-save-state", "saved")
    expect(state.locator("[data-time]")).to_have_text(CLOCK)


def fill_first_item(head: Visitor, evidence: Path) -> None:
    """符合 is one key; a file is sent by itself; N goes on."""
    head.open("/")
    head.page.locator(f"main a[href*='{AT}'], main a[href*='/go/']").first.click()
    head.page.wait_for_url(f"**{SHEET}**")
    assert head.status("selfcheck") == "assigned"
    head.open(f"{SHEET}1/")
    head.page.keyboard.press("1")
    saved(head)
    head.page.set_input_files("#id_evidence", str(evidence))
    expect(head.page.locator("[data-files]")).to_contain_text(evidence.name)
    head.page.locator("h1").click()
    head.page.keyboard.press("n")
    head.page.wait_for_url(f"**{SHEET}2/**")
    assert (answer(1).result, answer(1).evidence_uses.count()) == ("ok", 1)


def hand_over(head: Visitor, member_pk: int) -> None:
    """The second item goes to the member; the head only reads it."""
    head.page.locator("a[href$='/hand-over/']").click()
    head.act("hand_over", to=str(member_pk))
    head.page.wait_for_url(f"**{SHEET}2/")
    assert head.page.locator("form[data-act=save_answer]").count() == 0
    assert head.page.locator("form[data-act=take_back]").count() == 1


def fill_handed_item(member: Visitor) -> None:
    """不符合 asks for the problem; the member cannot submit."""
    member.open(f"{SHEET}2/")
    member.page.keyboard.press("2")
    member.page.locator("#id_text").press_sequentially("八月台账未登记", delay=1)
    member.page.locator("#id_cause").fill("交接不清")
    member.page.locator("#id_rule").fill("逐月登记")
    saved(member)
    assert (answer(2).result, answer(2).text) == ("no", "八月台账未登记")
    assert member.page.locator("form[data-act=submit_sheet]").count() == 0


def take_back(head: Visitor) -> None:
    """What the member wrote stays."""
    head.open(f"{SHEET}2/")
    head.act("take_back")
    expect(head.page.locator("#id_text")).to_have_value("八月台账未登记")


def be_refused(head: Visitor) -> None:
    """With a bare 不适用 the button says what is missing, and the server does not rely on it."""
    head.open(f"{SHEET}1/")
    head.page.keyboard.press("3")
    expect(head.page.locator("[data-missing]")).to_contain_text("1")
    button = head.form("submit_sheet").locator("[type=submit]")
    expect(button).to_be_disabled()
    expect(button).to_contain_text("还差1项")
    button.evaluate("one => { one.disabled = false; }")
    head.act("submit_sheet", signature="销售部负责人")
    head.sees("第1项")
    assert "自查表尚未填完，还差1项" in head.page.locator("#refusal").inner_text()
    head.page.locator("#refusal a[href*='/sheets/SALES/1/']").click()
    head.page.wait_for_url(f"**{SHEET}1/")
    head.page.keyboard.press("1")
    saved(head)


def submit(head: Visitor) -> None:
    """Signed with the name, under the whole sheet."""
    head.open(SHEET)
    expect(head.page.locator("[data-missing-count]")).to_have_text("0")
    head.act("submit_sheet", signature="销售部负责人")
    head.sees("自查表已签名提交")
    assert head.status("selfcheck") == "submitted"


def fill_of_service(head: Visitor) -> None:
    """The other department: two items, both compliant."""
    for no in (2, 3):
        head.open(f"{AT}sheets/SERVICE/{no}/")
        head.page.keyboard.press("1")
        saved(head)
    head.form("submit_sheet").locator("[name=nil]").check()
    head.act("submit_sheet", signature="服务部负责人")
    assert head.status("selfcheck") == "submitted"


def begin(office: Visitor) -> None:
    """The self-check phase is opened; the first may still be under way."""
    open_phase(office, 2)
