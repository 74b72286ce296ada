"""Fifth chapter: the report is checked, signed, issued, rendered and downloaded."""

import zipfile

from organization import jobs
from organization.models import Department, Event
from reports.models import Publication
from tests.browser.setting_up import AT
from tests.browser.visitor import Visitor

PAPER = f"{AT}papers/final/"


def read(leader: Visitor) -> None:
    """The paper stands there before anybody wrote it: its numbers lead to their records."""
    leader.open(PAPER)
    leader.sees("台账登记不及时")
    leader.sees("特此报告")
    figure = leader.page.locator("[data-figure=items]").first
    assert figure.get_attribute("data-value") == "4"
    figure.click()
    dialog = leader.page.locator("dialog[open]")
    dialog.locator("[data-count='4']").wait_for()
    assert dialog.locator("[data-thing^='checkitem:']").count() == 4


def ask_to_sign(office: Visitor) -> None:
    """Nothing is missing: the leaders are asked."""
    office.open(PAPER)
    office.act("send_to_review")
    assert office.status("publication") == "in_review"


def sign(leader: Visitor) -> None:
    """From the list of what waits to the signature."""
    leader.open("/")
    leader.page.locator(f"main a[href*='{PAPER}'], main a[href*='/go/reports.']").first.click()
    leader.page.wait_for_url(f"**{PAPER}")
    leader.act("sign_paper")
    assert leader.status("publication") == "signed"


def issue(office: Visitor) -> None:
    """The words are frozen; a worker makes the files."""
    office.open(PAPER)
    office.act("issue_paper", document_number="示例〔2026〕12号")
    assert office.status("publication") == "issued"
    jobs.run_all()  # previews of evidence may wait as well
    office.open(PAPER)
    assert Publication.objects.get().files.count() == 2


def download(office: Visitor) -> None:
    """Word and PDF, with Chinese file names that survive."""
    for ending in ("pdf", "docx"):
        link = office.page.locator(f"a[href='{PAPER}files/{ending}/']").first
        with office.page.expect_download() as coming:
            link.click()
        file = coming.value
        assert file.suggested_filename.endswith(f".{ending}")
        assert "报告" in file.suggested_filename
        content = file.path().read_bytes()
        assert content[:4] == (b"%PDF" if ending == "pdf" else b"PK\x03\x04")
        if ending == "docx":
            with zipfile.ZipFile(file.path()) as package:
                assert "台账登记不及时" in package.read("word/document.xml").decode()


def administer(admin: Visitor, sales: Department) -> None:
    """The administrator sees people and jobs, and nothing of the campaign."""
    admin.open("/directory/")
    admin.page.get_by_role("link", name=sales.name).first.click()
    admin.sees("销售部负责人")
    admin.open("/jobs/")
    assert admin.status("job") == "done"
    assert admin.page.goto(admin.site + PAPER).status == 404


def audit(auditor: Visitor) -> None:
    """The auditor reads every act and nothing else."""
    auditor.open("/events/")
    shown = auditor.page.locator("[data-thing^='event:']").count()
    assert 0 < shown <= Event.objects.count()
    auditor.sees("印发")
    assert auditor.page.goto(auditor.site + PAPER).status == 404
