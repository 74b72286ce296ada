"""What goes to people outside names posts, never people: names and private numbers are masked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organization.kept_words import in_the_usual_language
from organization.models import Person
from organization.traditional import simplified

SHORTEST = 2  # characters of a name
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])")
COMPOUND = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 轩辕 端木 南宫 百里 "
    "东郭 西门 呼延 钟离 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 司空 "
    "万俟 拓跋 独孤 第五 左丘 东宫 梁丘 公羊 谷梁"
)
HAN = re.compile("[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Masked:
    """Words without people; `replaced` is how many places were changed."""

    text: str
    replaced: int


@dataclass(frozen=True)
class Names:
    """The people who are named in some words: their posts, "" where none is known or two share
    a name."""

    posts: dict[str, str]
    instead: Callable[[str], str]  # what stands in the place of a name without a post

    def masked(self, text: str) -> Masked:
        """The words without these names; masking masked words changes nothing."""
        total = 0
        for name in sorted(self.posts, key=len, reverse=True):
            if name not in text:
                continue
            post = self.posts[name]
            if post:  # 办公室主任张某 is not to become 办公室主任办公室主任
                text, n = re.subn(f"{re.escape(post)}[ 　]?{re.escape(name)}", post, text)
                total += n
            said = post or self.instead(name)
            if said != name:
                total += text.count(name)
                text = text.replace(name, said)
        return Masked(text, total)


def masked(text: str) -> Masked:
    """Names of the directory become posts, mobile and identity numbers lose their middle.

    A name that is a post itself stays. Masking masked words changes nothing.
    """
    found = names_in([text], instead=_somebody).masked(text)
    private = without_private_numbers(found.text)
    return Masked(private.text, found.replaced + private.replaced)


def _somebody(_name: str) -> str:
    return in_the_usual_language(lambda: _("somebody"))


def without_private_numbers(text: str) -> Masked:
    """The words with mobile and identity numbers without their middle."""
    total = 0
    for pattern, stars in ((IDENTITY, r"\1********\2"), (MOBILE, r"\1****\2")):
        text, n = pattern.subn(stars, text)
        total += n
    return Masked(text, total)


def names_in(
    texts: Iterable[str],
    *,
    instead: Callable[[str], str],
    script: Callable[[str], str] = str,
) -> Names:
    """The people of the directory who are named in some texts, in simplified or traditional
    characters; one statement for all of them. `script` writes their posts as the texts are."""
    text = "\n".join(texts)
    plain = simplified(text)
    found: dict[str, str] = {}
    for name, post in Person.objects.order_by("pk").values_list("name", "post"):
        if len(name) < SHORTEST or name == post:
            continue
        for spelling in _spellings(name, text, plain):
            said = script(post)
            found[spelling] = said if found.get(spelling, said) == said else ""
    return Names(found, instead)


def _spellings(name: str, text: str, plain: str) -> set[str]:
    """How a name is written in a text; `plain` is the text in simplified characters."""
    sought = simplified(name)
    if sought not in plain:
        return set()
    places = (found.start() for found in re.finditer(re.escape(sought), plain))
    return {text[place : place + len(name)] for place in places}


def surname_only(name: str) -> str:
    """张某, 欧阳某某: the surname with a 某 for each character of the given name, at most two."""
    if not HAN.match(name):
        return _("somebody")
    compound = len(name) > 2 and simplified(name[:2]) in COMPOUND.split()
    surname = name[:2] if compound else name[:1]
    return surname + "某" * min(2, len(name) - len(surname))
