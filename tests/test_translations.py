"""Every message of the sources has its Chinese, and the compiled catalogue is the written one."""

import re

import polib
import pytest

from tests.translatable import ROOT, messages, of_python, of_template

CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django"


def entries(file) -> dict:
    """What a catalogue says: {(context, msgid): its translations}."""
    return {
        (entry.msgctxt, entry.msgid): tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
        for entry in file
    }


@pytest.fixture(scope="module")
def written() -> dict:
    return entries(polib.pofile(f"{CATALOGUE}.po"))


def test_every_message_has_its_chinese(written):
    missing = [
        f"{place}: {message}"
        for message, place in messages().items()
        if not all(written.get(message[:2], ("",)))
    ]
    assert missing == []


def test_a_plural_has_one_chinese_form_and_a_single_message_has_none(written):
    wrong = [
        message
        for message in messages()
        if message[2] and message[:2] in written and len(written[message[:2]]) != 1
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(written):
    assert entries(polib.mofile(f"{CATALOGUE}.mo")) == written


def test_placeholders_survive_the_translation():
    wrong = []
    for entry in polib.pofile(f"{CATALOGUE}.po"):
        asked = set(re.findall(r"%\(\w+\)[sd]", f"{entry.msgid}{entry.msgid_plural}"))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and not set(re.findall(r"%\(\w+\)[sd]", text)) <= asked:
                wrong.append(entry.msgid)
    assert wrong == []


def test_messages_are_found_under_whatever_name_gettext_has():
    source = (
        "from django.utils.translation import gettext as _now, pgettext, ngettext as n\n"
        "_now('one')\npgettext('where', 'two')\nn('three', 'many', 3)\n_('not ours')\n"
    )
    assert [message for message, _line in of_python(source)] == [
        (None, "one", ""),
        ("where", "two", ""),
        (None, "three", "many"),
    ]


def test_messages_of_a_template_are_found():
    source = (
        '{% load i18n %}{% translate "One" %}{% translate "Two" context "where" %}'
        "{% blocktranslate count n=3 %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        '{% include "x.html" with label=_("Three") %}'
    )
    assert set(of_template(source)) == {
        (None, "One", ""),
        ("where", "Two", ""),
        (None, "%(n)s day", "%(n)s days"),
        (None, "Three", ""),
    }
