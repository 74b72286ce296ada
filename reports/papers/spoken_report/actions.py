"""突出重点，务求实效: the actions with a name of their own, walk-throughs and visits first."""

from campaigns.models import SpecialAction
from reports.document import Figure, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.papers.grounds import spoken_words
from reports.papers.spoken_report import annexes, complaints
from reports.phrases import cn, fill, join

KINDS = {"渠道": "类", "环节": "个", "业务": "类", "项目": "项"}
NAMED = 3  # projects told by name; all of them stand in the annex


def paragraphs(figures: Figures) -> list[Runs]:
    """重点开展两项活动。一是…, and a paragraph for each further one; [] without any of them."""
    told, own = [], {}
    for which, tell in (("walk", _walks), ("visits", _visits)):
        own[which] = _action(figures, which)
        told.append(tell(figures, own[which]))
    rest = [one for one in figures.sources.special_actions if one not in own.values()]
    told = [one for one in (*told, *(_other(figures, one) for one in rest)) if one]
    if len(told) < 2:
        return told
    total = figures["special_actions"]
    lead = fill("重点开展{n}项活动。", n=total) if int(total.value) == len(told) else ()
    rows: list[Runs] = [(f"{cn(n)}是", *runs) for n, runs in enumerate(told, start=1)]
    return [(*lead, *rows[0]), *rows[1:]]


def _action(figures: Figures, which: str) -> SpecialAction | None:
    """The special action the walks or the visits belong to, by the kind it is called."""
    kind = (spoken_words(figures).get("action_kinds") or {}).get(which)
    return next((one for one in figures.sources.special_actions if one.kind == kind), None)


def _name(figures: Figures, action: SpecialAction | None, which: str, usual: str) -> str:
    if action:
        return action.title
    return spoken_words(figures).get(which, usual)


def _quoted(name: str) -> str:
    """Quotation marks inside a name become inner ones: 营业窗口服务‘零容忍’."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def _other(figures: Figures, action: SpecialAction) -> Runs:
    purpose = clause(action.purpose)
    return fill(
        "{name}行动{purpose}，由{lead}牵头。",
        name=_quoted(action.title),
        purpose=f"，{purpose}" if purpose else "",
        lead=figures.sources.name_of(action.department),
    )


def _walks(figures: Figures, action: SpecialAction | None) -> Runs:
    walks = figures.some("walks")
    if walks is None:
        return ()
    valid = figures.some("proposals_valid")
    return fill(
        "{name}活动。{lead}{people}人以普通客户身份，沿{channels}，对{stages}{products}进行体验，"
        "共完成穿越任务{walks}项{valid}{projects}。",
        name=_quoted(_name(figures, action, "walk", "穿越体验")),
        lead=f"{action.lead}带队，" if action and action.lead else "",
        people=figures["walkers"],
        channels=_counted(figures, "walk_channels", "渠道"),
        stages=_counted(figures, "walk_stages", "环节"),
        products=fill("的{n}类业务", n=figures["walk_products"]),
        walks=walks,
        valid=fill("，收集有效建议{n}条", n=valid) if valid else "",
        projects=_projects(figures),
    )


def _counted(figures: Figures, name: str, noun: str) -> Runs:
    words = list(figures.rows(name))
    return join(words, noun=noun, classifiers=KINDS, total=figures[name], counted=True)


def _projects(figures: Figures) -> Runs:
    total = figures.some("improvements")
    if total is None:
        return ()
    rows = figures.rows("improvements")
    names = [row.title.rstrip("。；，") for row in rows[:NAMED]]
    return fill(
        "，经评估确定{total}项整改项目{see}，{verb}{names}{more}；{state}",
        total=total,
        see=annexes.see(figures),
        verb="包括" if len(rows) > 1 else "为",
        names=join([f"“{name}”" for name in names], last=""),
        more="等" if len(rows) > NAMED else "",
        state=projects_stand(figures),
    )


def projects_stand(figures: Figures) -> Runs:
    """How the projects stand: closed out, waiting for acceptance, under way, not begun."""
    total = figures.value("improvements")
    told = [
        (figures["improvements_done"], "完成整改并验收销号"),
        (figures["improvements_handed_in"], "完成整改、正在组织验收"),
        (figures["improvements_running"], "正在整改"),
        (figures["improvements_waiting"], "正在制定整改措施"),
    ]
    shown = [(figure, words) for figure, words in told if figure.value]
    if len(shown) == 1:
        words = shown[0][1]
        all_done = "已" if "完成" in words else ""
        every = "全部" if total > 1 else ""
        return (f"目前{all_done}{every}{words}", *_accepted_later(figures))
    parts = [fill("{n}项{words}", n=figure, words=words) for figure, words in shown]
    return ("目前", *sole(parts, "，"), *_accepted_later(figures))


def _accepted_later(figures: Figures) -> Runs:
    """When those that are still open are accepted; key projects are named as such."""
    key = figures.some("key_projects_open")
    if key is None:
        return ()
    day = figures["key_projects_day"]
    if figures.value("improvements") == 1:
        return fill("，计划{day}验收", day=day)
    return fill("，其中重点项目{n}项计划{day}验收", n=key, day=day)


def _visits(figures: Figures, action: SpecialAction | None) -> Runs:
    halls, heard = _halls(figures), complaints.runs(figures)
    classes = _classes(figures) if action else ()
    told = [part for part in (halls, heard, classes) if part]
    if not told:
        return ()
    name = _name(figures, action, "visits", "明察暗访")
    return fill("{name}行动。{told}", name=_quoted(name), told=sole(told, ""))


def _halls(figures: Figures) -> Runs:
    visited, bad = figures.some("own_visited"), figures.some("own_faulty")
    if visited is None:
        return ()
    found = _faulty(figures, bad, visited) if bad else "未发现问题"
    days = figures["own_visit_days"]
    return fill("{days}，检查自有营业厅{n}个，{found}。", days=days, n=visited, found=found)


def _faulty(figures: Figures, bad: Figure, visited: Figure) -> Runs:
    """其中18个存在…，占20.2%（18/89）; of all and of a single one there is no 其中 (G8, G9)."""
    classes = list(dict.fromkeys(p.point.fault_class.name for p in figures.sources.faults))
    what = fill("存在{classes}方面的问题", classes=join(classes, noun="对象"))
    if bad.value == visited.value:
        return ("均" if visited.value != 1 else "", *what)
    return fill(
        "其中{bad}个{what}，占{rate}（{bad}/{visited}）",
        bad=bad,
        what=what,
        rate=figures["own_faulty_rate"],
        visited=visited,
    )


def _classes(figures: Figures) -> Runs:
    """The faults that are not tolerated, all by name."""
    total = figures.some("fault_classes")
    if total is None:
        return ()
    names = [row.name for row in figures.sources.fault_classes]
    return fill(
        "针对上述情况，将{names}{n}问题列为“零容忍”事项，发现一起、登记一起、整改一起{kept}。",
        names=join(names, last="", limit=len(names)),
        n=fill("等{n}类", n=total) if len(names) > 1 else "",
        kept=_recorded(figures),
    )


def _recorded(figures: Figures) -> Runs:
    """How many were recorded, and how many of them closed with a result."""
    faults, closed = figures.some("faults"), figures.some("faults_closed")
    if faults is None:
        return ()
    rest = fill("已整改销号{n}起", n=closed) if closed else "正在整改"
    if closed and closed.value == faults.value:
        rest = "均已整改销号" if faults.value != 1 else "已整改销号"
    return fill("，共登记{n}起，{rest}", n=faults, rest=rest)
