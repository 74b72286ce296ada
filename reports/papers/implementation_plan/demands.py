"""工作要求: the demands of the kind of campaign, with deadline, office and whom to ask."""

from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.grounds import activity, office_name, wording
from reports.papers.turns import in_turn
from reports.phrases import fill


def blocks(figures: Figures) -> list[Block]:
    """Each demand under a run-in heading, its first sentence."""
    setup = figures.page("setup")
    demands = wording(figures, "demands")
    if not demands:
        return [Paragraph((Missing("工作要求", setup), "。"), key="demands")]
    due = figures.sources.filling_ends_on
    slots = {
        "activity": activity(figures),
        "due": figures.day(due) if due else Missing("自查表报送时限", setup),
        "office": office_name(figures),
        "contact": _contact(figures),
    }
    told = [demand.partition("。") for demand in demands]
    return in_turn([(name, fill(f"{words}。", **slots)) for name, _mark, words in told], "demand")


def _contact(figures: Figures) -> Runs:
    """（联系人：…，电话：…）: by post, the number where the directory has it."""
    person = figures.sources.contact
    if person is None:
        return ("（联系人：", Missing("联系人", figures.page("setup")), "）")
    return (f"（联系人：{person.title}{f'，电话：{person.mobile}' if person.mobile else ''}）",)
