"""深入自查: sheets, answers, evidence and nil returns."""

from campaigns.models import Result
from organization import clock
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.final_report import levels
from reports.papers.final_report.words import WORDS
from reports.phrases import among, fill, join

ORDER = (Result.OK, Result.NOTE, Result.NO, Result.NA)


def runs(figures: Figures) -> Runs:
    """What the departments filled in, from their sheets."""
    if not figures.value("sheets"):
        return (Missing("自查填报情况", figures.page("sheets")), "。")
    return (
        *levels.runs(figures),
        *_filled(figures),
        *_late(figures),
        *_missing(figures),
        *_nil(figures),
    )


def _filled(figures: Figures) -> Runs:
    whole = fill(
        "各部门（单位）对照检查项点逐项自查，共填报自查表{sheets}份、{answers}项次{evidence}",
        sheets=figures["sheets"],
        answers=figures["answers"],
        evidence=fill("，提供佐证材料{n}份", n=figures["evidence"])
        if figures.value("evidence")
        else "",
    )
    parts = [(WORDS[result], figures[f"answers_{result}"]) for result in ORDER]
    none = "" if figures.value("answers_no") else "，未发现不符合情况"
    shown = [part for part in parts if part[1].value]
    if len(shown) == 1:
        return (*whole, f"，均为{shown[0][0]}{none}。")
    told = among((*whole, "；"), parts, total=figures["answers"], classifier="项次")
    return (*told, f"{none}。")


def _late(figures: Figures) -> Runs:
    late = figures.rows("sheets_late")
    if not late:
        return ()
    last = figures.day(max(clock.day_of(sheet.submitted_at) for sheet in late))
    return fill(
        "{n}份自查表未按期提交，{caught_up}补报。",
        n=figures["sheets_late"],
        caught_up=f"已于{last}" if len(late) == 1 else f"均已于{last}前",
    )


def _missing(figures: Figures) -> Runs:
    if not figures.value("sheets_missing"):
        return ()
    names = [figures.sources.name_of(s.department) for s in figures.rows("sheets_missing")]
    return fill(
        "截至{day}，尚有{n}份自查表未提交，涉及{departments}。",
        day=figures.day(figures.on),
        n=figures["sheets_missing"],
        departments=join(names, noun="部门（单位）"),
    )


def _nil(figures: Figures) -> Runs:
    nil = figures.some("nil_reports")
    if nil is None:
        return ()
    return fill(
        "{n}个部门（单位）经自查未发现问题，{all}由负责人签字作出零报告。",
        n=nil,
        all="均" if nil.value != 1 else "",
    )
