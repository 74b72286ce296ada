"""Every message of the sources has its Chinese in both scripts, the traditional one is what the
command makes of the simplified one, and the compiled catalogues are the written ones."""

import re

import polib
import pytest

from inspection.management.commands.traditional import converted
from organization.traditional import terms, traditional
from tests.translatable import ROOT, messages, of_python, of_template

CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django"
TRADITIONAL = ROOT / "locale" / "zh_Hant" / "LC_MESSAGES" / "django"


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


def test_the_traditional_catalogue_is_what_the_command_makes():
    made = entries(polib.pofile(f"{TRADITIONAL}.po"))
    assert made == entries(converted()), "run `manage.py traditional`"
    assert entries(polib.mofile(f"{TRADITIONAL}.mo")) == made


def test_no_traditional_message_would_be_converted_once_more(written):
    made = entries(polib.pofile(f"{TRADITIONAL}.po"))
    assert made.keys() == written.keys()
    texts = [text for found in made.values() for text in found]
    assert [text for text in texts if traditional(text) != text] == []


@pytest.mark.parametrize(
    ("simple", "full"),
    [
        ("请在会上签到，逐人签阅后签字", "請在會上簽到，逐人簽閱後簽字"),
        ("标签、书签、抽签", "標籤、書籤、抽籤"),
        ("回复、批复、答复；复查、复核；恢复", "回覆、批覆、答覆；複查、複核；恢復"),
        ("已编发三期，问题被发现后并发通知", "已編發三期，問題被發現後並發通知"),
        ("干部职工、若干问题、骨干", "幹部職工、若干問題、骨幹"),
        ("个人参加，参评人员", "個人參加，參評人員"),
        ("核查、审核、考核、核准", "核查、審核、考核、核准"),
        ("标准、批准、准予", "標準、批准、准予"),
        ("整改台账、前台、平台", "整改臺賬、前臺、平臺"),
        ("联系、关系、体系；征求、长期", "聯繫、關係、體系；徵求、長期"),
        ("制定、制度、复制、监制", "制定、制度、複製、監製"),
        ("只有一份，占比三成，其余不计", "只有一份，佔比三成，其餘不計"),
        ("每周、周期、周到", "每週、週期、周到"),
        ("党群、采购、咨询、日志、同志", "黨羣、採購、諮詢、日誌、同志"),
        ("里程碑、这里、公里", "里程碑、這裏、公里"),
        ("面向群众、问卷、面条", "面向羣眾、問卷、麪條"),
        ("为此，启动", "為此，啟動"),
        ("信息、网络、打印、软件", "信息、網絡、打印、軟件"),
    ],
)
def test_characters_that_were_two_are_told_apart(simple, full):
    assert traditional(simple) == full
    assert traditional(full) == full


def test_every_term_of_our_own_is_needed():
    """A term that OpenCC writes the same way by now can go."""
    assert {key for key, value in terms().items() if key == value and len(key) == 1} == set()
    assert all(traditional(value) == value for value in terms().values())


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
