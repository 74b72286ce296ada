"""责任分工表: who answers for what; with the breakdown of the items to departments."""

from datetime import date

from campaigns.models import CheckItem, ItemScope, Responsibility
from organization.models import Department
from reports.document import (
    Annex,
    AnnexNote,
    Column,
    Document,
    Missing,
    Paragraph,
    Runs,
    Signature,
    Table,
    Title,
)
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.grounds import activity, number, organisation
from reports.papers.titles import in_lines
from reports.phrases import date_cn, fill, keep_ends
from reports.scripts import in_its_script

RANKS = {
    Responsibility.Rank.FIRST: "第一责任人",
    Responsibility.Rank.IN_CHARGE: "分管责任人",
    Responsibility.Rank.EXECUTING: "具体责任人",
}
BREAKDOWN = "任务分解表"


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The table of the campaign, with the breakdown as its annex."""
    campaign = figures.campaign
    lines = in_lines((campaign.organisation_short, activity(figures), "责任分工表"))
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Paragraph(_opening(figures), key="opening"),
                who_answers(figures),
                AnnexNote((BREAKDOWN,)),
                Signature(
                    organisation(figures), (date_cn(issued_on) if issued_on else "【待签发】",)
                ),
            ]
        ),
        annexes=(Annex(BREAKDOWN, (breakdown(figures),), landscape=True),),
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
    )


def _opening(figures: Figures) -> Runs:
    project = figures.campaign.word("project", "检查项目")
    return fill(
        "为落实{activity}工作责任，现将{departments}个部门（单位）、{projects}个{project}、"
        "{items}个检查项点的责任分工明确如下。检查项点分解到各部门（单位）的情况见附件。",
        activity=activity(figures),
        departments=number(figures, "departments", "参加部门"),
        projects=number(figures, "projects", project),
        project=project,
        items=number(figures, "items", "检查项点"),
    )


def who_answers(figures: Figures) -> Table:
    """Person × duty × departments × projects, from the first responsible person down."""
    columns = (
        Column("序号", 11, "center"),
        Column("责任层级", 22, "center"),
        Column("责任人（职务）", 30),
        Column("职责", 30),
        Column("负责部门（单位）", 45),
        Column(figures.campaign.word("project", "检查项目"), 18),
    )
    rows = [_row(figures, row) for row in figures.sources.responsibilities]
    if not figures.sources.responsible(Responsibility.Rank.FIRST):
        gap: Runs = (Missing("第一责任人", figures.page("division")),)
        rows.insert(0, (RANKS[Responsibility.Rank.FIRST], gap, "—", "—", "—"))
    return Table(
        columns,
        tuple((str(place), *row) for place, row in enumerate(rows, start=1)),
        key="division",
    )


def _row(figures: Figures, row: Responsibility) -> tuple[Runs | str, ...]:
    page = figures.page("division")
    departments = "、".join(map(figures.sources.name_of, row.departments.all()))
    projects = "；".join(project.name for project in row.projects.all())
    return (
        RANKS[Responsibility.Rank(row.rank)],
        row.person.title,
        clause(row.duty) or (Missing("职责", page),),
        "各部门（单位）" if row.all_departments else departments or (Missing("负责部门", page),),
        "全部" if row.all_projects else projects or (Missing("负责项目", page),),
    )


def breakdown(figures: Figures) -> Table:
    """任务分解表: every item with who leads, who supports, who answers and until when."""
    columns = (
        Column("序号", 13, "center"),
        Column("检查项点", 70),
        Column("牵头部门", 30),
        Column("配合部门", 52),
        Column("责任人（职务）", 38),
        Column("完成时限", 22, "center"),
    )
    due = figures.sources.filling_ends_on
    rows = tuple(_item(figures, item, due) for item in figures.sources.items)
    return Table(columns, rows, key="breakdown", empty="检查项点尚未确定。")


def _item(figures: Figures, item: CheckItem, due: date | None) -> tuple[Runs | str, ...]:
    lead, support = _departments(figures, item)
    until: Runs | str = figures.day(due) if due else (Missing("完成时限", figures.page("setup")),)
    return (
        str(item.no),
        clause(item.text),
        lead,
        support,
        _answerable(figures, item),
        "—" if item.from_records else until,
    )


def _departments(figures: Figures, item: CheckItem) -> tuple[Runs | str, Runs | str]:
    """Who leads and who supports."""
    name_of = figures.sources.name_of
    scopes = figures.sources.scopes.get(item.pk, [])
    if item.from_records:
        return name_of(figures.campaign.office), "—"
    if item.all_departments:
        return "各部门（单位）", "—"
    lead = [scope for scope in scopes if scope.lead]
    if not lead:
        return (Missing("牵头部门", figures.page("breakdown")),), "—"
    rest = [name_of(scope.department) for scope in scopes if not scope.lead]
    return "、".join(name_of(scope.department) for scope in lead), "、".join(rest) or "—"


def _answerable(figures: Figures, item: CheckItem) -> Runs | str:
    """The head of the department that leads; the office answers what comes from records."""
    if item.from_records:
        posts = [person.title for person in [figures.sources.contact] if person]
    elif item.all_departments:
        return "各部门（单位）负责人"
    else:
        departments = _leads(figures.sources.scopes, item)
        heads = figures.sources.heads
        posts = [head.title for one in departments for head in heads.get(one.pk, ())]
    return "、".join(posts) or (Missing("责任人", figures.page("division")),)


def _leads(scopes: dict[int, list[ItemScope]], item: CheckItem) -> list[Department]:
    return [scope.department for scope in scopes.get(item.pk, ()) if scope.lead]
