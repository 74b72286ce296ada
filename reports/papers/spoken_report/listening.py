"""主要做法: how it was led, announced, opened to opinions, and looked into."""

from campaigns.models import Meeting
from findings.models import Opinion
from reports.document import Block, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.papers.grounds import wording
from reports.papers.spoken_report import annexes
from reports.phrases import fill, firstly, heading, join, listed

KINDS = {"渠道": "类", "方式": "种", "对象": "类", "项目": "项"}
NAMED = 3  # projects told by name; all of them stand in the annex


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The practices that have records, numbered by what there is."""
    told = [
        ("统一思想，加强领导", "leadership", _leadership(figures)),
        ("广泛发动，营造氛围", "publicity", _publicity(figures)),
        ("广征意见，开门评议", "opinions", _opinions(figures)),
        ("突出重点，务求实效", "actions", _actions(figures)),
    ]
    shown = [row for row in told if row[2]]
    body: list[Block] = []
    for place, (title, key, runs) in enumerate(shown, start=1):
        body += [heading(2, place, title, of=len(shown)), Paragraph(runs, key=key)]
    return tuple(body)


def _leadership(figures: Figures) -> Runs:
    group = figures.sources.leading_group
    if group is None:
        return ()
    chair = next((m.person.title for m in group.memberships.all() if m.office == "chair"), None)
    duties = figures.some("duties")
    led = fill(
        "成立{chair}{name}{duties}",
        chair=f"由{chair}任组长的" if chair else "",
        name=group.name,
        duties=fill("，明确{n}项职责分工", n=duties) if duties else "",
    )
    chain = figures.some("responsibilities")
    return firstly(
        [led, fill("按照分工逐级落实责任，共明确责任事项{n}项", n=chain) if chain else ()]
    )


def _publicity(figures: Figures) -> Runs:
    told: list[Runs] = []
    if meeting := next(iter(figures.sources.held_meetings(Meeting.Kind.ALL)), None):
        told.append((f"{figures.day(meeting.on)}召开{meeting.title}",))
    if press := figures.some("press"):
        outlets = dict.fromkeys(act.outlet for act in figures.rows("press") if act.outlet)
        where = fill("在{names}", names=join(list(outlets))) if outlets else ""
        told.append(fill("{where}刊发报道{n}篇", where=where, n=press))
    halls = [("自有营业厅", figures["screens_own"]), ("合作营业厅", figures["screens_partner"])]
    if any(figure.value for _name, figure in halls):
        named = [(figure, f"个{name}") for name, figure in halls if figure.value]
        told.append(fill("在{halls}滚动播放宣传内容", halls=join(named)))
    if boxes := figures.some("opinion_boxes"):
        told.append(fill("设置意见箱（簿）{n}处", n=boxes))
    if briefs := figures.some("briefs"):
        told.append(fill("编发简报{n}期", n=briefs))
    return fill("{told}。", told=sole(told, "，")) if told else ()


def _opinions(figures: Figures) -> Runs:
    told = [part for part in (_survey(figures), _symposium(figures), _collected(figures)) if part]
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


def _collected(figures: Figures) -> Runs:
    total = figures.some("opinions")
    if total is None:
        return ()
    parts = [(str(one.label), figures[f"opinions_{one}"]) for one in Opinion.Channel]
    several = sum(bool(figure.value) for _label, figure in parts) > 1
    done = figures.some("opinions_done")
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
        else "正在逐条办理",
    )


def _actions(figures: Figures) -> Runs:
    return firstly([part for part in (_walks(figures), _visits(figures)) if part])


def _walks(figures: Figures) -> Runs:
    walks = figures.some("walks")
    if walks is None:
        return ()
    name = (wording(figures, "spoken") or {}).get("walk", "穿越体验")
    channels = join(
        list(figures.rows("walk_channels")),
        noun="渠道",
        classifiers=KINDS,
        total=figures["walk_channels"],
        counted=True,
    )
    valid = figures.some("proposals_valid")
    return fill(
        "“{name}”活动。{people}人以普通客户身份，沿{channels}进行体验，共完成穿越任务{walks}项"
        "{valid}{projects}。",
        name=name,
        people=figures["walkers"],
        channels=channels,
        walks=walks,
        valid=fill("，收集有效建议{n}条", n=valid) if valid else "",
        projects=_projects(figures),
    )


def _projects(figures: Figures) -> Runs:
    total = figures.some("improvements")
    if total is None:
        return ()
    rows = figures.rows("improvements")
    names = [row.title.rstrip("。；，") for row in rows[:NAMED]]
    done = figures.some("improvements_done")
    return fill(
        "，经评估确定{total}项整改项目{see}，{verb}{names}{more}{done}",
        total=total,
        see=annexes.see(figures),
        verb="包括" if len(rows) > 1 else "为",
        names=join([f"“{name}”" for name in names], last=""),
        more="等" if len(rows) > NAMED else "",
        done=fill("；目前已完成{n}项", n=done) if done else "；目前正在整改",
    )


def _visits(figures: Figures) -> Runs:
    visited, bad = figures.some("own_visited"), figures.some("own_faulty")
    if visited is None:
        return ()
    name = (wording(figures, "spoken") or {}).get("visits", "明察暗访")
    classes = list(dict.fromkeys(p.point.fault_class.name for p in figures.sources.faults))
    found = (
        fill(
            "，其中{bad}个存在{classes}方面的问题，占{rate}（{bad}/{visited}）",
            bad=bad,
            classes=join(classes, noun="对象"),
            rate=figures["own_faulty_rate"],
            visited=visited,
        )
        if bad
        else "，未发现问题"
    )
    days = figures["own_visit_days"]
    return fill(
        "“{name}”行动。{days}，检查自有营业厅{n}个{found}。",
        name=name,
        days=days,
        n=visited,
        found=found,
    )
