"""10,000 random texts in random widths, in the faces and the justification of a paper."""

import random
import re

import pytest

from reports.layouts import GBT9704
from reports.renderers.pdf.faces import OWN_FONTS, faces_of
from reports.renderers.pdf.linebreak import SLACK
from reports.renderers.pdf.paragraph import Style, set_lines
from tests.sample_document import PROSE
from tests.test_linebreak import NO_END, NO_START

pytestmark = pytest.mark.slow
TEXTS = 10_000
WIDEST = 28  # characters
# So wide that a number with the marks round it has room in every line: nothing is torn.
NARROWEST = 18
WORDS = re.findall(r"[一-龥]{2,6}", PROSE)
NUMBERS = [
    *("1,260", "96.3%", "24℃", "¥300", "2009-08-12", "3.5", "603", "1/3", "5‰", "10109696"),
    *("〔2024〕17号", "〔2009〕第3号", "GB/T 9704—2012", "ISO 37301:2021", "GB/T 20000.1—2014"),
]
# With the marks that stand together in good Chinese.
AFTER = ["，", "、", "。", "；", "：", "？", "！", "，", "、", "", "", "", "……", "——"]
ROUND = ["《》", "（）", "“”", "〔〕", "【】", "“《》”", "（“”）"]


def text_of(luck: random.Random) -> str:
    """Some sentences: words, numbers, what stands in brackets and quotes, and marks."""
    parts = []
    for _part in range(luck.randint(5, 60)):
        word = luck.choice(NUMBERS) if luck.random() < 0.25 else luck.choice(WORDS)
        if luck.random() < 0.2:
            marks = luck.choice(ROUND)
            half = len(marks) // 2
            word = marks[:half] + word + marks[half:]
        mark = luck.choice(AFTER)
        parts.append(word + (mark or luck.choice(WORDS) * (word in NUMBERS)))
    return "".join(parts)


@pytest.fixture(scope="module")
def lines_of():
    """`lines_of(text, characters)`: the lines as they are drawn, with their right edge in pt."""
    faces, em = faces_of("gbt9704", OWN_FONTS), GBT9704.em
    style = Style("fang", em, GBT9704.leading, indent=2 * em)

    def drawn(text: str, characters: float) -> list[tuple[str, float]]:
        found = []
        for line in set_lines(text, style, characters * em, faces):
            last = line.pieces[-1]
            own = sum(faces.advances("fang")[char] for char in last.text) * em
            edge = last.x + own + last.spacing * (len(last.text) - 1)
            found.append(("".join(piece.text for piece in line.pieces), edge))
        return found

    return drawn


@pytest.mark.parametrize("seed", range(10))
def test_no_line_breaks_a_rule(lines_of, seed):
    luck, faults = random.Random(seed), []
    for _text in range(TEXTS // 10):
        text, characters = text_of(luck), luck.uniform(NARROWEST, WIDEST)
        lines = lines_of(text, characters)
        words = [line for line, _edge in lines]
        if "".join(words).replace(" ", "") != text.replace(" ", ""):
            faults.append(("lost", text, words))
        faults += [("begins", line, text) for line in words[1:] if line[0] in NO_START]
        faults += [("ends", line, text) for line in words[:-1] if line[-1] in NO_END]
        faults += [("torn", line, text) for line in words[:-1] if _is_torn(text, line, words)]
        room = characters * GBT9704.em + SLACK
        faults += [("wide", line, edge - room) for line, edge in lines if edge > room]
    assert faults[:3] == []


def _is_torn(text: str, line: str, words: list[str]) -> bool:
    """Is there a number or a document number of the text that no line has as a whole?"""
    following = words[words.index(line) + 1]
    end, start = line[-1], following[0]
    if (end + start).isascii() and end.isalnum() and start.isalnum():
        return True
    return any(
        number in line + following and number not in line and number not in following
        for number in NUMBERS
        if " " not in number
    )
