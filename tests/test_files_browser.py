"""Files at a real browser: one by one, through a dropped connection, beside what is typed."""

import base64
import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from campaigns.models import Answer, AnswerEvidence, Evidence
from tests.browser.chromium import AXE
from tests.evidence_files import picture
from tests.world import make_world, start

pytestmark = pytest.mark.browser

ITEM = "/campaigns/spring/sheets/SALES/1/"
LARGE = b"0123456789abcdef" * 65536 * 3  # three pieces


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def running(site):
    return start(make_world())


def choose(page, *files: tuple[str, bytes]) -> None:
    page.set_input_files(
        "#id_evidence",
        [{"name": name, "mimeType": "text/plain", "buffer": body} for name, body in files],
    )


def test_a_dropped_connection_goes_on_and_the_text_is_not_touched(running, visitor):
    # What a page sends through its service worker cannot be broken from here.
    head = visitor("head", service_workers="block")
    head.open(ITEM)
    dropped, sent, told = [], [], []  # the connection stays broken until the page has told it

    def pieces(route):
        sent.append(route.request.url)
        if "offset=1048576" in route.request.url and not told:
            dropped.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    head.page.route("**/uploads/*/?offset=*", pieces)
    choose(head.page, ("大.txt", LARGE), ("小.txt", b"small"))
    head.page.locator("#id_text").press_sequentially("边传边写", delay=5)
    expect(head.page.locator("[data-sending] li").first).to_contain_text("网络中断")
    told.append(True)
    files = head.page.locator("[data-files] .nm")
    expect(files).to_have_count(2, timeout=15_000)
    assert files.all_inner_texts() == ["大.txt", "小.txt"]
    assert Evidence.objects.get(name="大.txt").sha256 == hashlib.sha256(LARGE).hexdigest()
    assert dropped and sum("offset=0" in url for url in sent) == 2  # one a file
    expect(head.page.locator("#save-state")).to_have_attribute("data-save-state", "saved")
    head.waits(lambda: Answer.objects.get().text == "边传边写")


def test_a_refused_file_stays_in_the_list_with_its_reason_and_the_next_goes(running, visitor):
    head = visitor("head", width=360)
    head.open(ITEM)
    choose(head.page, ("假.pdf", b"MZ"), ("真.txt", b"x"))
    expect(head.page.locator("[data-files] .nm")).to_have_text(["真.txt"])
    expect(head.page.locator("[data-sending] li")).to_contain_text("“假.pdf”未收存")
    assert AnswerEvidence.objects.count() == 1
    found = Axe().run(head.page, options=AXE).response["violations"]
    assert [one["id"] for one in found] == []
    assert head.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_library_replace_and_preview_pages_on_the_phone(running, visitor):
    head = visitor("head", width=360)
    head.open(ITEM)
    choose(head.page, ("一份名字很长很长很长很长很长很长很长很长的材料.txt", b"x"))
    expect(head.page.locator("[data-files] .nm")).to_have_count(1)
    for way in ("a[href$='/replace/']", "a[href$='/library/']"):
        head.open(ITEM)
        head.page.locator(way).first.click()
        head.page.wait_for_url("**/replace/" if "replace" in way else "**/library/")
        found = Axe().run(head.page, options=AXE).response["violations"]
        assert [one["id"] for one in found] == []
        assert head.page.evaluate("document.documentElement.scrollWidth") <= 360


BUNDLE = """([name, words]) => {
  const bundle = new DataTransfer();
  const bytes = Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
  bundle.items.add(new File([bytes], name, {type: "image/png"}));
  return bundle;
}"""


def bundle(page, name: str, contents: bytes):
    """What a person drags or has copied: one file."""
    return page.evaluate_handle(BUNDLE, [name, base64.b64encode(contents).decode()])


def test_a_file_is_dropped_on_the_item(running, visitor):
    head = visitor("head")
    page = head.open(ITEM)
    given = bundle(page, "现场.png", picture())
    page.dispatch_event("#evidence [data-drop]", "dragover", {"dataTransfer": given})
    expect(page.locator("#evidence [data-drop].over")).to_have_count(1)
    page.dispatch_event("#evidence [data-drop]", "drop", {"dataTransfer": given})
    expect(page.locator("[data-files] .nm")).to_have_text(["现场.png"])
    assert Evidence.objects.get().kind == "image/png"


def test_a_copied_picture_is_pasted_and_the_typed_text_stays(running, visitor):
    head = visitor("head")
    page = head.open(ITEM)
    page.locator("#id_text").fill("见截图")
    given = bundle(page, "image.png", picture())
    page.evaluate(
        """(data) => document.getElementById("id_text").dispatchEvent(
             new ClipboardEvent("paste", {clipboardData: data, bubbles: true}))""",
        given,
    )
    expect(page.locator("[data-files] .nm")).to_have_text(
        [re.compile(r"^粘贴图片\d{4}-\d{6}\.png$")]
    )
    head.waits(lambda: Answer.objects.get().text == "见截图")


def test_a_photo_of_the_camera_goes_on_its_own(running, visitor):
    head = visitor("head", width=360, has_touch=True, is_mobile=True)
    page = head.open(ITEM)
    camera = page.locator("#id_evidence-camera")
    assert camera.get_attribute("capture") == "environment"
    assert camera.get_attribute("accept") == "image/*"
    expect(page.locator("label[for=id_evidence-camera]")).to_be_visible()
    photo = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": picture(kind="JPEG")}
    camera.set_input_files([photo])
    expect(page.locator("[data-files] .nm")).to_have_text(["照片.jpg"])
    assert camera.evaluate("field => field.files.length") == 0
