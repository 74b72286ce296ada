"""合并与拆回: several findings turn out to be one, or one of them not to be the same after all.

No source is ever lost or counted twice: each feeds one finding, a merge notes which went along,
and undoing it brings exactly these back.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import CheckItem
from findings.models import Finding, FindingSource, Merging
from organization import clock
from organization.models import NotAllowed, Person, move, record


def merge(finding: Finding, into: Finding, *, by: Person) -> Finding:
    """Merge `finding` into another one of the campaign; every source remembers its first home.

    Raises NotAllowed for a finding that is itself a part, has parts, or is decided on already,
    for a target that no longer stands, and for a problem with an improvement: the one is put
    right, the other carried out, and they are counted apart.
    """
    finding.campaign.demand_running()
    if finding.pk == into.pk or finding.campaign_id != into.campaign_id:
        raise NotAllowed(_("A finding is merged into another one of the same campaign."))
    with transaction.atomic():
        taken = take(finding, into)
        finding, into = taken[finding.pk], taken[into.pk]
        if finding.kind != into.kind:
            raise NotAllowed(_("A problem and an improvement are not merged into each other."))
        demand_open(into)
        demand_whole(finding)
        if finding.parent_id is not None:
            raise NotAllowed(_("A part stays with its finding: join the parts first."))
        move(finding, Finding.Status.MERGED, by=by, sets={"merged_into": into}, into=into.number)
        row = Merging.objects.create(finding=finding, into=into, by=by, at=clock.now())
        row.sources.set(finding.sources.all())
        row.items.set(finding.items.exclude(pk__in=into.items.values("pk")))
        finding.sources.update(finding=into)
        into.items.add(*finding.items.all())
    return into


def merge_each(findings: Iterable[Finding], into: Finding, *, by: Person) -> int:
    """Merge several findings into one: all of them or none. How many were merged."""
    findings = [finding for finding in findings if finding.pk != into.pk]
    if not findings:
        raise NotAllowed(_("Choose at least one finding to merge into the other."))
    with transaction.atomic():
        for finding in findings:
            merge(finding, into, by=by)
    return len(findings)


def unmerge(finding: Finding, *, by: Person) -> Finding:
    """Undo a merge: the finding is reported again, with the sources that went along and are still
    there. Raises NotAllowed once the target no longer stands or none of them is there any more."""
    finding.campaign.demand_running()
    with transaction.atomic():
        row = Merging.objects.filter(finding=finding, undone_at=None).select_related("into").first()
        if row is None:
            raise NotAllowed(_("This finding was not merged, or was joined as a part."))
        taken = take(finding, row.into)
        finding, into = taken[finding.pk], taken[row.into_id]
        demand_open(into)
        back = row.sources.filter(finding=into)
        if row.sources.exists() and not back.exists():
            raise NotAllowed(_("None of its sources is with the other finding any more."))
        _give_back(row, into, back)
        move(
            finding, Finding.Status.REPORTED, by=by, sets={"merged_into": None},
            act="unmerged", out_of=into.number,
        )  # fmt: skip
        Merging.objects.filter(pk=row.pk).update(undone_at=clock.now(), undone_by=by)
    return finding


def move_source(source: FindingSource, to: Finding, *, by: Person) -> FindingSource:
    """Another finding is what this source tells of; its check-point goes along.

    Raises NotAllowed when it is the only source: then the findings are merged instead.
    """
    to.campaign.demand_running()
    with transaction.atomic():
        taken = take(source.finding, to)
        source = FindingSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
        here = taken.get(source.finding_id)
        if here is None or here.pk == to.pk or here.campaign_id != to.campaign_id:
            raise NotAllowed(_("A source moves to another finding of the same campaign."))
        demand_open(here)
        demand_open(taken[to.pk])
        if here.sources.count() == 1:
            raise NotAllowed(_("This is its only source: merge the findings instead."))
        source.finding, source.part = taken[to.pk], None
        source.save(update_fields=["finding", "part"])
        item = source.source.item
        if item is not None:
            taken[to.pk].items.add(item)
            if item.pk not in _items_of(here.sources.all()):
                here.items.remove(item)
        record("finding.source_moved", to, by=by, source=str(source), out_of=here.number)
    return source


def take(*findings: Finding) -> dict[int, Finding]:
    """The findings read afresh and locked, always in the same order."""
    keys = {finding.pk for finding in findings}
    rows = Finding.objects.select_for_update(of=("self",)).select_related("campaign")
    return {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}


def demand_open(finding: Finding) -> None:
    """Raise NotAllowed unless sources may come and go."""
    if finding.status not in Finding.Status.open:
        raise NotAllowed(_("The finding is closed out, merged or dismissed."))


def demand_whole(finding: Finding) -> None:
    """Raise NotAllowed for a finding that was split: its parts would hang in the air."""
    if finding.children.filter(status=Finding.Status.PART).exists():
        raise NotAllowed(_("The finding was split: join its parts first."))


def _give_back(row: Merging, into: Finding, back: Iterable[FindingSource]) -> None:
    """Sources and check-points of the merge leave `into`, unless somebody else brought them too."""
    keys = [source.pk for source in back]
    FindingSource.objects.filter(pk__in=keys).update(finding=row.finding, part=None)
    brought = set(row.items.values_list("pk", flat=True))
    brought -= _items_of(into.sources.all())
    others = Merging.objects.filter(into=into, undone_at=None).exclude(pk=row.pk)
    for other in others.select_related("finding"):
        shared = brought & set(other.finding.items.values_list("pk", flat=True))
        other.items.add(*shared)  # from now on it is this one that brought them
        brought -= shared
    into.items.remove(*CheckItem.objects.filter(pk__in=brought))


def _items_of(sources: Iterable[FindingSource]) -> set[int]:
    return {item.pk for row in sources if (item := row.source.item) is not None}
