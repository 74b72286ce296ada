"""区分层次、分步实施: who checked in person on each level, by the sheets that were handed in."""

from campaigns import coverage
from campaigns.models import Level
from reports.document import Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.phrases import cn, fill, join


def runs(figures: Figures) -> Runs:
    """区分两个层次，分步组织自查：…; a level on which nobody handed in is left out, and then it is
    not said that everything was covered."""
    told = [
        (place, level)
        for place, level in enumerate(figures.sources.levels, start=1)
        if figures.value(f"level_people.{place}")
    ]
    if not told:
        return ()
    parts = [_level(figures, place, level) for place, level in told]
    said = "横向到边" in figures.campaign.slogan  # by the sentence that opens the part
    whole = "" if said or not _is_whole(figures, len(told)) else "坚持横向到边、纵向到底，"
    if len(told) == 1:
        return fill("{whole}组织{level}。", whole=whole, level=parts[0])
    return fill(
        "{whole}区分{n}个层次，分步组织自查：{levels}。",
        whole=whole,
        n=cn(len(told), before_classifier=True),
        levels=sole(parts, "；"),
    )


def _level(figures: Figures, place: int, level: Level) -> Runs:
    """班子成员率先查（3人），查摆个人和分管部门存在的差距."""
    topics = [clause(topic) for topic in level.topic_list]
    return fill(
        "{name}（{n}人）{charge}{topics}{roots}",
        name=level.name,
        n=figures[f"level_people.{place}"],
        charge="，查摆个人和分管部门存在的差距" if level.asks_charge else "",
        topics=fill("，围绕{topics}等方面深入反思", topics=join(topics, last="")) if topics else "",
        roots="，着重从主观上查找原因" if level.asks_roots else "",
    )


def _is_whole(figures: Figures, told: int) -> bool:
    """No cell of department, level and project was left empty, and every sheet came in."""
    if told < len(figures.sources.levels) or figures.value("sheets_missing"):
        return False
    if figures.sources.personal_sheets_missing:
        return False
    return not coverage.coverage(figures.campaign, "").gaps()
