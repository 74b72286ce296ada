"""公司基本情况: what the unit says of itself, each number with its day; honours; appraisals."""

from datetime import date
from itertools import groupby

from organization.models import UnitFact
from reports.document import Block, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.phrases import date_cn, fill, join

FOUNDED = "日期"  # 挂牌成立日期 1995年8月22日 → 于1995年8月22日挂牌成立
NAMED = 4  # honours told by name


def blocks(figures: Figures) -> tuple[Block, ...]:
    """One paragraph of facts, one of honours and earlier appraisals; () without records."""
    first = _facts(figures)
    second = (*_honours(figures), *_appraisals(figures))
    told = (("unit", first), ("honours", second))
    return tuple(Paragraph(runs, key=key) for key, runs in told if runs)


def _facts(figures: Figures) -> Runs:
    rows = [(f"fact.{n}", row) for n, row in enumerate(figures.sources.unit_facts, start=1)]
    words = [_words(figures, name, row) for name, row in rows if not row.measured_in]
    sentences: list[Runs] = []
    if words:
        short = figures.campaign.organisation_short
        sentences.append(fill("{short}{told}。", short=short, told=sole(words, "，")))
    measured = sorted(
        ((name, row) for name, row in rows if row.measured_in), key=lambda pair: pair[1].as_of
    )
    for day, together in groupby(measured, key=lambda pair: pair[1].as_of):
        told = [fill("{label}{n}", label=row.label, n=figures[name]) for name, row in together]
        sentences.append(fill("截至{day}，{told}。", day=_day(day), told=join(told, last="")))
    return sole(sentences, "")


def _words(figures: Figures, name: str, fact: UnitFact) -> Runs:
    if fact.label.endswith(FOUNDED) and fact.label != FOUNDED:
        return fill("于{day}{what}", day=figures[name], what=fact.label.removesuffix(FOUNDED))
    return fill("{label}为{words}", label=fact.label, words=figures[name])


def _day(on: date) -> str:
    """The end of a year is told as such."""
    return f"{on.year}年底" if (on.month, on.day) == (12, 31) else date_cn(on)


def _honours(figures: Figures) -> Runs:
    total = figures.some("honours")
    if total is None:
        return ()
    rows = figures.sources.honours
    together: dict[tuple, list[str]] = {}
    for row in rows[:NAMED]:
        together.setdefault((row.year, row.issuer), []).append(f"“{row.name}”")
    named = [_given(year, issuer, names) for (year, issuer), names in together.items()]
    if len(rows) == 1:
        return fill("获得{named}荣誉称号。", named=named[0])
    more = "等" if len(rows) > NAMED else ""
    if not more and len(named) > 1:  # 和 also where who gave them are several, parted by 、
        listed: Runs = (*join(named[:-1], last=""), "和", named[-1])
    else:
        listed = join(named, last="")
    return fill("先后获得{named}{more}荣誉称号{n}项。", named=listed, more=more, n=total)


def _given(year: int | None, issuer: str, names: list[str]) -> str:
    when = f"{year}年" if year else ""
    return f"{when}{issuer}{'授予的' if issuer else ''}{''.join(names)}"


def _appraisals(figures: Figures) -> Runs:
    """连续参加 only where every year since the first is on record."""
    total = figures.some("earlier_appraisals")
    if total is None:
        return ()
    years = [row.year for row in figures.sources.earlier_appraisals]
    if len(years) == 1:
        return (f"{years[0]}年曾参加民主评议行风工作。",)
    since = f"自{years[0]}年以来，"
    if years == list(range(years[0], figures.on.year)):
        return fill("{since}已连续参加民主评议行风工作{n}年。", since=since, n=total)
    return (f"{since}多次参加民主评议行风工作。",)
