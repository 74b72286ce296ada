"""主要问题及边整边改情况: problem and measures one to one, under the same number."""

from findings.models import Finding
from reports.document import Block, Figure, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.papers.final_report import comparison, measures
from reports.papers.spoken_report import outcomes, promises
from reports.papers.spoken_report.opening import title_of
from reports.phrases import deadline_before, fill, heading, heading_number, join


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The problems, then what is done about each; () when nothing was found."""
    rows = problems(figures)
    if not rows:
        return ()
    kept = promises.blocks(figures)
    parts = 3 if kept else 2
    return (
        heading(2, 1, "主要问题", of=parts),
        Paragraph(_lead(figures), key="problems", keep_with_next=True),
        *(
            _paragraph("problem", place, rows, _problem(figures, row))
            for place, row in _places(rows)
        ),
        heading(2, 2, "边整边改情况", of=parts),
        Paragraph(_measures(figures), key="measures", keep_with_next=True),
        *(
            _paragraph("measure", place, rows, _put_right(figures, row))
            for place, row in _places(rows)
        ),
        *comparison.sentence(figures, ""),
        *((heading(2, 3, "承诺兑现和合作方管理情况", of=parts), *kept) if kept else ()),
    )


def problems(figures: Figures) -> list[Finding]:
    """The problems in the order of their numbers, which problem and measures share."""
    return sorted(figures.sources.findings, key=lambda finding: finding.number)


def _places(rows: list[Finding]) -> list[tuple[int, Finding]]:
    return list(enumerate(rows, start=1))


def _paragraph(kind: str, place: int, rows: list[Finding], runs: Runs) -> Paragraph:
    return Paragraph((heading_number(3, place, of=len(rows)), *runs), key=f"{kind}-{place}")


def _lead(figures: Figures) -> Runs:
    several = "的问题" if figures.value("problems") > 1 else "问题"
    names = [aspect.name for aspect in figures.sources.aspects]
    shown = fill("，反映出{names}{n}个方面存在差距", names=join(names), n=figures["aspects"])
    return fill(
        "经梳理归并，主要存在{n}个方面{several}{aspects}：",
        n=figures["problems"],
        several=several,
        aspects=shown if len(names) > 1 else "",
    )


def _problem(figures: Figures, finding: Finding) -> Runs:
    if finding.restricted:
        return ("按管理权限另行报告的问题。",)
    page = figures.page(f"findings/{finding.number}")
    text = clause(finding.problem) or Missing("问题表现", page)
    return fill("{title}。{text}。", title=title_of(finding), text=text)


def _measures(figures: Figures) -> Runs:
    total, done = figures.some("measures"), figures.some("measures_done")
    if total is None:
        return ("我们坚持边查边改、未评先改，正在针对上述问题制定措施。",)
    return fill(
        "我们坚持边查边改、未评先改，针对上述问题{planned}，{done}{closed}。",
        planned=fill("逐项制定措施，共{n}项", n=total)
        if total.value != 1
        else fill("制定措施{n}项", n=total),
        done=_done(total, done) if done else "正在组织实施",
        closed=_closed(figures),
    )


def _done(total: Figure, done: Figure) -> Runs:
    if done.value != total.value:
        return fill("已完成{n}项", n=done)
    return ("已全部完成",) if total.value != 1 else ("已完成",)


def _closed(figures: Figures) -> Runs:
    """How many problems are closed out; neither all of them nor a single one is counted (G8)."""
    closed, problems = figures.some("findings_closed"), figures.value("problems")
    if closed is None:
        return ()
    if closed.value != problems:
        return fill("，{n}{c}问题已整改销号", n=closed, c=figures.classifier("问题"))
    return ("，问题均已整改销号",) if problems != 1 else ("，该问题已整改销号",)


def _put_right(figures: Figures, finding: Finding) -> Runs:
    if finding.restricted:
        return ("针对按管理权限另行报告的问题。已制定措施，另行报告。",)
    gap = Missing("整改措施", figures.page(f"findings/{finding.number}"))
    common = measures.common_deadline(figures, finding)
    return fill(
        "针对{title}的问题。{measures}{until}。{result}",
        title=title_of(finding).removesuffix("问题"),
        measures=measures.runs(figures, finding, with_deadlines=not common) or gap,
        until=f"。以上措施均于{deadline_before(common)}" if common else "",
        result=_result(figures, finding),
    )


def _result(figures: Figures, finding: Finding) -> Runs:
    """What came of it; without a record only what is done is told, never a success."""
    told = [
        part
        for part in (outcomes.numbers(figures, finding), outcomes.papers(figures, finding))
        if part
    ]
    said = fill("目前，{told}。", told=sole(told, "；")) if told else ()
    if finding.status == Finding.Status.CLOSED:
        return (*said, "该问题已整改到位，经验收销号。")
    return said
