"""A paper as data: what a script or another program reads of it."""

from __future__ import annotations

import json

import pytest

from reports.document import Column, Document, Face, Figure, Missing, Paragraph, Table
from reports.renderers.json import document_json, figures_of
from tests.hostile_document import hostile_document
from tests.sample_document import sample_document


def test_a_paper_is_plain_data():
    paper = document_json(sample_document())
    assert json.loads(json.dumps(paper)) == paper
    assert paper["title"] == "东山设备公司关于特种设备安全管理专项检查情况的报告"
    assert [block["kind"] for block in paper["blocks"]].count("heading") == 6
    assert [annex["number"] for annex in paper["annexes"]] == [1, 2]
    assert len(paper["annexes"][0]["blocks"][0]["rows"]) == 30
    assert [(gap["missing"], gap["url"]) for gap in paper["missing"]] == [
        ("责任部门", "/findings/1/"),
        ("完成时限", ""),
        ("抽查数量", ""),
    ]


def test_figures_are_listed_in_reading_order():
    assert document_json(sample_document())["figures"] == [
        {"name": "departments", "value": 12, "text": "12", "count": 12, "url": "/go/department/"},
        {"name": "people", "value": 348, "text": "348", "count": 348, "url": ""},
        {"name": "ok", "value": 29, "text": "29", "count": 29, "url": ""},
    ]


SIX = Figure("findings", "6", 6, count=6)


def test_a_figure_is_listed_once_and_carried_figures_come_last():
    rate = Figure("rate", "100%", 1.0)
    document = Document("甲", (Paragraph((SIX, "、", SIX)),), figures=(rate, SIX))
    assert figures_of(document) == (SIX, rate)


@pytest.mark.parametrize(
    "other",
    [
        Figure("findings", "7", 6, count=6),
        Figure("findings", "6", 7, count=6),
        Figure("findings", "6", 6, count=7),
    ],
)
def test_one_number_is_one_object(other):
    table = Table((Column("甲", 10),), (((other,),),))
    with pytest.raises(ValueError, match="findings"):
        document_json(Document("甲", (Paragraph((SIX,)), table)))


def test_runs_tell_words_figures_gaps_and_faces_apart():
    (block,) = document_json(
        Document("甲", (Paragraph(("共", SIX, Missing("乙"), Face("丙", "hei")), key="k"),))
    )["blocks"]
    assert block == {
        "kind": "paragraph",
        "key": "k",
        "text": "共6【待补：乙】丙",
        "runs": [
            "共",
            {"figure": "findings", "text": "6"},
            {"missing": "乙", "text": "【待补：乙】", "url": ""},
            {"face": "hei", "text": "丙"},
        ],
    }


def test_data_of_hostile_records_can_be_written_as_utf_8():
    text = json.dumps(document_json(hostile_document()), ensure_ascii=False)
    assert text.encode("utf-8").count(b"\x00") == 0
    assert "\ud800" not in text
