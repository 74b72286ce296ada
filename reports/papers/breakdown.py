"""任务分解表 as a paper of its own: who leads each item, who supports, answers, until when."""

from reports.document import Annex, Document, Paragraph
from reports.figures import Figures
from reports.papers import division_of_work
from reports.papers.grounds import activity
from reports.phrases import date_cn
from reports.scripts import in_its_script


@in_its_script
def write(figures: Figures) -> Document:
    """The breakdown that the division of work has as its annex, on wide paper."""
    campaign = figures.campaign
    title = f"{campaign.organisation_short}{activity(figures)}{division_of_work.BREAKDOWN}"
    words = f"活动名称：{campaign.title}　　截至日期：{date_cn(figures.on)}"
    blocks = (
        Paragraph((words,), key="about", indent=False),
        division_of_work.breakdown(figures),
    )
    return Document(
        title=title,
        blocks=(),
        annexes=(Annex(title, blocks, landscape=True, labelled=False),),
        author=campaign.organisation_name,
        subject=campaign.title,
        layout="form",
    )
