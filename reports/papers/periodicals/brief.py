"""简报: a head of its own, the news of the period, whom it goes to; it names nobody behind."""

from datetime import date

from reports.document import Block, Distribution, Document, Masthead, Paragraph, Runs, Title
from reports.figures import Figures
from reports.papers.grounds import office_name
from reports.papers.periodicals import sentences
from reports.papers.periodicals.ranking import LEAST
from reports.papers.periodicals.told import Told
from reports.papers.titles import in_lines
from reports.phrases import date_cn, enumerated, fill, join, up_to
from reports.scripts import in_its_script

FEW = 2  # 个别部门; of more a brief says 部分部门


@in_its_script
def write(
    figures: Figures, *, edition: Told, draft: bool = True, issued_on: date | None = None
) -> Document:
    """The brief of a period from the figures of the campaign."""
    campaign = figures.campaign
    name = f"{campaign.title}简报"
    lines = in_lines((campaign.title, f"{edition.period}进展情况"))
    return Document(
        title=f"{name}（{edition.number}）",
        blocks=(
            Masthead(
                name,
                edition.number,
                office_name(figures),
                date_cn(issued_on) if issued_on else "【待签发】",
                _total(figures, edition),
            ),
            Title(lines, note="（送审稿）" if draft else ""),
            *_body(figures, edition),
            Distribution(tuple(_destinations(edition)), _printed(edition)),
        ),
        author=campaign.organisation_name,
        subject=campaign.title,
        layout="brief",
        draft=draft,
    )


def _total(figures: Figures, edition: Told) -> Runs:
    """（总第18期）, where the house counts its briefs through; a draft has no number yet."""
    if not edition.counted:
        return ()
    if edition.entry is None:
        return ("（总第【待编号】期）",)
    return ("（总第", figures[f"briefs_in_series.{edition.entry}"], "期）")


def _body(figures: Figures, edition: Told) -> list[Block]:
    told: list[Block] = []
    if edition.preface:
        told.append(Paragraph((f"按：{edition.preface}",), key="preface"))
    told.append(Paragraph(_news(figures, edition), key="state"))
    told.append(Paragraph(_work(figures, edition), key="period"))
    if edition.demands:
        told += enumerated(list(edition.demands), lead="下一步，", key="demands")
    return told


def _news(figures: Figures, edition: Told) -> Runs:
    """Phase, sheets, findings, tasks."""
    phase = next((one for one in reversed(figures.sources.phases) if one.status == "open"), None)
    entered = (
        fill(
            "{self}{title}进入{phase}阶段",
            self=figures.campaign.word("self", "我公司"),
            title=figures.campaign.title,
            phase=phase.name.removesuffix("阶段"),
        )
        if phase
        else ()
    )
    stands = [part for part in (sentences.sheets(figures), sentences.found(figures)) if part]
    now = up_to(figures.on, year=True)
    checked = (now, "，", *sentences.join_clauses(stands)) if stands else ()
    tasks = sentences.tasks(figures, edition)
    return sentences.sentences(
        entered, checked, tasks if stands else fill("{now}，{tasks}", now=now, tasks=tasks)
    )


def _work(figures: Figures, edition: Told) -> Runs:
    """What was done in the period, who is done, and that some are behind."""
    return sentences.sentences(
        sentences.done_in_the_period(figures, edition), _praise(figures), _behind(figures)
    )


def _praise(figures: Figures) -> Runs:
    """Departments that have closed out all of at least three tasks: the records say so."""
    done = [
        str(row)
        for row in figures.sources.participations
        for code in [row.department.code]
        if figures.value(f"tasks_of.{code}") >= LEAST
        and figures.value(f"closed_of.{code}") == figures.value(f"tasks_of.{code}")
    ]
    if not done:
        return ()
    many = "的整改任务均已全部销号" if len(done) > 1 else "的整改任务已全部销号"
    return (*join(done, noun="部门"), many)


def _behind(figures: Figures) -> Runs:
    """A brief names nobody: who it is stands in the list of the office."""
    if not figures.value("tasks_of"):
        return ()
    if not figures.value("late_of"):
        return ("无逾期事项",)
    if figures.value("tasks_of") == 1:
        return ()  # the one task was told above
    who = "个别部门" if figures.value("late_departments") <= FEW else "部分部门"
    return fill("{who}整改进度滞后，有{n}项任务逾期", who=who, n=figures["late_of"])


def _destinations(edition: Told) -> list[str]:
    pairs = (("报", edition.report_to), ("送", edition.send_to), ("发", edition.sent_to))
    return [f"{word}：{name}" for word, name in pairs if name]


def _printed(edition: Told) -> str:
    return f"（共印{edition.copies}份）" if edition.copies else ""
