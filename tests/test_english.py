"""The English catalogue: better words where a msgid reads rough, and nothing else."""

import re

import polib
import pytest
from django.utils.translation import gettext, ngettext, override

from tests.test_translations import entries
from tests.translatable import ROOT, messages

CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django"
HOLDERS = re.compile(r"%(?:\(\w+\))?(?:\.\d)?[sdf]|%%")


@pytest.fixture(scope="module")
def written() -> list:
    return list(polib.pofile(f"{CATALOGUE}.po"))


def said(entry) -> list[str]:
    return (
        [entry.msgstr_plural[number] for number in (0, 1)] if entry.msgid_plural else [entry.msgstr]
    )


def asked(entry) -> list[str]:
    return [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]


def test_it_words_only_messages_that_exist(written):
    known = set(messages())
    assert [e.msgid for e in written if (e.msgctxt, e.msgid, e.msgid_plural) not in known] == []


def test_it_asks_for_the_same_numbers_and_names(written):
    wrong = [
        entry.msgid
        for entry in written
        for one, other in zip(asked(entry), said(entry), strict=True)
        if sorted(HOLDERS.findall(one)) != sorted(HOLDERS.findall(other))
    ]
    assert wrong == []


def test_it_says_something_else_than_the_msgid_and_no_chinese(written):
    assert [entry.msgid for entry in written if said(entry) == asked(entry)] == []
    assert [
        entry.msgid
        for entry in written
        if re.search("[\u4e00-\u9fff]", " ".join(said(entry)))
        and not re.search("[\u4e00-\u9fff]", entry.msgid)
    ] == []


def test_the_compiled_catalogue_is_the_written_one():
    assert entries(polib.mofile(f"{CATALOGUE}.mo")) == entries(polib.pofile(f"{CATALOGUE}.po"))


def test_readers_of_english_get_its_words_and_the_msgid_where_it_is_silent():
    with override("en"):
        assert gettext("natural days") == "calendar days"
        assert gettext("Self-check sheet") == "Self-check sheet"
        one, many = "%(n)d item × department is planned.", "%(n)d are planned."
        assert ngettext(one, many, 1) == "%(n)d item × department check was planned."
        assert ngettext(one, many, 2) == "%(n)d item × department checks were planned."


def test_no_number_stands_before_a_plural_that_does_not_follow_it(written):
    """“1 items”: words without a plural form name the number behind what is counted."""
    single = [entry.msgstr for entry in written if not entry.msgid_plural]
    counted = re.compile(r"%\((?:n|m|k)\)[ds] (?!of\b|and\b|from\b)(?:\w+ ){0,2}?[a-z]{3,}s\b")
    limits = re.compile("[Aa]t most|limit|threshold|more than|longer|1 to|now has")
    assert [text for text in single if counted.search(text) and not limits.search(text)] == []
