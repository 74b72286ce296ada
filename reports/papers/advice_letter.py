"""监察建议书: how it came to be, what was established, what is advised. Verified facts only."""

from datetime import date

from reports.document import Block, Document, Missing, Paragraph, Runs
from reports.papers import letter_parts as parts
from reports.papers.citing import cited, not_kept
from reports.papers.clauses import clause
from reports.papers.letter_parts import Told
from reports.phrases import PaperDates, count, date_range, enumerated, fill, heading, keep_ends
from reports.scripts import in_its_script

SELVES = (("室", "我室"), ("处", "我处"), ("部", "我部"))


@in_its_script
def write(told: Told) -> Document:
    """The letter of advice under the name that the rules of the campaign give it."""
    name = told.rules.advice_name
    return parts.paper(
        told,
        name,
        (
            *keep_ends(
                [
                    parts.head(told, (name,)),
                    parts.addressee(told),
                    heading(1, 1, "基本情况", key="background"),
                    Paragraph(_background(told), key="background-text"),
                    heading(1, 2, "查明的事实和依据", key="facts"),
                    *_facts(told),
                    heading(1, 3, "建议", key="advice"),
                    *_advice(told),
                    parts.signature(told),
                ]
            ),
            *parts.copies(told),
        ),
    )


def _background(told: Told) -> Runs:
    """As the office wrote it, else when the campaign looked and how much it found."""
    words = clause(told.letter.background)
    if words:
        return (f"{words}。",)
    window = _window(told)
    found, classifiers = len(told.findings), told.campaign.word("classifiers", {})
    return fill(
        "{window}，{self}开展{campaign}，对你部门有关情况进行了核查{found}。",
        window=date_range(*window, year=True) if window else Missing("活动起止时间", told.page),
        self=told.campaign.word("self", "我公司"),
        campaign=told.campaign.title,
        found=f"，查明{count(found, '问题', classifiers=classifiers)}" if found else "",
    )


def _window(told: Told) -> tuple[date, date] | None:
    days = [(phase.starts_on, phase.ends_on) for phase in told.campaign.phases.all()]
    return (min(day for day, _ in days), max(day for _, day in days)) if days else None


def _facts(told: Told) -> list[Block]:
    """Each finding with its rule; several stand one below the other."""
    rows: list[Runs] = [
        fill(
            "{fact}。上述情况不符合{rule}。",
            fact=parts.fact(told, one),
            rule=not_kept(cited(one, f"{one.get_absolute_url()}change/"), bool(one.rule_clause)),
        )
        for one in told.findings
    ]
    if not rows:
        rows = [clause_of(row.background or row.topic) for row in told.letter.suggestions.all()]
    if not rows:
        return [Paragraph((Missing("查明的事实", told.page), "。"), key="fact-1")]
    if len(rows) == 1:
        return [Paragraph(rows[0], key="fact-1")]
    return [
        Paragraph((f"{place}.", *words), key=f"fact-{place}")
        for place, words in enumerate(rows, start=1)
    ]


def clause_of(words: str) -> Runs:
    """One line of a record as a sentence."""
    return (f"{clause(words)}。",)


def _advice(told: Told) -> list[Block]:
    """一是…；二是…。: the suggestions that were chosen, then what the office wrote itself."""
    lines: list[Runs] = [(clause(row.action),) for row in told.letter.suggestions.all()]
    lines += [(clause(line),) for line in told.letter.demand_list]
    lead = fill(
        "根据{rule}，建议：",
        rule=clause(told.rules.authority) or Missing("建议依据的规定", _rules_page(told)),
    )
    listed = enumerated(lines or [(Missing("建议内容", told.page),)], lead=lead, key="suggestions")
    return [*listed, Paragraph(_reply(told), key="reply")]


def _reply(told: Told) -> Runs:
    due = told.letter.reply_by
    # With words of the office in front this is the first date that the letter is sure to carry.
    dates = PaperDates() if clause(told.letter.background) else None
    reply = parts.until(told, due, "回复时限", dates)
    day = reply if due or not told.draft else "【签发时确定】"
    return fill(
        "请于{day}前将采纳和办理情况书面函告{we}。无正当理由不采纳的，请说明理由。",
        day=day,
        we=_we(told),
    )


def _we(told: Told) -> str:
    """我室, 我处, 我部: how the office calls itself."""
    name = told.campaign.word("office") or told.campaign.office.name
    return next((self for ending, self in SELVES if name.endswith(ending)), "我单位")


def _rules_page(told: Told) -> str:
    return f"/campaigns/{told.campaign.code}/letters/rules/"
