"""The report of Wuhan with three records more: every format says so."""

import json
from datetime import datetime

import docx
import pytest
from django.core.management import call_command
from django.utils import timezone
from lxml import html
from pypdf import PdfReader

from tests.stories import WUHAN, copied, replayed
from tests.test_story_wuhan_report import EVENING

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def changed(django_db_setup, django_db_blocker, tmp_path_factory):
    """One faulty visit, one complaint of a new cause and one valid proposal more."""

    def visit(row):
        return {**row, "faults": "服务态度=没有主动接待"} if row["code"] == "B01" else row

    def complaint(row):
        return {**row, "total": "101", "counts": f"{row['counts']};网络信号不稳定=1"}

    def proposal(row):
        if row["code"] != "Y002":
            return row
        valid = {"verdict": "valid", "value": "low", "effort": "low", "reason": ""}
        fate = {"fate_on": "2010-10-22T11:30", "fate_by": "dq.clerk", "fate_reason": "暂不列入"}
        return {**row, **valid, "fate": "declined", **fate}

    changes = {"site_visits": visit, "complaints": complaint, "proposals": proposal}
    folder = copied(tmp_path_factory.mktemp("story") / "wuhan", changes, of=WUHAN)
    with django_db_blocker.unblock():
        yield from replayed(folder, year=2010)


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "json"])
def test_every_format_follows_the_records(changed, tmp_path, form):
    path = tmp_path / f"report.{form}"
    call_command("paper", "wuhan", "final", format=form, output=path, now=_at())
    text = read(path)
    for words in (
        "其中19个存在",
        "占21.3%（19/89）",
        "共受理升级投诉101件",
        "因网络信号不稳定引发的1件、占1%（1/101）",
        "占19.8%（20/101）",
        "收集有效建议134条",
    ):
        assert words in text, words


def _at():
    return timezone.make_aware(datetime.fromisoformat(EVENING))


def read(path) -> str:
    """The words of a paper, whatever the format breaks them at."""
    if path.suffix == ".pdf":
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
    elif path.suffix == ".docx":
        text = "".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    elif path.suffix == ".json":
        text = words_in(json.loads(path.read_text(encoding="utf-8")))
    else:
        text = text_of_page(path)
    return "".join(text.split())


def words_in(value) -> str:
    """The texts of a JSON document in reading order."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(words_in, value))
    if isinstance(value, dict):
        return words_in(value["text"]) if "text" in value else words_in(list(value.values()))
    return ""


def text_of_page(path) -> str:
    return html.fromstring(path.read_text(encoding="utf-8")).text_content()
