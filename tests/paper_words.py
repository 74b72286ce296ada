"""What a reader finds in a rendered paper, and what of it should not be there."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from pypdf import PdfReader

from organization.traditional import traditional
from tests.page_rules import LATIN, allowed_latin
from tests.word_file import W

PRINTED = "word/document.xml", "word/header", "word/footer"


def lines_of_word(content: bytes) -> list[str]:
    """The paragraphs of a Word file, those of its headers and footers too."""
    found = []
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith(PRINTED):
                for paragraph in etree.fromstring(package.read(name)).iter(f"{W}p"):
                    found.append("".join(part.text or "" for part in paragraph.iter(f"{W}t")))
    return [line for line in found if line]


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF as a reader copies it; lines end where they end on paper."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def latin_in(text: str, own_words: frozenset[str] = frozenset()) -> set[str]:
    """Latin words that a Chinese paper does not say."""
    return {word for word in LATIN.findall(text) if word not in allowed_latin() | own_words}


def simplified_in(lines: list[str]) -> list[str]:
    """Lines that are not wholly in traditional characters."""
    return [line for line in lines if traditional(line) != line]


def wrong_in(pdf: bytes, word: bytes, *, language: str, own_words=frozenset()) -> list[str]:
    """Everything that should not be in the two files of one paper; [] for good ones."""
    lines, text = lines_of_word(word), text_of_pdf(pdf)
    said = "".join(lines)
    wrong = sorted(f"Latin word: {word}" for word in latin_in("\n".join([*lines, text]), own_words))
    if language == "zh-hant":
        wrong += [f"not traditional: {line}" for line in simplified_in(lines)]
    # A line of paper may part a word whose characters depend on each other, so the PDF is read
    # character by character: what is in it, is in the Word file.
    printed = {sign for sign in text if "\u4e00" <= sign <= "\u9fff"}
    if strange := "".join(sorted(printed - set(said))):
        wrong.append(f"in the PDF alone: {strange}")
    if len(printed) < 10:
        wrong.append("the PDF cannot be read")
    return wrong
