"""One report group: results, statements of compliant items, rules, samples, notes, gaps."""

from collections import Counter, defaultdict

from campaigns.models import Result
from findings.models import FoundBy
from reports.document import Block, Missing, Paragraph, Runs, plain
from reports.figures import Figures
from reports.papers.clauses import clause, in_sentences
from reports.papers.final_report import analysis, inspections
from reports.papers.final_report.selfcheck import ORDER
from reports.papers.final_report.words import WORDS
from reports.phrases import cn, document_title, enumerated, fill, firstly, join, listed
from reports.sources import ReportGroup

LONG = 240  # characters of statements beyond which each category has a paragraph of its own

FOUND: dict[str, str] = {FoundBy.INSPECTION: "检查中", FoundBy.COMPLAINT: "经投诉反映并核实，"}


def blocks(figures: Figures, group: ReportGroup) -> tuple[Block, ...]:
    """One paragraph, or, when much is to be said, one for each category between two others."""
    key = f"group-{group.place}-text"
    counts, said = _counts(figures, group), _statements(figures, group)
    rest = (
        *_rules(figures, group),
        *_samples(figures, group),
        *inspections.runs(figures, group.name),
        *_notes(figures, group),
        *_fixed(figures, group),
        *_gaps(figures, group),
    )
    if len(said) < 2 or sum(map(len, said)) <= LONG:
        return (Paragraph((*counts, *firstly(said), *rest), key=key),)
    told = [Paragraph(counts, key=key), *_paragraphs(said, key)]
    return (*told, Paragraph(rest, key=f"{key}-rest")) if rest else tuple(told)


def _paragraphs(said: list[str], key: str) -> tuple[Paragraph, ...]:
    if len(said) > 5:
        return enumerated(said, key=key)
    return tuple(
        Paragraph((f"{cn(place)}是{words}。",), key=f"{key}-{place}")
        for place, words in enumerate(said, start=1)
    )


def _counts(figures: Figures, group: ReportGroup) -> Runs:
    place = group.place
    parts = [(WORDS[result], figures[f"group_{result}.{place}"]) for result in ORDER]
    pending = figures.value(f"group_pending.{place}")
    items = figures[f"group_items.{place}"]
    if pending == items.value:
        return fill("该部分涉及检查项点{n}个，正在核实。", n=items)
    if parts[0][1].value == items.value:
        return fill("该部分涉及检查项点{n}个，经查均符合规定。", n=items)
    told = listed([*parts, ("正在核实", figures[f"group_pending.{place}"])])
    return fill("该部分涉及检查项点{n}个，其中{parts}。", n=items, parts=told)


def _statements(figures: Figures, group: ReportGroup) -> list[str]:
    """What compliant items say of themselves, gathered by category; an item that is not
    compliant says nothing here, so that the text cannot contradict itself."""
    by_category: dict[str, dict[str, None]] = defaultdict(dict)
    for row in group.results:
        said = clause(figures.sources.statements.get(row.item.pk, ""))
        if said:
            by_category[row.item.category][said] = None
    if len(by_category) < 2:
        return [in_sentences(list(said)) for said in by_category.values()]
    return [
        f"{category or '其他'}方面。{in_sentences(list(said))}"
        for category, said in by_category.items()
    ]


def _rules(figures: Figures, group: ReportGroup) -> Runs:
    titles = [document_title(row.title, row.number) for row in figures.sources.rules_of(group)]
    if not titles:
        return ()
    if len(titles) == 1:
        return ("现行有效的制度有", *titles, "。")
    number = figures[f"group_rules.{group.place}"]
    return fill(
        "现行有效的有{titles}。", titles=join(titles, noun="制度", total=number, counted=True)
    )


def _samples(figures: Figures, group: ReportGroup) -> Runs:
    place = group.place
    told: list[Runs] = []
    if figures.value(f"group_evidence.{place}"):
        told.append(fill("收集佐证材料{n}份", n=figures[f"group_evidence.{place}"]))
    if figures.value(f"group_sample.{place}"):
        told.append(
            fill(
                "抽查业务{n}笔（份），{ok}",
                n=figures[f"group_sample.{place}"],
                ok=_correct(figures, place),
            )
        )
    if not told:
        return ()
    methods = analysis.methods(_methods(figures, group))
    by = fill("采取{methods}方式，共", methods=methods) if methods else ("自查中共",)
    return (*by, *told[0], *(("，", *told[1]) if len(told) > 1 else ()), "。")


def _correct(figures: Figures, place: int) -> Runs:
    if not figures.value(f"group_sample_ok.{place}"):
        return ("均不合格",)
    return fill(
        "合格{ok}笔（份），合格率{rate}",
        ok=figures[f"group_sample_ok.{place}"],
        rate=figures.rate(f"group_sample_rate.{place}"),
    )


def _methods(figures: Figures, group: ReportGroup) -> Counter:
    found = figures.sources.tallies.methods
    return sum((found.get(row.item.pk, Counter()) for row in group.results), Counter())


def _notes(figures: Figures, group: ReportGroup) -> Runs:
    if not group.with_result(Result.NOTE):
        return ()
    gap = Missing("附说明的内容", figures.url(f"group_{Result.NOTE}.{group.place}"))
    texts: list[Runs] = [
        (clause(source.text) or gap,) for source in figures.sources.notes_of(group)
    ]
    if len(texts) < 2:
        return fill("需要说明的是，{text}。", text=texts[0] if texts else gap)
    number = cn(len(texts), before_classifier=True)
    return (f"需要说明的有{number}点：", *firstly(texts))


def _fixed(figures: Figures, group: ReportGroup) -> Runs:
    """What was fixed at once, told where its items belong."""
    items = {row.item.pk for row in group.results}
    told: Runs = ()
    for finding in figures.sources.fixed_in_passing:
        if items.isdisjoint(item.pk for item in finding.items.all()) or finding.restricted:
            continue
        told += fill(
            "{found}发现{title}，{put_right}。",
            found=FOUND.get(finding.found_by, "自查中"),
            title=clause(finding.title),
            put_right=_put_right(figures, finding),
        )
    return told


def _put_right(figures: Figures, finding) -> Runs:
    measures = [clause(measure.text) for measure in finding.measures.all()]
    days = [task.closed_on for task in figures.sources.tasks_of(finding)]
    if not days or not all(days):
        return ("正在立即整改",)
    if len(measures) == 1:
        return (f"已于{figures.day(max(days))}{measures[0]}",)
    return (f"已于{figures.day(max(days))}整改到位：", *firstly(measures, final=False))


def _gaps(figures: Figures, group: ReportGroup) -> Runs:
    in_passing = {
        item.pk for finding in figures.sources.fixed_in_passing for item in finding.items.all()
    }
    topics = dict.fromkeys(
        row.item.category or clause(row.item.text)
        for row in group.with_result(Result.NO)
        if row.item.pk not in in_passing
    )
    if not topics:
        return ()
    return fill("在{topics}还存在不足，具体情况见本报告第三部分。", topics=_topics(list(topics)))


def _topics(topics: list[str]) -> str:
    """甲、乙和丙方面; where a topic has a 、 of its own every one has its 方面."""
    topics = [topic.removesuffix("方面") for topic in topics]
    if len(topics) > 1 and any("、" in topic for topic in topics):
        *first, last = [f"{topic}方面" for topic in topics]
        return f"{'，'.join(first)}以及{last}"
    return f"{plain(join(topics, noun=''))}方面"
