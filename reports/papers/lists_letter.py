"""清单交办: the three lists of a department with the letter that hands them over."""

from dataclasses import replace

from reports.document import AnnexNote, Document, Paragraph, Runs
from reports.figures import Figures
from reports.papers import letter_parts as parts
from reports.papers import three_lists
from reports.papers.clauses import clause
from reports.papers.letter_parts import Told
from reports.phrases import cn, fill, firstly, keep_ends
from reports.scripts import in_its_script


@in_its_script
def write(told: Told, figures: Figures) -> Document:
    """The letter and, as annexes, the lists as they stand on its day."""
    lists = three_lists.annexes(figures, told.letter.department)
    title = parts.head(told, ("关于交办", "问题清单、整改任务清单", "和责任清单的通知"))
    document = parts.paper(
        told,
        "".join(title.lines),
        (
            *keep_ends(
                [
                    title,
                    parts.addressee(told),
                    Paragraph(_handed_over(told, figures), key="lists"),
                    Paragraph(_asked(told), key="demands"),
                    AnnexNote(tuple(annex.title for annex in lists)),
                    parts.signature(told),
                ]
            ),
            *parts.copies(told),
        ),
    )
    return replace(document, annexes=lists)


def _handed_over(told: Told, figures: Figures) -> Runs:
    found = three_lists.of_department(figures, told.letter.department)
    tasks = [task for one in found for task in figures.sources.tasks_of(one)]
    return fill(
        "在{campaign}中，{found}。现将问题清单、整改任务清单和责任清单{n}张清单交办给你部门。",
        campaign=told.campaign.title,
        found=f"你部门涉及{len(found)}{figures.classifier('问题')}问题{_tasks(len(tasks))}"
        if found
        else parts.Missing("交办的问题", told.page),
        n=cn(3),
    )


def _tasks(number: int) -> str:
    return f"、{number}项整改任务" if number else ""


def _asked(told: Told) -> Runs:
    more = [clause(line) for line in told.letter.demand_list]
    due = told.letter.reply_by
    return fill(
        "请由部门负责人签收，对照清单逐项认领，明确责任人和完成时间，并于{day}前书面回复。{more}",
        day=parts.until(told, due, "回复时限") if due else "【签发时确定】",
        more=fill("同时，{more}", more=firstly(more)) if more else "",
    )
