"""隐去姓名: the same words without people, in every renderer; and the mark of drafts."""

import json
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from django.test import Client
from django.utils.translation import override
from docx import Document as WordFile

from findings.masking import surname_only
from organization import clock, jobs
from organization.models import Job, Person
from reports import publishing, rendering
from reports import without_names as without_names_module
from reports.document import Annex, Column, Document, Figure, Paragraph, Table, Title, plain
from reports.freezing import freeze, thaw_document
from reports.kinds import KINDS
from reports.letterhead import Letterhead
from reports.models import PaperFile
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.pdf import render_pdf
from reports.scripts import in_script
from reports.without_names import shown_without_names, without_names
from tests.reporting import LAST, afresh, told_once
from tests.world import at

NAMES = ("张三", "李四", "欧阳小明")


def pdf_text(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return "".join(char["text"] for page in pdf.pages for char in page.chars)


def properties(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return str(pdf.metadata)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world = afresh(base)
    for account, name, post in (
        ("member", "张三", ""),
        ("head", "李四", "销售部经理"),
        ("employee", "欧阳小明", ""),
    ):
        Person.objects.filter(account=account).update(name=name, post=post)
    with clock.at(at(LAST, 15)):
        yield world


def paper() -> Document:
    link = Figure("signed", "张三、欧阳小明", "张三、欧阳小明", count=2, url="/people/张三/")
    number = Figure("n", "13912345678", 13912345678, url="/n/")
    return Document(
        title="关于张三同志有关情况的报告",
        subject="李四汇报",
        author="示例公司",
        blocks=(
            Title(("关于张三同志", "有关情况的报告")),
            Paragraph(
                ("由销售部经理李四牵头，", link, "配合，电话13912345678，共", number, "项。")
            ),
        ),
        annexes=(
            Annex(
                "欧阳小明同志的说明",
                (Table((Column("责任人", 40),), (("张三",), (("李四", "（牵头）"),))),),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("张三", "张某"),
        ("张小三", "张某某"),
        ("欧阳明", "欧阳某"),
        ("欧阳小明", "欧阳某某"),
        ("欧阳", "欧某"),
        ("欧阳某", "欧阳某"),
        ("Zhang San", "有关人员"),
    ],
)
def test_a_name_becomes_its_surname(name, said):
    assert surname_only(name) == said


def test_people_become_posts_or_surnames_and_the_rest_stays(story):
    document = without_names(paper())
    assert document.title == "关于张某同志有关情况的报告"
    assert document.subject == "销售部经理汇报"
    text, link, *more = document.blocks[1].runs
    assert (text, link.text) == ("由销售部经理牵头，", "张某、欧阳某某")
    assert (link.url, link.count, link.name) == ("/people/张三/", 2, "signed")
    assert more == ["配合，电话139****5678，共", paper().blocks[1].runs[3], "项。"]
    assert document.annexes[0].title == "欧阳某某同志的说明"
    rows = document.annexes[0].blocks[0].rows
    assert rows == (("张某",), (("销售部经理", "（牵头）"),))
    assert without_names(document) == document


def test_names_go_from_a_paper_in_traditional_characters_too(story):
    document = without_names(in_script(paper(), "zh-hant"))
    assert document.title == "關於張某同志有關情況的報告"
    assert document.subject == "銷售部經理彙報"
    text, link, *_more = document.blocks[1].runs
    assert (text, link.text) == ("由銷售部經理牽頭，", "張某、歐陽某某")
    assert document.annexes[0].title == "歐陽某某同志的說明"


def test_no_word_of_another_language_takes_the_place_of_a_name(story):
    Person.objects.filter(account="member").update(name="Zhang San")
    document = replace(paper(), title="关于Zhang San同志的报告")
    with override("en"):
        assert without_names(document).title == "关于有关人员同志的报告"
        assert shown_without_names(document.title) == "关于有关人员同志的报告"


def test_frozen_words_lose_their_names_and_the_frozen_ones_keep_them(story):
    frozen = json.loads(json.dumps(freeze(paper())))
    assert without_names(thaw_document(frozen)) == without_names(paper())
    assert thaw_document(frozen) == paper()


def test_no_renderer_and_no_property_tells_a_name(story):
    document = without_names(paper())
    word = WordFile(BytesIO(render_docx(document)))
    pdf = render_pdf(document)
    told = [
        pdf_text(pdf),
        properties(pdf),
        word.element.xml,
        word.core_properties.title + word.core_properties.subject,
        str(render_html(document)).replace("/people/张三/", ""),
    ]
    for text in told:
        assert not any(name in text for name in NAMES)
    assert all("张某" in text for text in (told[0], told[2], told[4]))


def test_the_edition_without_names_stands_beside_the_signed_one(story, monkeypatch):
    makes = {"pdf": lambda d: plain(d.blocks[0].runs).encode(), "docx": lambda d: b"word"}
    for format_, make in makes.items():
        monkeypatch.setitem(rendering.RENDERERS, format_, make)
    signed = replace(paper(), blocks=(Paragraph(("张三",)),))
    row = publishing.draft(story.campaign, "final", by=story.clerk)
    row.content, row.signed_at, row.as_of = freeze(signed), clock.now(), clock.now()
    row.status = "signed"
    row.save()
    jobs.run(publishing.ask_for_files(row, by=story.clerk).pk)
    before = {file.format: file.sha256 for file in PaperFile.objects.all()}
    client = Client()
    client.force_login(story.clerk, "django.contrib.auth.backends.ModelBackend")
    client.post("/campaigns/spring/papers/final/files/", {"names": "hidden"})
    assert jobs.run_all()
    files = {file.format: file for file in PaperFile.objects.all()}
    assert {kind: files[kind].sha256 for kind in before} == before
    assert sorted(files) == ["docx", "masked-docx", "masked-pdf", "pdf"]
    assert files["masked-pdf"].name == "关于张某同志有关情况的报告（隐名）.pdf"
    assert rendering.path_of(files["masked-pdf"]).read_text() == "张某"
    assert rendering.path_of(files["pdf"]).read_text() == "张三"
    page = client.get("/campaigns/spring/papers/final/").content.decode()
    assert page.count("隐去姓名") >= 2
    assert "masked" not in client.get("/campaigns/spring/papers/").content.decode()


def test_the_issue_numbers_the_edition_without_names_and_it_may_be_made_again(story, monkeypatch):
    def said(document: Document) -> bytes:
        return f"{document.head.number}{plain(document.blocks[0].runs)}".encode()

    monkeypatch.setattr(rendering, "RENDERERS", {"pdf": said})
    words = (Paragraph(("张三、王小五",)),)
    row = publishing.draft(story.campaign, "final", by=story.clerk)
    row.content = freeze(replace(paper(), blocks=words, annexes=(), head=Letterhead("示例文件")))
    row.signed_at = row.as_of = clock.now()
    row.status = "signed"
    row.save()
    without_names_module.ask_for_files(row, by=story.clerk)
    jobs.run_all()
    publishing.issue(row, by=story.clerk, document_number="示办〔2026〕1号")
    jobs.run_all()

    def told(format_: str) -> str:
        return rendering.path_of(PaperFile.objects.get(format=format_)).read_text()

    assert told("masked-pdf") == "示办〔2026〕1号张某、王小五"
    # Somebody sees that a person was not in the directory yet.
    Person.objects.filter(account="employee").update(name="王小五")
    without_names_module.ask_for_files(row, by=story.clerk)
    jobs.run_all()
    assert told("masked-pdf") == "示办〔2026〕1号张某、王某某"
    assert told("pdf") == "示办〔2026〕1号张三、王小五"


def test_a_draft_without_names_is_made_anew_once_it_is_signed_and_once_it_is_issued(
    story, monkeypatch
):
    made: list[Document] = []

    def said(document: Document) -> bytes:
        made.append(document)
        return f"{'draft' if document.draft else 'signed'} {len(made)}".encode()

    monkeypatch.setattr(rendering, "RENDERERS", {"pdf": said})

    def handed_out() -> str:
        client = Client()  # an hour later one signs in again
        client.force_login(story.clerk, "django.contrib.auth.backends.ModelBackend")
        answer = client.get("/campaigns/spring/papers/final/files/masked-pdf/")
        return answer.getvalue().decode() if answer.status_code == 200 else "nothing"

    def asked() -> int:
        return Job.objects.unfinished().filter(key=f"{row.pk}-masked").count()

    row = publishing.draft(story.campaign, "final", by=story.clerk)
    without_names_module.ask_for_files(row, by=story.clerk)
    jobs.run_all()
    assert handed_out() == "draft 1"
    with clock.at(at(LAST, 16)):
        publishing.send_to_review(row, by=story.clerk)
        publishing.sign(row, by=story.leader)
        assert (asked(), handed_out()) == (1, "nothing")
        jobs.run_all()
        signed = handed_out()
        assert signed.startswith("signed") and len(made) == 3  # once with and once without names
    with clock.at(at(LAST, 17)):
        publishing.issue(row, by=story.clerk, document_number="示例〔2026〕1号")
        assert (asked(), handed_out()) == (1, "nothing")
        jobs.run_all()
        assert handed_out() not in (signed, "nothing") and (asked(), len(made)) == (0, 5)


def test_an_edition_without_names_that_nobody_asked_for_is_not_made(story, monkeypatch):
    monkeypatch.setattr(rendering, "RENDERERS", {"pdf": lambda document: b"pdf"})
    row = publishing.draft(story.campaign, "final", by=story.clerk)
    publishing.send_to_review(row, by=story.clerk)
    publishing.sign(row, by=story.leader)
    jobs.run_all()
    assert [file.format for file in PaperFile.objects.all()] == ["pdf"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_draft_says_so_in_all_renderers_and_the_signed_paper_does_not(story, kind):
    figures = publishing.Figures(story.campaign, clock.now())
    for draft in (True, False):
        document = KINDS[kind].write(figures, draft=draft, issued_on=None if draft else LAST)
        alone = replace(document, annexes=())
        word = WordFile(BytesIO(render_docx(alone)))
        told = [
            str(render_html(alone)),
            "".join(paragraph.text for paragraph in word.paragraphs),
            pdf_text(render_pdf(alone)),
        ]
        assert [("送审稿" in text) for text in told] == [draft] * 3


def test_a_list_is_taken_out_with_and_without_names(story):
    story.finding.title = "张三保管的台账不全"
    story.finding.save()
    client = Client()
    client.force_login(story.clerk, "django.contrib.auth.backends.ModelBackend")
    page = "/campaigns/spring/lists/problems/"
    assert "names=hidden" in client.get(page).content.decode()
    usual = client.get(f"{page}files/pdf/")
    hidden = client.get(f"{page}files/pdf/?names=hidden")
    assert "张三" in pdf_text(usual.content) and "张某" not in pdf_text(usual.content)
    assert "张某" in pdf_text(hidden.content) and "张三" not in pdf_text(hidden.content)
    assert "%EF%BC%88%E9%9A%90%E5%90%8D%EF%BC%89.pdf" in hidden["Content-Disposition"]
