"""What every page keeps: language, one h1, labels, unique ids, no inline code, tokens, links."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from lxml import html

from organization.traditional import traditional

HASH = re.compile(r"\b[0-9a-f]{8,64}\b")  # a fingerprint is no word of any language
# Characters, and stops and brackets that only Chinese is set with.
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff1f]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Not read by people: code, and what people typed.
# What a machine said is shown in its own words, and only as <code>.
SKIP = ("script", "style", "template", "code")


@lru_cache(maxsize=1)
def allowed_latin() -> frozenset[str]:
    """Latin words that may stand on a Chinese page, one a line."""
    path = Path(__file__).parent / "allowed_latin.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def faults(
    content: str, *, own_words: frozenset[str] = frozenset(), language: str = "zh-Hans"
) -> list[str]:
    """Everything that is wrong with a page in a language; [] for a good one. `own_words`:
    accounts, codes."""
    page = html.document_fromstring(content)
    return [
        *_frame(page, language),
        *_ids(page),
        *_inline(page),
        *_forms(page),
        *_labels(page),
        *_empty_choices(page),
        *_links(page),
        *_anchors(page),
        *words_of_others(_read_by_people(page, language), own_words | _papers(page), language),
    ]


def words_of_others(texts: Iterable[str], own_words: frozenset[str], language: str) -> list[str]:
    """Latin words on a Chinese page, simplified characters on a traditional one, Chinese on an
    English one (what people typed is Hangul there). `own_words` are let be."""
    if language == "en":
        return sorted(
            {
                f"Chinese: {text.strip()[:60]}"
                for text in texts
                for run in CHINESE.findall(text)
                if not any(run in word for word in own_words)
            }
        )
    found = list(texts)
    strange = _latin(found, own_words)
    if language == "zh-Hant":
        strange += sorted({f"not converted: {t}" for t in found if traditional(t) != t})
    return strange


def _frame(page, language: str) -> list[str]:
    found = []
    if page.get("lang") != language:
        found.append(f"lang is {page.get('lang')}")
    if len(page.findall(".//h1")) != 1:
        found.append(f"{len(page.findall('.//h1'))} h1")
    title = page.findtext(".//title") or ""
    if not title.strip():
        found.append("no title")
    return found


def _ids(page) -> list[str]:
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    return sorted({f"id twice: {name}" for name in ids if ids.count(name) > 1})


def _inline(page) -> list[str]:
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or element.get("style") is not None:
            found.append(f"inline style: {element.tag}")
        is_data = element.get("type") == "application/json"
        if element.tag == "script" and not element.get("src") and not is_data:
            found.append("inline script")
        found += [f"inline handler {name}" for name in element.attrib if name.startswith("on")]
    return found


def _forms(page) -> list[str]:
    found = []
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        if not form.get("data-act"):
            found.append(f"form without data-act: {form.get('action')}")
        if form.find(".//input[@name='csrfmiddlewaretoken']") is None:
            found.append(f"form without token: {form.get('data-act')}")
    return found


def _labels(page) -> list[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    found = []
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (inside or named or (field.get("id") and field.get("id") in labelled)):
            found.append(f"field without label: {field.get('name')}")
    return found


def _empty_choices(page) -> list[str]:
    """Django's "---------" is no word."""
    return [
        f"a choice without words: {option.getparent().get('name')}"
        for option in page.iter("option", "label")
        if set(option.text_content().strip()) == {"-"}
    ]


def _links(page) -> list[str]:
    found = []
    for link in page.iter("a"):
        path = urlsplit(link.get("href") or "").path
        if not path.startswith("/") or path.startswith(("/static/", "/files/")):
            continue
        try:
            resolve(path)
        except Resolver404:
            found.append(f"dead link: {path}")
    return found


def _anchors(page) -> list[str]:
    """Links to a place of this page that it does not have."""
    ids = set(page.xpath("//@id"))
    anchors = {link for link in page.xpath("//a/@href") if link.startswith("#")}
    return sorted(f"dead anchor: {link}" for link in anchors if link[1:] not in ids)


def _latin(texts: Iterable[str], own_words: frozenset[str]) -> list[str]:
    known = allowed_latin() | own_words
    return sorted(
        {
            f"Latin word: {word}"
            for text in texts
            for word in LATIN.findall(HASH.sub("", text))
            if word not in known
        }
    )


def _papers(page) -> frozenset[str]:
    """What papers on the page say, whose titles may stand above them in any language."""
    return frozenset(part.text_content() for part in page.xpath("//main//*[@lang]"))


def _read_by_people(page, language: str):
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        around = any(_is_skipped(one, language) for one in element.iterancestors())
        if around or _is_skipped(element, language):
            if element.tail and not around:
                yield element.tail
            continue
        yield from (part for part in (element.text, element.tail) if part)
        for name in ("title", "alt", "placeholder", "aria-label", "data-label"):
            if element.get(name):
                yield element.get(name)


def _is_skipped(element, language: str) -> bool:
    """Code, and what says that it is in another language: the switch, a paper on an English
    page; there also examples and what is being typed."""
    if element.tag in SKIP:
        return True
    if language == "en" and (element.tag == "textarea" or element.get("data-example") is not None):
        return True
    told = "" if element.tag == "html" else element.get("lang", "")
    return bool(told) and (language == "en" or told in ("en", "zh-Hans", "zh-Hant"))
