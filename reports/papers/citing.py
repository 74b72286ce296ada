"""How a paper names the rule that a finding offends against."""

from findings.models import Finding
from reports.document import Missing, Runs
from reports.papers.clauses import clause
from reports.phrases import document_title

_NAMED = ("规定", "要求")  # words that say themselves what is cited


def cited(finding: Finding, url: str = "") -> Runs:
    """《办法》第五条, 《办法》 without a clause; a gap where no document is named."""
    document = _document(finding)
    if not document:
        return (Missing("依据文件", url),)
    return (f"{document}{_number(finding.rule_clause)}" if finding.rule_clause else document,)


def not_kept(rules: Runs, by_clause: bool) -> Runs:
    """What was not kept: 《办法》第五条的规定; 《办法》有关要求; …保存时限要求 as it stands."""
    if by_clause:
        return (*rules, "的规定")
    last = rules[-1]
    named = isinstance(last, str) and last.endswith(_NAMED)
    return rules if named else (*rules, "有关要求")


def according_to(finding: Finding, url: str = "") -> Runs:
    """《办法》第五条规定; without a clause 《办法》有关要求; words that name no document stay."""
    document = _document(finding)
    if not document:
        return (Missing("依据文件", url), "有关要求")
    if finding.rule_clause:
        return (f"{document}{_number(finding.rule_clause)}规定",)
    return (document if document.endswith(_NAMED) else f"{document}有关要求",)


def _document(finding: Finding) -> str:
    words = clause(finding.rule_document)
    return document_title(words) if words and "《" not in words and _is_title(words) else words


def _number(text: str) -> str:
    text = text.strip()
    is_number = text.strip("0123456789〇零一二三四五六七八九十百") == ""
    return f"第{text}条" if is_number else text


def _is_title(text: str) -> bool:
    """A document's name ends like one; …有关规定 and …保存时限 name none."""
    if "有关" in text:
        return False
    ends = ("办法", "规定", "通知", "意见", "条例", "制度", "细则", "规范", "规程", "准则", "）")
    return text.endswith(ends)
