"""What evaluators (行评代表) ask first, in sentences: heard, found, put right. Zero is told in
words or not at all (G7)."""

from collections.abc import Iterator

from reports.document import Runs
from reports.figures import Figures
from reports.phrases import day, fill, listed

FOUND = (("已销号", "findings_closed"), ("正在整改", "findings_open"))
TASKS = (("已验收销号", "tasks_closed"),)


def lines(figures: Figures) -> Iterator[Runs]:
    """One line each about opinions, findings and tasks, each with the day it is told of."""
    until = f"截至{day(figures.on, year=True)}"
    yield _sentence(
        figures, f"{until}，共收到意见建议", "opinions", "条", (("已办结", "opinions_done"),)
    ) or (f"{until}，尚未收到意见建议。",)
    yield _sentence(figures, "查找问题", "findings", "个", FOUND) or ("尚未形成问题清单。",)
    yield _sentence(figures, "下达整改任务", "tasks", "项", TASKS) or ("尚未下达整改任务。",)


def _sentence(
    figures: Figures, lead: str, whole: str, classifier: str, parts: tuple[tuple[str, str], ...]
) -> Runs:
    """共收到意见建议2条，其中已办结1条。 () where there is nothing at all."""
    if not figures.value(whole):
        return ()
    told = [(label, figures[name]) for label, name in parts if figures.value(name)]
    if not told:
        return fill("{lead}{n}{c}。", lead=lead, n=figures[whole], c=classifier)
    of = listed(told, classifier=classifier)
    return fill("{lead}{n}{c}，其中{of}。", lead=lead, n=figures[whole], c=classifier, of=of)
