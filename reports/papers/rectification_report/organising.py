"""一、整改工作组织情况: who answers, letters, deadlines, acceptance, look-backs."""

from reports.document import Block, Missing, Runs
from reports.figures import Figures
from reports.papers.final_report.words import TRACKS
from reports.phrases import enumerated, fill, listed

# The one outcome that all have.
SOLE = {"批准": "已批准", "未批准": "未获批准", "正在审批": "正在审批"}


def blocks(figures: Figures) -> tuple[Block, ...]:
    """One to five points; () without findings."""
    if not figures.value("findings"):
        return ()
    parts = (_responsibility, _tracks, _letters, _extensions, _acceptance)
    return enumerated([part(figures) for part in parts], key="organising")


def _responsibility(figures: Figures) -> Runs:
    page = figures.page("ledger")
    return fill(
        "压实整改责任。对{findings}制定整改措施{measures}项，分解整改任务{tasks}项{leads}。",
        findings=_findings(figures),
        measures=figures.some("measures") or Missing("整改措施", page),
        tasks=figures.some("tasks") or Missing("整改任务", page),
        leads=_leads(figures),
    )


def _leads(figures: Figures) -> Runs:
    """Who leads: one department by its name (G8)."""
    leads = figures.rows("lead_departments")
    if not leads:
        return ()
    ledger = "，明确完成时限，建立整改台账（见附件）"
    if len(leads) == 1:
        every = "均" if figures.value("tasks") > 1 else ""
        return (f"，{every}由{figures.sources.name_of(leads[0])}牵头落实{ledger}",)
    return fill(
        "，由{n}个部门（单位）牵头落实{ledger}", n=figures["lead_departments"], ledger=ledger
    )


def _findings(figures: Figures) -> Runs:
    if figures.value("findings") == 1:
        return ("上述问题",)
    return fill("上述{n}{c}问题", n=figures["findings"], c=figures.classifier("问题"))


def _tracks(figures: Figures) -> Runs:
    parts = [(word, figures[f"track_{track}"]) for track, word in TRACKS.items()]
    shown = [word for word, figure in parts if figure.value]
    if len(shown) == 1:
        return ()
    told = listed(parts, classifier=figures.classifier("问题"))
    return fill("坚持分类推进。按整改类型分，{parts}，分别确定整改方式和完成时限。", parts=told)


def _letters(figures: Figures) -> Runs:
    notices, slips = figures.some("notices_issued"), figures.some("slips_issued")
    if notices is None and slips is None:
        return ()
    parts = []
    if notices:
        parts.append(fill("下发整改通知书{n}份", n=notices))
    if slips:
        settled = figures.some("slips_settled")
        done = fill("，其中{n}份已办结", n=settled) if settled else ()
        if settled and settled.value == slips.value:
            done = ("，均已办结",) if slips.value > 1 else ("，已办结",)
        parts.append((*fill("发出督办单（含提示单）{n}份", n=slips), *done))
    joined: Runs = ()
    for part in parts:
        joined += (("，",) if joined else ()) + part
    return ("加强督促检查。", *joined, "。")


def _extensions(figures: Figures) -> Runs:
    if figures.some("extensions_asked") is None:
        return ()
    parts = [
        ("批准", figures["extensions_granted"]),
        ("未批准", figures["extensions_refused"]),
        ("正在审批", figures["extensions_open"]),
    ]
    shown = [word for word, figure in parts if figure.value]
    every = "均" if figures.value("extensions_asked") > 1 else ""
    told = (
        ("，", every, SOLE[shown[0]])
        if len(shown) == 1
        else ("，其中", *listed(parts, classifier="项"))
    )
    return fill(
        "严格时限管理。需要延期的在到期前提出申请、按权限审批，共受理延期申请{n}项{told}。",
        n=figures["extensions_asked"],
        told=told,
    )


def _acceptance(figures: Figures) -> Runs:
    looks = figures.some("acceptances")
    if looks is None:
        return ()
    return fill(
        "严格验收销号。由承办部门以外的人员逐项验收，共组织验收{n}次{failed}{closed}。{look_backs}",
        n=looks,
        failed=_failed(figures),
        closed=fill("，已验收销号整改任务{n}项", n=figures["tasks_closed"])
        if figures.some("tasks_closed")
        else "",
        look_backs=_look_backs(figures),
    )


def _failed(figures: Figures) -> Runs:
    """Of the acceptances those that sent work back: a part of them, all, or the only one."""
    failed, looks = figures.some("acceptances_failed"), figures.value("acceptances")
    if failed is None:
        return ()
    if failed.value == looks:
        return ("，", "均" if looks > 1 else "", "未予通过、退回继续整改")
    return fill("，其中{n}次未予通过、退回继续整改", n=failed)


def _look_backs(figures: Figures) -> Runs:
    done = figures.some("look_backs_done")
    if done is None:
        return ()
    parts = [
        ("整改成效得到巩固的", figures["look_backs_held"]),
        ("问题有所反弹的", figures["look_backs_relapsed"]),
    ]
    relapsed = figures.some("look_backs_relapsed")
    if relapsed is None:
        return fill("对已销号任务开展回头看{n}次，未发现问题反弹。", n=done)
    if relapsed.value == done.value:
        told = "对已销号任务开展回头看{n}次，{every}发现问题有所反弹，已重新挂号整改。"
        return fill(told, n=done, every="均" if figures.value("look_backs_done") > 1 else "")
    return fill(
        "对已销号任务开展回头看{n}次，其中{parts}，对反弹的问题已重新挂号整改。",
        n=done,
        parts=listed(parts, classifier="次"),
    )
