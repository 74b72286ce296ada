"""Faults of writing that no record explains: garbage of a conversion, half a date. Pure."""

import re
from collections.abc import Iterator

HAN = "\u4e00-\u9fff"
GARBAGE = re.compile(
    "[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫烫|&(?:nbsp|amp|lt|gt|quot);|[?？][!！]|[!！][?？]"
    f"|(?<=[{HAN}])\\?(?=[{HAN}])|[ÃÂâ][\u0080-\u00bf]"
)
HALF_DATE = re.compile(r"\d{1,2}月\d{1,2}(?![\d.日号])")
OTHER_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|[日月年][-~—－～]+(?=\d)")
HALF_WIDTH = re.compile(f"(?<=[{HAN}])[,;:()](?=[{HAN}])")
RELATIVE = re.compile(r"[今去本]年(?!度)|本月|上月")
PRAISE = re.compile(
    r"圆满|成[效绩果](?:十分|非常|很)?显著|显著成[效绩果]|取得(?:了)?(?:很大|巨大|优异)的?成[效绩果]"
    r"|(?:我们认为|总体上看)?效果(?:很|非常|十分)好"
)
SHOUT = re.compile("[!！]")
AROUND = 4  # characters on each side by which a place is known again


def garbage(text: str) -> list[str]:
    """Where a conversion left what nobody wrote: 决定?！爆F."""
    return _around(GARBAGE, text)


def half_dates(text: str) -> list[str]:
    """Dates that lost their 日: 8月12日至8月15."""
    return _around(HALF_DATE, text)


def other_dates(text: str) -> list[str]:
    """Dates in another form than papers write: 2009-08-12, 8月12日-15日 (G4)."""
    return _around(OTHER_DATE, text)


def half_width(text: str) -> list[str]:
    """Marks of half width between Chinese characters."""
    return _around(HALF_WIDTH, text)


def relative_dates(text: str) -> list[str]:
    """今年, 去年, 本月: a written report says which year and month it means (G4)."""
    return _around(RELATIVE, text)


def praise(text: str) -> list[str]:
    """Praise of oneself in a sentence that has no number to bear it out (G17)."""
    bare = "\n".join(one for one in re.split("[。；\n]", text) if not re.search(r"\d", one))
    return _around(PRAISE, bare)


def shouts(text: str) -> list[str]:
    """Exclamation marks, which belong into speech alone (G17)."""
    return [] if garbage(text) else _around(SHOUT, text)


def _around(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(_places(pattern, text)))


def _places(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for found in pattern.finditer(text):
        line_begins = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line_begins, found.start() - AROUND) : found.start()]
        after = text[found.end() : found.end() + AROUND].partition("\n")[0]
        yield f"{before}{found[0]}{after}"
