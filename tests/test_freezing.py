"""What is signed is kept word for word: a document goes into JSON and comes back the same."""

import json

import pytest

from reports.document import Distribution, Figure, Masthead, Paragraph, Slip
from reports.freezing import KINDS, freeze, thaw, thaw_document
from tests.hostile_document import hostile_document
from tests.sample_document import sample_document


@pytest.mark.parametrize("document", [sample_document(), sample_document(draft=False, rows=0)])
def test_a_document_comes_back_as_it_was(document):
    assert thaw_document(json.loads(json.dumps(freeze(document)))) == document


def test_marks_and_rare_signs_survive():
    document = hostile_document()
    assert thaw_document(json.loads(json.dumps(freeze(document)))) == document


def test_a_figure_keeps_number_count_and_link():
    figure = Figure("rate", "99.9%", "99.9%", count=3, url="/campaigns/x/figures/rate/")
    paragraph = Paragraph(("符合率", figure, "。"), key="state")
    assert freeze(paragraph)["runs"][1] == {
        "is": "Figure",
        "name": "rate",
        "text": "99.9%",
        "value": "99.9%",
        "count": 3,
        "url": "/campaigns/x/figures/rate/",
    }
    assert thaw(freeze(paragraph)) == paragraph


def test_every_kind_of_the_model_can_be_frozen():
    used = {type(block).__name__ for block in sample_document().all_blocks()}
    letters = {"Slip"}  # an invitation is no document of the campaign
    charts = {"Chart", "Bar"}
    briefs = {"Masthead", "Distribution"}
    form = {"Letterhead", "Imprint"}
    rest = {"Annex", "Column", "Document", "Face", "Figure", "Missing"}
    assert used | rest | letters | charts | briefs | form == set(KINDS)


def test_a_letter_can_be_frozen_with_its_code():
    slip = Slip("邀请函", (("请开通账号。",),), "https://x.example/i/ab/", ("扫码",), ("公司", ""))
    assert thaw(freeze(slip)) == slip


def test_head_and_tail_of_a_brief_can_be_frozen():
    for block in (
        Masthead("专项自查简报", "第3期", "监督室", "2026年3月13日"),
        Distribution(("报：领导小组", "发：各部门"), "（共印30份）"),
    ):
        assert thaw(json.loads(json.dumps(freeze(block)))) == block


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        thaw({"is": "Path", "name": "/etc/passwd"})


def test_what_is_no_document_is_refused():
    with pytest.raises(TypeError):
        thaw_document(freeze(Paragraph(("文",))))
