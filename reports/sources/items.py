"""The check-points: their results, and what was said of them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import Exists, OuterRef

from campaigns.models import Answer, BasisDocument, ItemScope, Project, Result, Verification
from campaigns.results import ItemResult, item_results
from reports.sources.frame import FrameRecords, numbered
from reports.tallies import Sample

SAMPLED = "抽样"  # in the column 填写类型


@dataclass(frozen=True)
class ReportGroup:
    """A report group with its place among the groups, 1 first."""

    place: int
    name: str
    results: tuple[ItemResult, ...]

    def with_result(self, result: str | None) -> list[ItemResult]:
        """The items of the group that came to `result`; None: still undecided."""
        return [row for row in self.results if row.result == result]


class ItemRecords(FrameRecords):
    """The records of the check-points."""

    @cached_property
    def results(self) -> list[ItemResult]:
        """Every item with its result over its departments."""
        return item_results(self.campaign)

    def items_with(self, result: str | None) -> list[ItemResult]:
        """Items that came to `result`; None: still undecided."""
        return [row for row in self.results if row.result == result]

    @cached_property
    def projects(self) -> list[Project]:
        """The projects that have items, in their order."""
        found = {row.item.project_id: row.item.project for row in self.results}
        return sorted(found.values(), key=lambda project: project.order)

    def project(self, place: str) -> Project:
        """Project number `place`, 1 first. IndexError when there is none."""
        return numbered(self.projects, place)

    @cached_property
    def groups(self) -> list[ReportGroup]:
        """The report groups in the order of the checklist; items without one come last."""
        rows: dict[str, list[ItemResult]] = defaultdict(list)
        for row in self.results:
            rows[row.item.group].append(row)
        rows[""] = rows.pop("", [])
        return [
            ReportGroup(place, name, tuple(results))
            for place, (name, results) in enumerate(rows.items(), start=1)
            if results
        ]

    def group(self, place: str) -> ReportGroup:
        """Report group number `place`, 1 first. IndexError when there is none."""
        return numbered(self.groups, place)

    def rules_of(self, group: ReportGroup) -> list[BasisDocument]:
        """The rules in force that belong to a report group."""
        return [
            row
            for row in self.basis
            if group.name and row.report_group == group.name and row.role != row.Role.BASIS
        ]

    def sampled_items(self, group: ReportGroup) -> list[int]:
        """Items that are judged by a sample: numbers such as 应学／实学 are no sample."""
        return [row.item.pk for row in group.results if SAMPLED in row.item.answer_type]

    def sample_of(self, group: ReportGroup) -> Sample:
        """What was checked in a group, all departments together."""
        samples = self.tallies.samples
        return sum((samples.get(pk, Sample()) for pk in self.sampled_items(group)), Sample())

    def evidence_of(self, group: ReportGroup) -> set[int]:
        """The files behind the answers of a group."""
        found = self.tallies.evidence
        return set(chain(*(found.get(row.item.pk, ()) for row in group.results)))

    @cached_property
    def statements(self) -> dict[int, str]:
        """The statement of the present state per item: the lead department's own words before
        those of others and of the checklist; only for items that came to 符合."""
        rows = self._accepted.exclude(statement="").order_by(
            "-leads", "selfcheck__department__order", "pk"
        )
        said: dict[int, str] = {}
        for item, statement in rows.values_list("item", "statement"):
            said.setdefault(item, statement)
        return {
            row.item.pk: said.get(row.item.pk) or row.item.statement
            for row in self.results
            if row.result == Result.OK
        }

    @property
    def _accepted(self):
        """Accepted answers; `leads` says whether the department leads the item."""
        lead = ItemScope.objects.filter(
            item=OuterRef("item"), department=OuterRef("selfcheck__department"), lead=True
        )
        return Answer.objects.filter(
            selfcheck__campaign=self.campaign, status=Answer.Status.ACCEPTED
        ).annotate(leads=Exists(lead))

    @cached_property
    def _notes(self) -> dict[int, list[Answer | Verification]]:
        """What stands behind 符合（附说明）, by item: the words of the lead departments, else
        of the others, else of the inspectors."""
        answers = self._accepted.filter(result=Result.NOTE).select_related(
            "item", "selfcheck__department"
        )
        leading: dict[int, list] = defaultdict(list)
        others: dict[int, list] = defaultdict(list)
        for answer in answers.order_by("item__order", "selfcheck__department__order"):
            (leading if answer.leads else others)[answer.item_id].append(answer)
        seen: dict[int, list] = defaultdict(list)
        rows = Verification.objects.filter(campaign=self.campaign, result=Result.NOTE)
        for row in rows.select_related("item", "department").order_by("item__order", "pk"):
            seen[row.item_id].append(row)
        return {**seen, **others, **leading}

    def notes_of(self, group: ReportGroup) -> list[Answer | Verification]:
        """The sources of the notes in a group, in the order of its items, each text once."""
        noted = (self._notes.get(row.item.pk, []) for row in group.with_result(Result.NOTE))
        return list({source.text.strip(): source for source in chain(*noted)}.values())
