"""分析梳理: verification, what was sent back, what came up in the end."""

from collections import Counter

from campaigns.models import Return, SelfCheck
from findings.models import FoundBy
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.words import ELSEWHERE
from reports.phrases import among, cn, fill, join, listed
from reports.tallies import named_methods

METHODS = 4  # how many are named


def runs(figures: Figures) -> Runs:
    """Verification, returns and the number of findings."""
    found, at_once = _found(figures), fixed(figures)
    told = (*found, *at_once) if figures.value("findings") else (*at_once, *found)
    return (*_verified(figures), *_returned(figures), *told)


def _verified(figures: Figures) -> Runs:
    campaign = figures.campaign
    lead = fill("{self}对自查情况进行汇总、分析和梳理", self=campaign.word("self", "我公司"))
    if not figures.value("verified"):
        return (*lead, "。", Missing("核查情况", figures.page("verification")), "。")
    every = figures.value("verified") >= figures.value("asked")
    return (
        *lead,
        *fill(
            "，成立由{n}人组成的{group}，对照检查项点{how}，采取{methods}，"
            "共核查{verified}项次，核查率{rate}。",
            n=figures.some("inspectors") or Missing("检查组人数", figures.page("groups")),
            group=campaign.word("inspection_group", "检查组"),
            how="逐项核查" if every else "重点抽查",
            methods=_methods(figures),
            verified=figures["verified"],
            rate=figures.rate("verified_rate"),
        ),
    )


def _methods(figures: Figures) -> Runs:
    used = methods(named_methods(figures.sources.tallies.verified))
    return (*(used or (Missing("核查方式", figures.page("verification")),)), "方式")


def methods(found: Counter) -> Runs:
    """The methods used most, ready for 方式; 等 only when there are more (G8)."""
    names = [name for name, _n in found.most_common()]
    if len(names) > METHODS:
        return (*join(names[:METHODS], last=""), "等")
    return (*join(names), "的") if names else ()


def _returned(figures: Figures) -> Runs:
    if not figures.value("returned_items"):
        sheets = figures.sources.submitted
        if sheets and all(sheet.status == SelfCheck.Status.ACCEPTED for sheet in sheets):
            return ("经审核，未发现需要退回重查的情况。",)
        return ()
    twice = figures.some("returned_twice")
    given = set().union(*(found.reasons for found in figures.sources.returned.values()))
    return fill(
        "{why}，共退回{departments}个部门（单位）{items}项次{twice}，{redone}。{reasons}",
        why=_why(given),
        departments=figures["returned_departments"],
        items=figures["returned_items"],
        twice=fill("（其中{n}项次退回{often}次以上）", n=twice, often=cn(2, before_classifier=True))
        if twice
        else "",
        redone=_redone(figures),
        reasons=_reasons(figures, given),
    )


# Why, in the words of the trade; behind a number, and alone in front of the sentence.
REASONS = {
    Return.Reason.SUPERFICIAL: ("浮皮潦草", "对自查浮皮潦草、流于形式的，责成推倒重来"),
    Return.Reason.NO_EVIDENCE: ("无佐证", "对自查缺少佐证的，责成重新自查"),
    Return.Reason.COPIED: ("照抄", "对自查照抄照搬、流于形式的，责成推倒重来"),
    Return.Reason.CONTRADICTED: ("与佐证矛盾", "对自查结论与佐证矛盾的，责成重新自查"),
    Return.Reason.SCOPE: ("范围不符", "对自查范围不符合要求的，责成重新自查"),
    Return.Reason.OTHER: ("其他原因", "对自查不符合要求的，责成重新自查"),
}
SHALLOW = {Return.Reason.SUPERFICIAL, Return.Reason.COPIED}


def _why(given: set[str]) -> str:
    """One reason is named (G8); 浮皮潦草 is said only where the office said so."""
    if len(given) == 1:
        return REASONS[Return.Reason(next(iter(given)))][1]
    if given <= SHALLOW:
        return "对自查浮皮潦草、照抄照搬、流于形式的，责成推倒重来"
    if Return.Reason.SUPERFICIAL in given:
        return "对自查浮皮潦草、流于形式或不符合要求的，责成重新自查"
    return "对自查不符合要求的，责成重新自查"


def _reasons(figures: Figures, given: set[str]) -> Runs:
    """Several reasons with their numbers, in the order of the form; where an item was sent back
    for more than one, the numbers are no parts of the whole (G9)."""
    if len(given) == 1:
        return ()
    parts = [
        (words, figures[f"returned_for.{reason}"])
        for reason, (words, _alone) in REASONS.items()
        if reason in given
    ]
    overlap = sum(number.count for _words, number in parts) > figures.value("returned_items")
    told = listed(parts, classifier="项次")
    return fill("退回原因涉及{parts}。" if overlap else "按退回原因分，{parts}。", parts=told)


def _redone(figures: Figures) -> Runs:
    items, redone = figures.value("returned_items"), figures.some("redone_items")
    if redone is None:
        return ("正在重新自查",)
    if redone.value == items:
        return (f"{'均' if items > 1 else ''}已按要求重新自查",)
    return fill("其中{n}项次已按要求重新自查", n=redone)


def _found(figures: Figures) -> Runs:
    if not figures.value("findings"):
        if is_undecided(figures):
            return (Missing("汇总梳理结果", figures.page("findings/consolidate")), "。")
        other = "其他" if figures.value("fixed_in_passing") else ""
        return (f"经自查和检查，未发现{other}违反有关规定的问题。",)
    classifier = figures.classifier("问题")
    aspects = figures.value("aspects")
    if figures.value("findings") == 1:
        only = figures.sources.findings[0]
        title = ELSEWHERE if only.restricted else clause(only.title)
        n = figures["findings"]
        return fill("经汇总归并，查出{n}{c}问题，为{title}。", n=n, c=classifier, title=title)
    whole = fill(
        "经汇总归并，共查出{aspects}{n}{classifier}问题",
        aspects=fill("{n}个方面", n=figures["aspects"]) if aspects > 1 else "",
        n=figures["findings"],
        classifier=classifier,
    )
    parts = [
        ("自查发现", figures["found_by_self_check"]),
        ("检查发现", figures["found_by_inspection"]),
        ("投诉反映", figures["found_by_complaint"]),
        ("其他渠道发现", figures["found_otherwise"]),
    ]
    return (*among(whole, parts, total=figures["findings"], classifier=classifier), "。")


def is_undecided(figures: Figures) -> bool:
    """Nothing can be said yet: items are undecided, or 不符合 ones have fed no finding."""
    loose = figures.value("items_no") and not figures.sources.all_findings
    return bool(loose or figures.value("items_pending") or not figures.value("items"))


def fixed(figures: Figures) -> Runs:
    """What was put right inside the campaign and is told apart; () when nothing was."""
    rows = figures.sources.fixed_in_passing
    if not rows:
        return ()
    otherwise = (FoundBy.INSPECTION, FoundBy.COMPLAINT)
    by_self = all(finding.found_by not in otherwise for finding in rows)
    done = all(finding.status == finding.Status.CLOSED for finding in rows)
    return fill(
        "对{where}发现的{n}{classifier}具体问题，{done}{apart}。",
        where="自查中" if by_self else "自查和检查中",
        n=figures["fixed_in_passing"],
        classifier=figures.classifier("问题"),
        done="已当即整改到位" if done else "正在立即整改",
        apart="，未列入上述问题" if figures.value("findings") else "",
    )
