"""Papers come out in the characters of their campaign, whoever reads them in whatever language."""

import ast
import json

import pytest
from django.utils.translation import override

from campaigns.models import Campaign
from organization import clock
from organization.traditional import traditional
from reports.document import Figure, Missing, Paragraph
from reports.figures import Figures
from reports.papers import PAPERS, write
from reports.renderers.docx import render_docx
from reports.renderers.json import document_json
from reports.scripts import in_script, to_be_checked
from tests.reporting import afresh, told_once
from tests.sample_document import sample_document
from tests.source import ROOT
from tests.word_file import part

NUMBERS = ("name", "value", "count", "url")


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def words(document) -> str:
    return json.dumps(document_json(document), ensure_ascii=False)


def in_traditional(story) -> Campaign:
    Campaign.objects.filter(pk=story.campaign.pk).update(language="zh-hant")
    return Campaign.objects.get(pk=story.campaign.pk)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_of_a_traditional_campaign_has_no_simplified_character(story, kind):
    document = write(kind, Figures(in_traditional(story), clock.now()))
    text = words(document)
    assert traditional(text) == text
    assert document.language == "zh-TW"


@pytest.mark.parametrize("kind", PAPERS)
def test_who_reads_it_in_english_reads_the_same_paper(story, kind):
    now = clock.now()
    with override("en"):
        abroad = write(kind, Figures(story.campaign, now))
    assert words(abroad) == words(write(kind, Figures(story.campaign, now)))


def test_figures_keep_their_numbers_and_links(story):
    now = clock.now()
    simple = write("final", Figures(story.campaign, now))
    full = write("final", Figures(in_traditional(story), now))
    assert numbers(full) == numbers(simple)


def numbers(document) -> list[tuple]:
    runs = [run for b in document.blocks if isinstance(b, Paragraph) for run in b.runs]
    figures = [run for run in runs if isinstance(run, Figure)]
    assert figures
    return [tuple(getattr(figure, name) for name in NUMBERS) for figure in figures]


def test_what_is_missing_is_said_in_its_characters_and_still_missing():
    document = in_script(sample_document(), "zh-hant")
    gap = Missing("发文日期")
    [found] = (
        in_script(type(document)(title="", blocks=(Paragraph((gap,)),)), "zh-hant").blocks[0].runs
    )
    assert (type(found), found.text) == (Missing, "【待補：發文日期】")


def test_word_and_checks_know_the_script():
    document = in_script(sample_document(), "zh-hant")
    assert b'w:eastAsia="zh-TW"' in bytes_of(part(render_docx(document), "word/styles.xml"))
    back = to_be_checked(document)
    assert words(back).replace("zh-TW", "zh-CN") == words(sample_document())


def bytes_of(element) -> bytes:
    from lxml import etree

    return etree.tostring(element)


def test_every_paper_comes_out_in_the_script_of_its_campaign():
    """Whoever adds a paper decorates its `write` with `in_its_script`."""
    bare = []
    for path in sorted((ROOT / "reports" / "papers").rglob("*.py")):
        code = ast.parse(path.read_text(encoding="utf-8"))
        bare += [
            f"{path.name}:{node.lineno}"
            for node in code.body
            if isinstance(node, ast.FunctionDef) and node.name == "write"
            if path.parent.name != "papers" or path.name != "__init__.py"
            if not any(getattr(one, "id", "") == "in_its_script" for one in node.decorator_list)
        ]
    assert bare == []
