"""Names of documents and tone (rules G14, G15 and G17 of paper-patterns section 0)."""

from __future__ import annotations

import re

from organization.quotations import own_words
from reports.document import Missing, Runs
from reports.phrases.runs import tidy

_OPENING, _CLOSING = "《〈", "》〉"
_YEAR = re.compile(r"[\[(（【〔](\d{4})[\])）】〕]")
_BRACKETED = re.compile(r"[（(](.+)[）)]")

SELF_REFERENCES = ("我公司", "我分公司", "我局", "我部", "我司", "我单位", "我中心")
REQUESTS = ("请批准", "请批复", "请予批准", "请予批复", "妥否", "当否", "请批示", "请核准")


def document_title(title: str, number: str = "", *, short: str = "") -> str:
    """《全称》（文号，以下简称《简称》), without number and short name 《全称》 (G15).

    Brackets may be in the title or not; those inside become 〈〉 and, deeper, 《》 again. The
    year of a number stands in 〔〕. A later mention is `document_title(short)`.
    """
    notes = [_document_number(number.strip())] if number.strip() else []
    if short:
        notes.append(f"以下简称{_in_marks(short)}")
    return _in_marks(title) + (f"（{'，'.join(notes)}）" if notes else "")


def _document_number(number: str) -> str:
    bracketed = _BRACKETED.fullmatch(number)
    return _YEAR.sub(r"〔\1〕", bracketed[1] if bracketed else number)


def _in_marks(title: str) -> str:
    words, depth = [], 1
    for character in _without_outer_marks(title.strip()):
        if character in _OPENING:
            words.append(_OPENING[depth % 2])
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 1)
            words.append(_CLOSING[depth % 2])
        else:
            words.append(character)
    return f"《{''.join(words)}》"


def _without_outer_marks(title: str) -> str:
    depth = 0
    for place, character in enumerate(title):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return title[1:-1] if place == len(title) - 1 and place else title
    return title


def requests_in(text: str) -> tuple[str, ...]:
    """Words by which a 报告 would carry a request (G17); quotations do not count."""
    own = own_words(text)
    return tuple(words for words in REQUESTS if words in own)


def other_selves(text: str, self_name: str) -> tuple[str, ...]:
    """Self-references beside the one of this paper, 我公司 (G14); quotations do not count."""
    own = own_words(text).replace(self_name, "")
    return tuple(name for name in SELF_REFERENCES if name != self_name and name in own)


def or_missing(words: str | None, what: str, url: str = "") -> Runs:
    """The words, or a gap 【待补：what】 when nothing is recorded (G18)."""
    return tidy(words) if words and words.strip() else (Missing(what, url),)
