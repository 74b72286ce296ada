"""承诺兑现和合作方管理: what was promised and how it was kept, who signed, cards given."""

from organization.clocks import Unit
from reports.document import Block, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.phrases import date_range, fill, firstly, join
from reports.sources.appraisal import days_of

CLOCKS = {Unit.HOURS: "小时", Unit.WORKING_DAYS: "个工作日"}


def blocks(figures: Figures) -> tuple[Block, ...]:
    """One paragraph for promises, one for partners; () without records of either."""
    told = (
        ("promises", _promises(figures)),
        ("promises-kept", _kept(figures)),
        ("partners", _partners(figures)),
    )
    return tuple(Paragraph(runs, key=key) for key, runs in told if runs)


def _promises(figures: Figures) -> Runs:
    total = figures.some("commitments")
    if total is None:
        return ()
    rows = figures.sources.commitments
    timed = _timed(figures)
    other = [f"“{row.title}”" for row in rows if not row.limit]
    names = join(other, last="", limit=len(other))
    if not timed:
        return fill("向社会公开服务承诺{n}项：{names}。", n=total, names=names)
    if not other:
        return fill("向社会公开限时服务承诺{n}项：{all}。", n=total, all=timed)
    return fill(
        "向社会公开服务承诺{n}项，其中限时承诺{timed}项：{all}；另有{names}。",
        n=total,
        timed=figures["timed_commitments"],
        all=timed,
        names=names,
    )


def _timed(figures: Figures) -> Runs:
    """Each promise with its time limit, and how its clock takes days off: natural hours run on
    through them, working days leave them out by their name."""
    told: dict[Unit, list[Runs]] = {Unit.HOURS: [], Unit.WORKING_DAYS: []}
    for place, row in enumerate(figures.rows("timed_commitments"), start=1):
        n, unit = figures[f"commitment_hours.{place}"], row.limit.unit
        told[unit].append(fill("{title}{n}{unit}", title=row.title, n=n, unit=CLOCKS[unit]))
    hours, days = told.values()
    parts = [(*sole(hours, "，"), "，节假日不顺延")] if hours else []
    parts += [sole(days, "，")] if days else []
    return sole(parts, "；")


def _kept(figures: Figures) -> Runs:
    told, days = [], []
    for place, kept in enumerate(figures.sources.kept, start=1):
        settled, in_time = figures[f"promise_settled.{place}"], figures[f"promise_in_time.{place}"]
        if not settled.value:
            continue
        late = figures.some(f"promise_late.{place}")
        days += [day for row in kept.rows for day in days_of(row)]
        told.append(
            fill(
                "{title}{n}件，按时{ok}件，及时率{rate}（{ok}/{n}{late}）",
                title=kept.commitment.title,
                n=settled,
                ok=in_time,
                rate=figures[f"promise_rate.{place}"],
                late=fill("，未按时{n}件", n=late) if late else "",
            )
        )
    if not told:
        return ()
    period = date_range(min(days), max(days), year=_year(figures))
    return fill("{days}，{told}。", days=period, told=sole(told, "；"))


def _year(figures: Figures):
    return figures.sources.window[0] if figures.sources.phases else True


def _partners(figures: Figures) -> Runs:
    return firstly([part for part in (_signed(figures), _cards(figures)) if part])


def _signed(figures: Figures) -> Runs:
    total = figures.some("signed_partners")
    if total is None:
        return ()
    kinds = list(dict.fromkeys(row.kind_name for row in figures.sources.signed_partners))
    titles = dict.fromkeys(row.initiative.title for row in figures.sources.signatures)
    return fill(
        "与{n}家{kinds}共同签署{titles}",
        n=total,
        kinds=join(kinds),
        titles=join([f"《{title}》" for title in titles]),
    )


def _cards(figures: Figures) -> Runs:
    """黄牌、红牌; told also where none was given, once there are partners to give them to."""
    if not figures.value("partners"):
        return ()
    given = [
        (figures[f"{colour}_cards_of_partners"], f"张{word}")
        for colour, word in (("yellow", "黄牌"), ("red", "红牌"))
    ]
    shown = [(figure, word) for figure, word in given if figure.value]
    ended = figures.some("ended_partners")
    cards = (
        fill("发出{cards}", cards=join([(figure, word) for figure, word in shown]))
        if shown
        else ("未发生达到发牌标准的情形",)
    )
    ending = fill("，终止合作{n}家", n=ended) if ended else ""
    return fill(
        "对合作方实行黄牌、红牌管理，活动开展以来{cards}{ending}",
        cards=cards,
        ending=ending,
    )
