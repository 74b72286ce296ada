"""进度排名: departments by the share of their tasks that is closed out; equal rates share a place.

A department with fewer than three tasks is not ranked (paper patterns, 通报).
"""

from dataclasses import dataclass
from fractions import Fraction

from campaigns.models import Participation
from reports.document import Runs
from reports.figures import Figures
from reports.phrases import fill, join

LEAST = 3
SHOWN = 3  # places named in front


@dataclass(frozen=True)
class Ranked:
    """A department with its place, 1 first; None: not ranked."""

    row: Participation
    place: int | None


def ranking(figures: Figures) -> list[Ranked]:
    """Every department that takes part, in the order of the organisation."""
    rates = {
        row.pk: Fraction(
            figures.value(f"closed_of.{row.department.code}"),
            figures.value(f"tasks_of.{row.department.code}"),
        )
        for row in figures.sources.participations
        if figures.value(f"tasks_of.{row.department.code}") >= LEAST
    }
    return [
        Ranked(row, 1 + sum(rate > rates[row.pk] for rate in rates.values()))
        if row.pk in rates
        else Ranked(row, None)
        for row in figures.sources.participations
    ]


def leaders_and_laggards(figures: Figures, ranked: list[Ranked]) -> Runs:
    """Who is ahead and who is behind, by name; nothing where fewer than two are ranked."""
    placed = sorted((one for one in ranked if one.place), key=lambda one: one.place or 0)
    if len(placed) < 2:
        return ()
    last = placed[-1].place
    if last == 1:
        code = placed[0].row.department.code
        return fill(
            "参加排名的{names}整改完成率均为{rate}",
            names=join([str(one.row) for one in placed], noun="部门"),
            rate=figures[f"closed_rate_of.{code}"].text,
        )
    ahead = [one for one in placed if (one.place or 0) <= SHOWN and one.place != last]
    behind = [one for one in placed if one.place == last]
    return fill(
        "进度靠前的是{ahead}；进度滞后的是{behind}",
        ahead=join([_with_rate(figures, one) for one in ahead], noun="部门"),
        behind=join([_with_rate(figures, one) for one in behind], noun="部门"),
    )


def _with_rate(figures: Figures, one: Ranked) -> Runs:
    code = one.row.department.code
    return fill("{name}（{rate}）", name=str(one.row), rate=figures[f"closed_rate_of.{code}"])
