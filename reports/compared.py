"""The figures of two campaigns of an organisation beside each other, and what recurs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from campaigns.models import Campaign, Result
from campaigns.results import ItemResult
from reports.document import Figure
from reports.figures import DEFINITIONS, Figures
from reports.models import Publication
from reports.phrases import change_of, percentage_points

EARLIER = "earlier:"  # before the name of a figure of the earlier campaign
NOTHING = "—"
COUNTS = "个"


@dataclass(frozen=True)
class Row:
    """One figure last time and this time; None where there was none, and `note` says why."""

    what: str
    before: Figure | None
    now: Figure | None
    change: str = NOTHING
    note: str = ""


@dataclass(frozen=True)
class Again:
    """A check-point that was not compliant last time either, with who fell short."""

    item: ItemResult
    before: tuple[str, ...]
    now: tuple[str, ...]


# What is counted: words, figure, classifier ("" takes that of 问题).
COUNTED = (
    ("参加部门（单位）", "departments", COUNTS),
    ("检查项点", "items", COUNTS),
    ("不符合项点", "items_no", COUNTS),
    ("查出问题", "findings", ""),
    ("当即整改的问题", "fixed_in_passing", ""),
    ("推倒重来退回项次", "returned_items", "项次"),
)
# What is a share: words, figure, why there may be none.
SHARES = (
    ("项点符合率", "ok_rate", "没有已核定的适用项点"),
    ("整改完成率（问题销号）", "closed_rate", "没有列入整改的问题"),
    ("传达面", "circulation_rate", "没有组织传达签阅"),
)


class Compared:
    """What a campaign and an earlier one came to."""

    def __init__(self, now: Figures, earlier: Campaign) -> None:
        self.now = now
        self.before = Figures(earlier, _instant(earlier) or now.as_of)

    @classmethod
    def of(cls, figures: Figures) -> Self | None:
        """With the campaign that was chosen, made once; None when none was."""
        if "compared" not in figures.kept:
            earlier = figures.sources.earlier
            figures.kept["compared"] = cls(figures, earlier) if earlier else None
        return figures.kept["compared"]

    def measures(self) -> Iterator[Row]:
        """The whole campaigns: what is counted, then the shares."""
        for what, name, classifier in COUNTED:
            yield self._count(what, name, name, classifier or self.now.classifier("问题"))
        for what, name, why in SHARES:
            yield self.share(what, name, why)

    def share(self, what: str, name: str, why: str) -> Row:
        """A share of both; without a base on one side there is no change, and why."""
        before, now = self.before.rate(name), self.now.rate(name)
        told = _earlier(before) if before else None
        if before is None or now is None:
            return Row(what, told, now, note=_why(before is None, now is None, why))
        shares = [self._share(figures, name) for figures in (self.before, self.now)]
        return Row(what, told, now, percentage_points(*shares))

    def aspects(self) -> Iterator[Row]:
        """The findings of each aspect, under the same name in both."""
        places = [_places(figures) for figures in (self.before, self.now)]
        for name in dict.fromkeys([*places[1], *places[0]]):
            before, now = (
                figures[f"aspect_findings.{place[name]}"] if name in place else None
                for figures, place in zip((self.before, self.now), places, strict=True)
            )
            yield self._aspect(name, before, now)

    def _aspect(self, name: str, before: Figure | None, now: Figure | None) -> Row:
        if before is None or now is None:
            note = "上次未查出此类问题" if before is None else "本次未查出此类问题"
            return Row(name, _earlier(before) if before else None, now, note=note)
        change = change_of(int(before.value), int(now.value), self.now.classifier("问题"))
        return Row(name, _earlier(before), now, change, "屡查屡犯")

    def departments(self) -> Iterator[Row]:
        """The findings of each department that took part then or now."""
        names = [_departments(figures) for figures in (self.before, self.now)]
        gone = {code: name for code, name in names[0].items() if code not in names[1]}
        for code, name in {**names[1], **gone}.items():
            then, still = code in names[0], code in names[1]
            key = f"findings_of.{code}"
            if then and still:
                row = self._count(name, key, key, self.now.classifier("问题"))
            else:
                row = Row(
                    name,
                    _earlier(self.before[key]) if then else None,
                    self.now[key] if still else None,
                    note="本次未参加" if then else "上次未参加",
                )
            yield row

    def items_again(self) -> list[Again]:
        """Check-points of the same code that were not compliant in both."""
        before = {row.item.code: row for row in self.before.sources.items_with(Result.NO)}
        return [
            Again(row, _short_of(self.before, before[row.item.code]), _short_of(self.now, row))
            for row in self.now.sources.recurring_items
        ]

    def _count(self, what: str, then: str, now: str, classifier: str) -> Row:
        before, after = self.before[then], self.now[now]
        change = change_of(int(before.value), int(after.value), classifier)
        return Row(what, _earlier(before), after, change)

    def _share(self, figures: Figures, name: str) -> tuple[int, int]:
        part, whole = DEFINITIONS[name].share or (name, name)
        return figures.value(part), figures.value(whole)


def _instant(campaign: Campaign):
    """When the report of a campaign was signed, None before."""
    signed = Publication.objects.filter(campaign=campaign, paper="final", as_of__isnull=False)
    return signed.values_list("as_of", flat=True).first()


def _earlier(figure: Figure) -> Figure:
    """The figure under a name that is not one of this campaign."""
    return replace(figure, name=f"{EARLIER}{figure.name}")


def _why(then: bool, now: bool, why: str) -> str:
    return f"{'上次、本次均' if then and now else '上次' if then else '本次'}{why}"


def _places(figures: Figures) -> dict[str, int]:
    return {aspect.name: n for n, aspect in enumerate(figures.sources.aspects, start=1)}


def _departments(figures: Figures) -> dict[str, str]:
    return {row.department.code: str(row) for row in figures.sources.participations}


def _short_of(figures: Figures, row: ItemResult) -> tuple[str, ...]:
    names = figures.sources.names
    return tuple(names[pk] for pk in names if row.by_department.get(pk) == Result.NO)
