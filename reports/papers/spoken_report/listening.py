"""主要做法: how it was led, announced, opened to opinions, and looked into."""

from campaigns.models import Meeting
from findings.models import Opinion
from reports.document import Block, Figure, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.papers.spoken_report import actions, evaluation
from reports.phrases import fill, firstly, heading, join, listed

KINDS = {"方式": "种", "对象": "类"}


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The practices that have records, numbered by what there is."""
    told: list[tuple[str, str, list[Runs]]] = [
        ("统一思想，加强领导", "leadership", [_leadership(figures)]),
        ("广泛发动，营造氛围", "publicity", [_publicity(figures)]),
        ("广征意见，开门评议", "opinions", [_opinions(figures), evaluation.runs(figures)]),
        ("突出重点，务求实效", "actions", actions.paragraphs(figures)),
    ]
    shown = [row for row in told if any(row[2])]
    body: list[Block] = []
    for place, (title, key, paragraphs) in enumerate(shown, start=1):
        body.append(heading(2, place, title, of=len(shown)))
        for number, runs in enumerate(filter(None, paragraphs), start=1):
            body.append(Paragraph(runs, key=key if number == 1 else f"{key}-{number}"))
    return tuple(body)


def _leadership(figures: Figures) -> Runs:
    group = figures.sources.leading_group
    if group is None:
        return ()
    chair = next((m.person.title for m in group.memberships.all() if m.office == "chair"), None)
    led = fill("成立{chair}{name}", chair=f"由{chair}任组长的" if chair else "", name=group.name)
    chain = figures.some("responsibilities")
    mechanisms = [(clause(line),) for line in group.duty_list]
    return firstly(
        [
            led,
            *mechanisms,
            fill("按照分工逐级落实责任，共明确责任事项{n}项", n=chain) if chain else (),
        ]
    )


def _publicity(figures: Figures) -> Runs:
    told: list[Runs] = []
    if press := figures.some("press"):
        outlets = dict.fromkeys(act.outlet for act in figures.rows("press") if act.outlet)
        where = fill("在{names}", names=join(list(outlets))) if outlets else ""
        told.append(fill("{where}刊发报道{n}篇", where=where, n=press))
    halls = [("自有营业厅", figures["screens_own"]), ("合作营业厅", figures["screens_partner"])]
    if any(figure.value for _name, figure in halls):
        named = [(figure, f"个{name}") for name, figure in halls if figure.value]
        told.append(fill("在{halls}滚动播放宣传内容", halls=join(named)))
    told += [(clause(act.title),) for act in figures.rows("displays")]
    if boxes := figures.some("opinion_boxes"):
        told.append(fill("设置意见箱（簿）{n}处", n=boxes))
    if briefs := figures.some("briefs"):
        told.append(fill("编发简报{n}期", n=briefs))
    if channels := figures.some("feedback_channels"):
        told.append(_channels(figures, channels))
    told = [part for part in told if part]
    return (*_mobilized(figures), *(fill("{told}。", told=sole(told, "，")) if told else ()))


def _mobilized(figures: Figures) -> Runs:
    held = figures.sources.held_meetings(Meeting.Kind.ALL)
    if not held:
        return ()
    came = figures.some("all_meeting_present") if len(held) == 1 else None
    return fill(
        "{day}召开{title}{came}。",
        day=figures.day(held[0].on),
        title=held[0].title,
        came=fill("，{n}人参加", n=came) if came else "",
    )


def _channels(figures: Figures, channels: Figure) -> Runs:
    """By name, and how many of several (G8)."""
    names = [row.contact for row in figures.sources.channels]
    if len(names) == 1:
        return ("公布投诉渠道", names[0])
    return fill("公布{names}{n}条投诉渠道", names=join(names, limit=len(names)), n=channels)


def _opinions(figures: Figures) -> Runs:
    heard = (_survey(figures), _symposium(figures), _watched(figures), _collected(figures))
    told = [part for part in heard if part]
    return sole(told, "")


def _survey(figures: Figures) -> Runs:
    survey, valid = figures.sources.survey, figures.some("survey_responses")
    if survey is None or valid is None:
        return ()
    ways = join(
        list(figures.rows("survey_methods")),
        noun="方式",
        classifiers=KINDS,
        total=figures["survey_methods"],
        counted=True,
    )
    return fill(
        "开展{title}，采取{ways}，回收有效问卷{n}份{index}。",
        title=survey.title,
        ways=ways,
        n=valid,
        index=fill("，满意度指数{index}", index=figures["survey_index"])
        if figures.sources.survey_index
        else "",
    )


def _symposium(figures: Figures) -> Runs:
    meeting, came = figures.sources.symposium, figures.some("symposium_guests")
    if meeting is None:
        return ()
    kinds = list(figures.rows("symposium_kinds"))
    guests = fill("，邀请{kinds}{n}人参加", kinds=join(kinds, noun="对象"), n=came) if came else ""
    day = figures.day(meeting.on)
    return fill("{day}召开{title}{guests}。", day=day, title=meeting.title, guests=guests)


def _watched(figures: Figures) -> Runs:
    """Evaluators by category, and the firms that visit in disguise."""
    kinds = [
        fill("{kind}{n}名", kind=kind, n=figures[f"evaluators.{place}"])
        for place, kind in enumerate(figures.sources.evaluator_kinds, start=1)
    ]
    visits = figures.some("covert_visits")
    told = [fill("聘请{kinds}", kinds=join(kinds))] if kinds else []
    told += [fill("开展暗访{n}次", n=visits)] if visits else []
    return fill("{told}。", told=sole(told, "，")) if told else ()


def _collected(figures: Figures) -> Runs:
    total = figures.some("opinions")
    if total is None:
        return ()
    parts = [(str(one.label), figures[f"opinions_{one}"]) for one in Opinion.Channel]
    several = sum(bool(figure.value) for _label, figure in parts) > 1
    done = figures.some("opinions_done")
    if done and done.value == total.value == 1:
        return fill("共征集意见建议{total}条，已办结。", total=total)
    return fill(
        "共征集意见建议{total}条{parts}；{done}。",
        total=total,
        parts=fill("，其中{parts}", parts=listed(parts, classifier="条")) if several else "",
        done=fill(
            "已办理{done}条，办结率{rate}（{done}/{total}）",
            done=done,
            rate=figures["opinions_rate"],
            total=total,
        )
        if done
        else ("正在逐条办理" if total.value != 1 else "正在办理"),
    )
