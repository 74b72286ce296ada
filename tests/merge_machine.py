"""Findings made, merged, unmerged, split, joined, moved and dismissed in any order.

Beside the database the machine keeps what must be true: which finding each source feeds, and
which sources went along with each merge.
"""

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from campaigns.models import Answer
from findings import consolidation, merging, splitting
from findings.models import Finding, FindingSource
from findings.splitting import Part
from organization.models import NotAllowed

places = st.integers(0, 5)
ACTS = ("report", "merge", "unmerge", "move", "split", "join", "confirm", "dismiss")


class MergeMachine(RuleBasedStateMachine):
    """`world`: five answers 不符合 wait. The class counts over all examples what was done."""

    world = None
    done: dict[str, int] = {}

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.by = self.world.clerk
        self.loose = list(Answer.objects.filter(result="no").order_by("pk"))
        self.made: list[int] = []
        self.feeds: dict[int, int] = {}  # source: finding
        self.first: dict[int, int] = {}
        self.parted: list[int] = []  # findings that were split
        self.went: dict[int, tuple[int, set[int]]] = {}  # merged finding: into, sources

        for both in (True, False, False):  # so that every rule has something to begin with
            self._report(both)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def attempt(self, name: str, verb, *args, **more):
        """Do it, or be refused: then nothing may have changed, which the invariants see."""
        try:
            with transaction.atomic():
                result = verb(*args, by=self.by, **more)
        except NotAllowed:
            return None
        self.done[name] = self.done.get(name, 0) + 1
        return result

    def finding(self, place: int) -> Finding | None:
        if not self.made:
            return None
        return Finding.objects.get(pk=self.made[place % len(self.made)])

    # One rule for all acts: rules of their own are left out of whole sequences by turns, and the
    # acts that need another one before them were hardly ever reached.
    @rule(act=st.sampled_from(ACTS), one=places, other=places, which=places, flag=st.booleans())
    def act(self, act, one, other, which, flag) -> None:
        arguments = {
            "report": (flag,),
            "merge": (one, other),
            "unmerge": (one, flag),
            "move": (one, other, which),
            "join": (one, flag),
        }
        getattr(self, act)(*arguments.get(act, (one,)))

    def _one_of(self, keys: list[int], place: int) -> Finding | None:
        return Finding.objects.get(pk=keys[place % len(keys)]) if keys else None

    def report(self, both) -> None:
        self._report(both)

    def _report(self, both: bool) -> None:
        sources = self.loose[: 2 if both else 1]
        if not sources:
            return
        made = self.attempt("report", consolidation.report_finding, self.world.campaign, sources)
        self.loose = self.loose[len(sources) :]
        self.made.append(made.pk)
        for row in FindingSource.objects.filter(finding=made):
            self.feeds[row.pk] = self.first[row.pk] = made.pk

    def merge(self, one, other) -> None:
        finding, into = self.finding(one), self.finding(other)
        if finding is None:
            return
        if self.attempt("merge", merging.merge, finding, into) is None:
            return
        along = {row for row, feeds in self.feeds.items() if feeds == finding.pk}
        self.went[finding.pk] = (into.pk, along)
        self.feeds.update(dict.fromkeys(along, into.pk))

    def unmerge(self, one, any_at_all) -> None:
        finding = self.finding(one) if any_at_all else self._one_of(sorted(self.went), one)
        if finding is None or self.attempt("unmerge", merging.unmerge, finding) is None:
            return
        into, along = self.went.pop(finding.pk)
        back = {row for row in along if self.feeds[row] == into}
        self.feeds.update(dict.fromkeys(back, finding.pk))

    def move(self, one, other, which) -> None:
        finding, to = self.finding(one), self.finding(other)
        rows = list(finding.sources.all()) if finding else []
        if not rows:
            return
        row = rows[which % len(rows)]
        if self.attempt("move", merging.move_source, row, to) is not None:
            self.feeds[row.pk] = to.pk

    def split(self, one) -> None:
        finding = self.finding(one)
        if finding is None:
            return
        parts = [Part("一", "一", list(finding.sources.all()[:1])), Part("二", "二")]
        parts = self.attempt("split", splitting.split, finding, parts) or []
        self.made += [part.pk for part in parts]
        self.parted += [finding.pk] if parts else []

    def join(self, one, any_at_all) -> None:
        finding = self.finding(one) if any_at_all else self._one_of(self.parted, one)
        if finding is not None:
            self.attempt("join", splitting.join, finding)

    def confirm(self, one) -> None:
        finding = self.finding(one)
        if finding is not None:
            self.attempt("confirm", lambda by: finding.confirm(by=by) or True)

    def dismiss(self, one) -> None:
        finding = self.finding(one)
        if finding is not None:
            self.attempt("dismiss", lambda by: finding.dismiss(by=by, reason="不属实") or True)

    @invariant()
    def every_source_feeds_the_finding_it_should_and_only_that(self) -> None:
        rows = FindingSource.objects.values_list("pk", "finding", "first_finding")
        assert {pk: finding for pk, finding, _first in rows} == self.feeds
        assert {pk: first for pk, _finding, first in rows} == self.first

    @invariant()
    def no_finding_is_lost_or_counted_twice(self) -> None:
        findings = {row.pk: row for row in Finding.objects.all()}
        assert set(findings) == set(self.made)
        counted = set(Finding.objects.listed().values_list("pk", flat=True))
        for pk, row in findings.items():
            stands_elsewhere = row.status in ("merged", "dismissed", "part")
            assert (pk in counted) != stands_elsewhere
            if row.status == "part":
                assert findings[row.parent_id].parent_id is None
            if row.status == "merged":
                assert end_of(row, findings).status != "merged"
                assert not row.sources.exists()

    @invariant()
    def a_part_has_only_sources_of_its_finding(self) -> None:
        for row in FindingSource.objects.exclude(part=None).select_related("part"):
            assert row.part.parent_id == row.finding_id
            assert row.part.status == "part"


def end_of(row: Finding, findings: dict[int, Finding]) -> Finding:
    """Where a chain of merges ends; a circle would never."""
    seen = set()
    while row.status == "merged":
        assert row.pk not in seen
        seen.add(row.pk)
        row = findings[row.merged_into_id]
    return row
