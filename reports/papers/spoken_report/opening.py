"""称谓、开场和结束: to whom it is spoken, at whose call, what is promised at the end."""

from campaigns.models import Phase
from findings.models import Finding
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.grounds import activity
from reports.phrases import arabic_month, cn, duration, fill, join


def blocks(figures: Figures, words: dict, parts: int) -> tuple[Block, ...]:
    """Salutation at the left margin, then the opening."""
    listeners = listening_in(figures, words)
    greeted = [f"尊敬的{words.get('leaders', '各位领导')}", *listeners]
    salutation = fill("{greeted}，同志们：", greeted=join(greeted, last=""))
    return (
        Paragraph(salutation, key="salutation", indent=False),
        Paragraph(_opening(figures, parts, listeners), key="opening"),
    )


def listening_in(figures: Figures, words: dict) -> list[str]:
    """各位行评代表、各位媒体代表: whom the kind of campaign greets beside the leaders, as far as
    they are on record: invited as guests, or appointed to evaluate."""
    guests = {str(kind) for kind in figures.rows("symposium_kinds")}
    appointed = bool(figures.sources.evaluators)
    return [
        one["said"]
        for one in words.get("greeted", ())
        if guests & {*one["guests"]} or (appointed and one.get("evaluators"))
    ]


def _opening(figures: Figures, parts: int, listeners: list[str]) -> Runs:
    campaign, gap = figures.campaign, Missing("评议主题", figures.page("setup"))
    bodies = campaign.authority_list or [n for n in (campaign.trigger_issuer,) if n]
    return fill(
        "按照{bodies}的统一部署，{self}{start}启动{activity}工作。{since}在{guide}的指导和{watched}"
        "广大用户的监督支持下，我们围绕{subject}，{method}坚持边查边改。在此，我谨代表{short}，"
        "向长期以来关心、支持和监督我们的各位领导{and_}表示衷心的感谢！下面，我{parts}作汇报，"
        "请予评议。",
        bodies=join(bodies) if bodies else Missing("部署单位", figures.page("setup")),
        self=campaign.word("self", "我公司"),
        start=_start(figures),
        activity=activity(figures),
        since=_since(figures),
        guide=bodies[-1] if bodies else Missing("部署单位", figures.page("setup")),
        watched=f"{listeners[0]}、" if listeners else "",
        and_="、各位代表" if listeners else "",
        subject=f"“{campaign.slogan}”" if campaign.slogan else campaign.subject or gap,
        method="、".join(phase.name for phase in _begun(figures)) + "，" if _begun(figures) else "",
        short=campaign.organisation_short,
        parts=f"从{cn(parts, before_classifier=True)}个方面" if parts > 1 else "",
    )


def _begun(figures: Figures) -> list[Phase]:
    """The phases that have begun: what is only planned was not done."""
    state = figures.sources.state_of
    return [row for row in figures.sources.phases if state(row) != Phase.Status.PLANNED]


def _start(figures: Figures) -> Runs:
    if not figures.sources.phases:
        return ("于", Missing("启动日期", figures.page("setup")))
    first = figures.sources.phases[0]
    return (
        "于",
        arabic_month(first.text) or f"{first.starts_on.year}年{first.starts_on.month}月",
        "",
    )


def _since(figures: Figures) -> str:
    """近两个月来, from the first day of the campaign to the paper or the campaign's last day."""
    if not figures.sources.phases:
        return ""
    first, last = figures.sources.window
    words = duration(first, min(last, figures.on))
    return f"{words}来，" if words else ""


def closing(figures: Figures, words: dict) -> tuple[Block, ...]:
    """Every opinion goes into the register: nothing is promised that is not recorded."""
    said = figures.some("opinions")
    known = figures.sources.evaluation_result is not None and said is not None
    self = figures.campaign.word("self", "我公司")
    promise: Runs = (f"{self}将正确对待评议结果，虚心接受大家提出的每一条意见，",)
    how = "逐条登记、逐条整改、逐条反馈"
    if known and said:
        promise = fill("对本次评议提出的{n}条意见，{self}将", n=said, self=self)
        how = how if said.value != 1 else "认真登记、整改和反馈"
    told = fill(
        "各位领导{and_}！行风建设没有终点。{promise}{how}，以扎实的整改成效回应社会各界的期待。",
        and_="、各位代表" if listening_in(figures, words) else "",
        promise=promise,
        how=how,
    )
    return (
        Paragraph(told, key="closing", keep_with_next=True),
        Paragraph(("谢谢大家！",), key="thanks"),
    )


def title_of(finding: Finding) -> str:
    """The title; nothing is said aloud of what only some may read."""
    return "按管理权限另行报告的" if finding.restricted else finding.title.rstrip("。；，")
