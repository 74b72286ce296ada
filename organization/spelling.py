"""How words are spelt in official papers (rule G16 of paper-patterns section 0). Pure.

Texts that are imported are put right, quotations never; what people typed is only pointed at.
"""

from __future__ import annotations

import re

from organization.quotations import quoted_and_own

_DATED = r"(?=\d|目前|今|本月|上月|报告|[一二三四五六七八九十〇]+[年月])"

SPELLING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"明查暗访", "明察暗访"),
        (r"浮皮[撩了]草", "浮皮潦草"),
        (r"([认对结记入查转台欠])帐|(?<!蚊)帐(?=[单号户目款])", r"\1账"),
        (r"[勿无]庸[置质]疑|毋庸质疑", "毋庸置疑"),
        (r"做为(?!人民|群众|他人)", "作为"),
        (r"建立建全", "建立健全"),
        (r"其它", "其他"),
        (r"(?<!取)消[号號](?!码)|銷號", "销号"),
        (r"(?<![以一上线地如])下步(?![骤行道伐调枪])", "下一步"),
        (rf"截止到?{_DATED}", "截至"),
        (
            r"拟定(?!于|在|为)(?=[^，。；：、]{0,10}(?:方案|草案|办法|细则|文本|责任书|协议))",
            "拟订",
        ),
        (r"拟订(?=[^，。；：、]{0,6}(?:计划数|指标数))", "拟定"),
    )
)


def normalise_spelling(text: str) -> str:
    """The spelling of G16 for imported text (明查暗访 → 明察暗访), never inside 《》 “” 〈〉 ‘’.

    A quotation that is not closed reaches to the end. Applying it twice changes nothing more.
    """
    pieces = quoted_and_own(text)
    return "".join(words if quoted else _spelt(words) for quoted, words in pieces)


def misspelt(text: str) -> list[tuple[str, str]]:
    """Each word that is spelt otherwise in papers, with its spelling there: 明查暗访, 明察暗访."""
    return [
        (found[0], found.expand(right))
        for quoted, words in quoted_and_own(text)
        if not quoted
        for wrong, right in SPELLING
        for found in wrong.finditer(words)
    ]


def _spelt(text: str) -> str:
    for wrong, right in SPELLING:
        text = wrong.sub(right, text)
    return text
