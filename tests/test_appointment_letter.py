"""聘书: one sentence that appoints, one that says what for, one that promises."""

import pytest
from django.urls import reverse

from findings import evaluators
from findings.models import EvaluatorTerm
from organization import clock
from organization.models import Event
from reports.document import Addressee, Document, Paragraph, Signature, Title, plain
from reports.papers import appointment_letter
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.evaluating import appointed
from tests.stage import staged
from tests.visiting import get, text, visit
from tests.world import at, start


def build(world):
    start(world)
    with clock.at(at()):
        appointed(world)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(build, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def paper(world) -> Document:
    return appointment_letter.write(EvaluatorTerm.objects.get(pk=world.term.pk))


def said(document: Document, key: str) -> str:
    [block] = [b for b in document.blocks if isinstance(b, Paragraph) and b.key == key]
    return plain(block.runs)


def the(kind, document: Document):
    [block] = [block for block in document.blocks if isinstance(block, kind)]
    return block


def test_whom_for_what_from_when_to_when(world):
    document = paper(world)
    assert said(document, "appointed") == (
        "兹聘请您担任示例公司“春季专项自查”行评代表（消协），聘期自2026年3月2日至2026年4月1日。"
    )
    assert said(document, "close") == "特此聘请。"
    assert plain(the(Addressee, document).name) == "消费者协会消协代表同志"
    assert the(Title, document).number == "聘〔2026〕1号"
    signed = the(Signature, document)
    assert (plain(signed.organisation), plain(signed.date)) == ("示例公司", "2026年3月2日")


def test_it_promises_what_the_program_keeps(world):
    document = paper(world)
    assert "不保留评分人姓名" in said(document, "promise")
    assert "逐条答复" in said(document, "promise") and "评议打分" in said(document, "duties")
    assert list(document.missing()) == []


def test_one_that_ended_early_says_so(world):
    assert the(Title, paper(world)).note == ""
    with clock.at(at(hour=12)):
        evaluators.end_early(world.term, "工作调动", by=world.clerk)
    assert the(Title, paper(world)).note == "（已于2026年3月2日解聘）"


def test_printed_as_pdf_and_word_and_kept_in_the_log(world):
    with clock.at(at()):
        page = text(get("clerk", "appointment", "spring", world.term.pk))
        assert "兹聘请您担任" in page
        for format_, head in (("pdf", b"%PDF"), ("docx", b"PK")):
            address = reverse("appointment_file", args=["spring", world.term.pk, format_])
            answer = visit("clerk").get(address)
            assert answer.content.startswith(head)
    told = Event.objects.filter(kind="evaluatorterm.printed")
    assert sorted(row.particulars["format"] for row in told) == ["docx", "pdf"]
    assert render_pdf(paper(world)) and render_docx(paper(world))


def test_a_category_that_is_the_name_of_the_office_is_not_said_twice(world):
    EvaluatorTerm.objects.filter(pk=world.term.pk).update(category="行评代表")
    assert said(paper(world), "appointed") == (
        "兹聘请您担任示例公司“春季专项自查”行评代表，聘期自2026年3月2日至2026年4月1日。"
    )
