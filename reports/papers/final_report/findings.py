"""三、存在的问题、原因及整改情况: by aspect; each finding with its four parts and its measures."""

from collections.abc import Callable

from campaigns.models import Result
from findings.models import Finding, FoundBy
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.citing import according_to
from reports.papers.clauses import clause
from reports.papers.final_report import analysis, annexes, measures, progress
from reports.papers.final_report.words import DEGREES, NOT_HERE
from reports.phrases import cn, fill, firstly, heading, heading_number, join, listed
from reports.sources import departments_of

TITLE = "存在的问题、原因及整改情况"


def part(figures: Figures) -> tuple[str, tuple[Block, ...]]:
    """Title and blocks; without findings the part tells what is to be strengthened."""
    if figures.value("findings"):
        return TITLE, tuple(_told(figures))
    if analysis.is_undecided(figures):
        gap = Missing("汇总梳理结果", figures.page("findings/consolidate"))
        return TITLE, (Paragraph((gap, "。"), key="findings"),)
    return "需要进一步加强的工作", (Paragraph(_nothing(figures), key="findings"),)


def _nothing(figures: Figures) -> Runs:
    """No finding is no reason to write 无: what records show is told, and nothing promised."""
    fixed, noted = figures.some("fixed_in_passing"), figures.some(f"items_{Result.NOTE}")
    return fill(
        "经自查和检查，未发现{other}违反有关规定的问题。{noted}需要继续对照有关规定，"
        "做好日常监督检查。",
        other="当即整改以外的" if fixed else "",
        noted=fill("对符合（附说明）的{n}个检查项点，", n=noted) if noted else "",
    )


def _told(figures: Figures) -> list[Block]:
    return [
        Paragraph(_lead(figures), key="findings"),
        *by_aspect(figures, _finding),
        Paragraph(progress.overall(figures), key="progress"),
    ]


def by_aspect(figures: Figures, tell: Callable[[Figures, Finding], Runs]) -> list[Block]:
    """A heading an aspect and below it a numbered paragraph a finding, as `tell` words it."""
    findings = figures.sources.findings
    aspects = [*figures.sources.aspects, *([] if all(f.aspect for f in findings) else [None])]
    told: list[Block] = []
    place = 0
    for n, aspect in enumerate(aspects, start=1):
        name: Runs = (f"{bare(aspect.name)}方面",) if aspect else (_unnamed(figures),)
        key = f"aspect-{aspect.pk if aspect else 0}"
        told.append(heading(2, n, name, of=len(aspects), key=key))
        for finding in findings:
            if finding.aspect_id == (aspect and aspect.pk):
                place += 1
                number = heading_number(3, place, of=len(findings))
                words = (number, *tell(figures, finding))
                told.append(Paragraph(words, key=f"finding-{finding.number}"))
    return told


def bare(aspect: str) -> str:
    """The name of an aspect without 方面, which the sentence adds."""
    return aspect.removesuffix("方面")


def _unnamed(figures: Figures) -> Missing:
    return Missing("问题方面", figures.page("findings"))


def _lead(figures: Figures) -> Runs:
    aspects = figures.sources.aspects
    classifier = figures.classifier("问题")
    several = len(aspects) > 1
    parts = [
        (f"{bare(aspect.name)}方面", figures[f"aspect_findings.{place}"])
        for place, aspect in enumerate(aspects, start=1)
    ]
    listing = listed(parts, between="，", classifier=classifier)
    return fill(
        "经自查和检查，{total}发现{aspects}{n}{classifier}问题{belong}{involved}{annex}{spread}。",
        total="共" if figures.value("findings") > 1 else "",
        aspects=in_aspects(figures),
        n=figures["findings"],
        classifier=classifier,
        belong=_belong(figures),
        involved=_involved(figures),
        annex=annexes.see(figures, "annex-findings"),
        spread=fill("。其中，{parts}", parts=listing) if several else "",
    )


def in_aspects(figures: Figures) -> Runs:
    """三个方面 of several; nothing of one."""
    if not figures.sources.aspects:
        return (_unnamed(figures), "方面")
    return fill("{n}个方面", n=figures["aspects"]) if figures.value("aspects") > 1 else ()


def _belong(figures: Figures) -> Runs:
    """均属…方面 of several findings in one aspect; 属…方面 of one finding."""
    aspects = figures.sources.aspects
    if len(aspects) != 1 or not all(f.aspect for f in figures.sources.findings):
        return ()
    every = "均" if figures.value("findings") > 1 else ""
    return (f"，{every}属{bare(aspects[0].name)}方面",)


def _involved(figures: Figures) -> Runs:
    told = []
    if figures.value("involved_departments"):
        told.append(fill("{n}个部门（单位）", n=figures["involved_departments"]))
    if figures.value("involved_items"):
        told.append(fill("{n}个检查项点", n=figures["involved_items"]))
    return fill("，涉及{told}", told=join(told, last="")) if told else ()


def _finding(figures: Figures, finding: Finding) -> Runs:
    if finding.restricted:
        return (NOT_HERE,)
    url = figures.page(f"findings/{finding.number}")
    return (
        *fill(
            "{title}。按照{cite}，{rule}。{found}，{problem}{scope}。主要原因：{cause}。"
            "责任单位为{department}{liable}。整改措施：{measures}。",
            title=clause(finding.title),
            cite=according_to(finding, url),
            rule=clause(finding.rule) or Missing("规定", url),
            found=_found(finding),
            problem=_problem(finding) or Missing("问题", url),
            scope=_scope(figures, finding),
            cause=_cause(finding) or Missing("原因", url),
            department=department(figures, finding, url),
            liable=_liable(figures, finding),
            measures=measures.runs(figures, finding) or Missing("整改措施", url),
        ),
        *progress.of(figures, finding),
    )


def department(figures: Figures, finding: Finding, url: str):
    """The responsible department, a gap where nobody named it."""
    if finding.department is None:
        return Missing("责任部门", url)
    return figures.sources.name_of(finding.department)


def _liable(figures: Figures, finding: Finding) -> str:
    """，窗口岗负直接责任，部门负责人负领导责任: by post and only what is approved to be told."""
    told: dict[str, list[str]] = {}
    for row in figures.sources.told_liabilities(finding):
        home = figures.sources.name_of(row.department)
        elsewhere = row.department_id != finding.department_id and not row.post.startswith(home)
        post = f"{home if elsewhere else ''}{clause(row.post)}"
        told.setdefault(post, []).append(DEGREES[row.degree])
    return "".join(f"，{post}负{'、'.join(degrees)}" for post, degrees in told.items())


def _found(finding: Finding) -> str:
    words: dict[str, str] = {
        FoundBy.INSPECTION: "检查发现",
        FoundBy.COMPLAINT: "据客户投诉反映并经核实",
    }
    return words.get(finding.found_by, "自查发现")


def _problem(finding: Finding) -> Runs:
    parts = [clause(part) for part in finding.problem_parts]
    if len(parts) < 2:
        return (parts[0],) if parts else ()
    number = cn(len(parts), before_classifier=True)
    return (f"存在{number}个方面的情况：", *firstly(parts, final=False))


def _scope(figures: Figures, finding: Finding) -> Runs:
    """Which departments; behind a list of parts it must not look like a word of the last one."""
    departments = departments_of(finding)
    if len(departments) < 2:
        return ()
    names = join([figures.sources.name_of(d) for d in departments], noun="部门（单位）")
    several = len(finding.problem_parts) > 1
    return fill("{so}涉及{names}", so="。上述情况" if several else "，", names=names)


def _cause(finding: Finding) -> Runs:
    subjective, objective = clause(finding.cause_subjective), clause(finding.cause_objective)
    if subjective and objective:
        return (f"主观上，{subjective}；客观上，{objective}",)
    return (subjective or objective,) if subjective or objective else ()
