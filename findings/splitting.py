"""拆分: one finding is several problems. They become its parts; it is still counted once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from findings.merging import demand_open, demand_whole, take
from findings.models import Finding, FindingSource
from organization import clock
from organization.models import NotAllowed, NumberSeries, Person, move, record

INHERITED = (
    *("aspect", "nature", "category", "track", "rule_document", "rule_clause", "rule"),
    *("restricted", "named_only", "fixed_in_passing"),
)


@dataclass(frozen=True)
class Part:
    """One of the problems: its words, and the sources that tell of it."""

    title: str
    problem: str
    sources: Sequence[FindingSource] = ()


def split(finding: Finding, parts: Sequence[Part], *, by: Person) -> list[Finding]:
    """Split a finding into at least two parts. Its sources stay with it, each part notes its own.

    Raises NotAllowed for a part, for what was split already, and when a source is named twice or
    belongs to another finding.
    """
    finding.campaign.demand_running()
    if len(parts) < 2:
        raise NotAllowed(_("A finding is split into at least two parts."))
    with transaction.atomic():
        finding = take(finding)[finding.pk]
        demand_open(finding)
        demand_whole(finding)
        _demand_once(finding, parts)
        made = [_make(finding, part, by) for part in parts]
        record("finding.split", finding, by=by, parts=[part.number for part in made])
    return made


def join(finding: Finding, *, by: Person) -> int:
    """Join the parts again: their words are kept, as merged ones are. How many there were."""
    finding.campaign.demand_running()
    with transaction.atomic():
        finding = take(finding)[finding.pk]
        demand_open(finding)
        parts = list(finding.children.filter(status=Finding.Status.PART).select_related("campaign"))
        if not parts:
            raise NotAllowed(_("This finding was not split."))
        for part in parts:
            into = {"merged_into": finding}
            move(part, Finding.Status.MERGED, by=by, sets=into, act="joined", into=finding.number)
        FindingSource.objects.filter(part__in=parts).update(part=None)
    return len(parts)


def _demand_once(finding: Finding, parts: Sequence[Part]) -> None:
    named = [source.pk for part in parts for source in part.sources]
    own = set(finding.sources.values_list("pk", flat=True))
    if len(named) != len(set(named)) or not own.issuperset(named):
        raise NotAllowed(_("Each source belongs to one part of its own finding."))


def _make(finding: Finding, part: Part, by: Person) -> Finding:
    departments = [source.source_department for source in part.sources]
    made = Finding.objects.create(
        campaign=finding.campaign,
        number=NumberSeries.take(f"{finding.campaign.code}/finding"),
        parent=finding,
        title=part.title,
        problem=part.problem,
        department=next(filter(None, departments), finding.department),
        reported_by=by,
        reported_at=clock.now(),
        **{name: getattr(finding, name) for name in INHERITED},
    )
    move(made, Finding.Status.PART, by=by, part_of=finding.number)
    keys = [source.pk for source in part.sources]
    FindingSource.objects.filter(pk__in=keys).update(part=made)
    items = (source.source.item for source in part.sources)
    made.items.set({item for item in items if item is not None})
    return made
