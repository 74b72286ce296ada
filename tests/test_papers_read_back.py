"""Every paper of both kinds of campaign, rendered and read back, in both scripts."""

import re

import pytest

from campaigns.models import Campaign
from organization import clock
from reports.figures import Figures
from reports.kinds import KINDS
from reports.renderers.docx import render_docx
from reports.renderers.pdf import missing_glyphs, render_pdf
from tests.crawler import Crawler
from tests.paper_words import latin_in, lines_of_word, simplified_in, text_of_pdf, wrong_in
from tests.reporting import told_once
from tests.signed_in import at_browser

OWN = frozenset({"SPRING", "spring", "SALES", "SERVICE", "OFFICE", "CO"})
CAMPAIGNS = {"supervision": "A", "appraisal": "B"}  # with the form of its report


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture(params=["zh-hans", "zh-hant"])
def language(request) -> str:
    return request.param


@pytest.fixture(params=CAMPAIGNS)
def campaign(base, db, language, request) -> Campaign:
    Campaign.objects.filter(pk=base.campaign.pk).update(
        language=language,
        kind=request.param,
        report_template=CAMPAIGNS[request.param],
        authorities="市纠风办",
    )
    return Campaign.objects.get(pk=base.campaign.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_in_the_characters_of_its_campaign(campaign, language, kind):
    document = KINDS[kind].write(Figures(campaign, clock.now()))
    files = render_pdf(document), render_docx(document)
    assert wrong_in(*files, language=language, own_words=OWN) == []
    assert missing_glyphs(document) == set()


@pytest.mark.slow
def test_whatever_pages_offer_for_printing_is_too(campaign, language):
    """Sheets, forms, lists, minutes, letters: what a link of the office leads to."""
    visits = Crawler(at_browser("clerk"), few=2, own_words=OWN).crawl(
        f"/campaigns/{campaign.code}/"
    )
    files = {address: visit.file for address, visit in visits.items() if visit.file}
    pdfs = {address: text_of_pdf(file) for address, file in files.items() if file[:4] == b"%PDF"}
    words = {
        address: lines_of_word(file)
        for address, file in files.items()
        if file[:2] == b"PK" and b"word/document.xml" in file
    }
    read = {**pdfs, **{address: "\n".join(lines) for address, lines in words.items()}}
    assert {address: found for address in read if (found := latin_in(read[address], OWN))} == {}
    if language == "zh-hant":
        assert {at: found for at, lines in words.items() if (found := simplified_in(lines))} == {}
    assert len(pdfs) >= LEAST and len(words) >= LEAST, sorted(read)


LEAST = 5


def test_it_finds_what_should_not_be_there(sample_files):
    pdf, word = sample_files
    assert wrong_in(pdf, word, language="zh-hans", own_words=frozenset({"ISO"})) == []
    assert any(
        re.match("not traditional: ", one) for one in wrong_in(pdf, word, language="zh-hant")
    )
    assert latin_in("共有 findings 三项") == {"findings"}


@pytest.fixture
def sample_files():
    from tests.sample_document import sample_document

    return render_pdf(sample_document()), render_docx(sample_document())
