"""Back with the browser to a preview that was confirmed: what came, and the way on."""

import pytest
from django.urls import reverse

from organization import clock
from tests import test_checklist_import as checklists
from tests import test_directory_import as directories
from tests import test_ledger_import as ledgers
from tests import test_offline_workbook as workbooks
from tests.offline import filled
from tests.signed_in import at_browser
from tests.visiting import text, visit
from tests.world import at, start


@pytest.fixture(autouse=True)
def today():
    with clock.at(at(ledgers.TODAY)):
        yield


def said(response) -> str:
    """What the page says, once it is sure to be the one that tells of an import."""
    page = ledgers.page_of(response)
    assert [text(one) for one in page.xpath("//h1")] == ["该文件已导入"]
    return text(page.xpath("//section[@class='refusal']")[0])


def ways_on(response) -> list[str]:
    page = ledgers.page_of(response)
    return page.xpath("//p[@class='refusal-acts']/a/@href")


def of_a_checklist(world, client) -> tuple[str, str, list[str]]:
    rows = checklists.as_csv(checklists.HEAD, ["1", "甲", "第一项"], ["2", "乙", "第二项"])
    preview = checklists.upload(client, rows).url
    to = client.post(f"{preview}confirm/").url
    return preview, "已导入“客服检查表”，共2个检查项点。", [to, reverse("checklist_import"), "/"]


def of_a_ledger(world, client) -> tuple[str, str, list[str]]:
    start(world)
    shown = ledgers.preview_of(client, ledgers.theirs())
    to = ledgers.confirm(client, shown).url
    again = reverse("ledger_import", args=["spring"])
    return shown.request["PATH_INFO"], "已导入3项任务。", [to, again, "/"]


@pytest.mark.parametrize("imported", [of_a_checklist, of_a_ledger])
def test_the_preview_tells_what_came_and_leads_on(world, imported):
    client = visit("clerk")
    preview, words, ways = imported(world, client)
    back = client.get(preview)
    assert back.status_code == 200 and words in said(back)
    assert ways_on(back) == ways
    again = client.post(f"{preview}confirm/")
    assert again.status_code == 409 and words in said(again)


def test_so_does_the_preview_of_the_directory(world):
    sent = directories.upload(directories.file([directories.TEAM]))
    client = at_browser("admin")
    page = ledgers.page_of(client.get(sent.url))
    [digest] = page.xpath("//input[@name='digest']/@value")
    to = client.post(f"{sent.url}confirm/", {"digest": digest}).url
    back = client.get(sent.url)
    assert "已导入，共1处变动。" in said(back)
    assert ways_on(back) == [to, reverse("directory_import"), "/"]


def test_so_does_the_preview_of_a_filled_workbook(world):
    client = visit("head")
    start(world)
    preview = workbooks.upload(client, filled(world, (1, "result", "符合"))).url
    to = workbooks.confirm(client, preview).url
    back = client.get(preview)
    assert "已采用填报表内容，保存1项。" in said(back)
    assert ways_on(back) == [to, reverse("workbook", args=workbooks.SHEET), "/"]


def test_it_is_told_to_whoever_imported_and_to_nobody_else(world):
    client = visit("clerk")
    preview, words, _ways = of_a_checklist(world, client)
    assert words in said(client.get(preview))
    assert visit("clerk").get(preview).status_code == 404  # signed in anew: it is kept no longer
