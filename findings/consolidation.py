"""汇总梳理: findings out of answers and verifications, merged with all sources kept."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import (
    Answer,
    Campaign,
    PersonalAnswer,
    Result,
    SelfCheck,
    Verification,
)
from findings.models import (
    FIELDS,
    Aspect,
    Finding,
    FindingSource,
    Source,
    Suggestion,
    department_of,
)
from organization import clock, refusals
from organization.models import NotAllowed, NumberSeries, Person, move, record


class Stale(NotAllowed):
    """Somebody changed this finding in the meantime. `theirs` is the finding that stands."""

    def __init__(self, theirs: Finding) -> None:
        self.theirs = theirs
        super().__init__(_("Somebody else changed this finding in the meantime."))


def report_finding(
    campaign: Campaign, sources: Iterable[Source], *, by: Person, items=(), **fields
) -> Finding:
    """One finding out of one or several sources; empty parts are taken from the first source.

    Raises NotAllowed when a source feeds another finding already or says "compliant".
    """
    campaign.demand_running()
    sources = list(sources)
    with transaction.atomic():
        finding = Finding.objects.create(
            campaign=campaign,
            number=NumberSeries.take(f"{campaign.code}/finding"),
            reported_by=by,
            reported_at=clock.now(),
            **{**_parts_of(sources), **{k: v for k, v in fields.items() if v not in ("", None)}},
        )
        record("finding.reported", finding, by=by, sources=len(sources))
        add_sources(finding, sources, by=by)
        finding.items.add(*items)
    return finding


def add_source(finding: Finding, source: Source, *, by: Person) -> FindingSource:
    """One more source feeds `finding`; its item is involved."""
    finding.campaign.demand_running()
    if finding.status not in Finding.Status.open:
        raise NotAllowed(_("The finding is closed out, merged or dismissed."))
    _demand_source(finding, source)
    field = FIELDS[type(source)]
    try:
        with transaction.atomic():
            row = FindingSource.objects.create(
                finding=finding,
                first_finding=finding,
                found_by=found_by(source),
                **{field: source},
            )
            finding.items.add(source.item)
            record("finding.source_added", finding, by=by, source=source.event_label)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def found_by(source: Source) -> str:
    """自查发现 or 检查发现. A verification of what the department had reported itself found nothing
    new; an answer that admits a problem after the inspection is no self-check any more."""
    if isinstance(source, Verification):
        seen = source.is_found_by_inspection
    else:
        seen = (
            Verification.objects.found_by_inspection()
            .filter(item=source.item_id, department=source.sheet.department_id)
            .exists()
        )
    return FindingSource.FoundBy.INSPECTION if seen else FindingSource.FoundBy.SELF_CHECK


def add_sources(finding: Finding, sources: Iterable[Source], *, by: Person) -> None:
    """Several sources feed `finding`: all of them or none."""
    with transaction.atomic():
        for source in sources:
            add_source(finding, source, by=by)


def change_finding(
    finding: Finding, version: int, *, by: Person, items: Iterable | None = None, **fields
) -> Finding:
    """Classify or re-word a finding; `items` replaces the check-points it involves.

    Raises Stale when somebody changed it after `version` was read; then nothing is changed.
    """
    finding.campaign.demand_running()
    if finding.status in Finding.Status.void:
        raise NotAllowed(_("The finding is closed out, merged or dismissed."))
    with transaction.atomic():
        won = Finding.objects.filter(pk=finding.pk, version=version).update(
            version=F("version") + 1, **fields
        )
        if not won:
            raise Stale(Finding.objects.get(pk=finding.pk))
        finding.refresh_from_db()
        if items is not None:
            finding.items.set(items)
        changed = sorted([*fields, *(["items"] if items is not None else [])])
        record("finding.changed", finding, by=by, fields=changed)
    return finding


def name_aspect(campaign: Campaign, name: str, *, by: Person, assumed: bool = False) -> Aspect:
    """The aspect of this name, made when there is none; `assumed` marks a name nobody gave."""
    campaign.demand_running()
    with transaction.atomic():
        aspect, made = Aspect.objects.get_or_create(
            campaign=campaign,
            name=name,
            defaults={"assumed": assumed, "order": campaign.aspects.count() + 1},
        )
        if made or aspect.assumed != assumed:
            aspect.assumed = assumed
            aspect.save(update_fields=["assumed"])
            record("aspect.named", aspect, by=by, assumed=assumed)
    return aspect


def merge(finding: Finding, into: Finding, *, by: Person) -> Finding:
    """Merge `finding` into another one of the campaign; every source remembers its first home."""
    finding.campaign.demand_running()
    if finding.pk == into.pk or finding.campaign_id != into.campaign_id:
        raise NotAllowed(_("A finding is merged into another one of the same campaign."))
    if into.status not in Finding.Status.open:
        raise NotAllowed(_("The finding is closed out, merged or dismissed."))
    with transaction.atomic():
        move(finding, Finding.Status.MERGED, by=by, sets={"merged_into": into}, into=into.number)
        finding.sources.update(finding=into)
        into.items.add(*finding.items.all())
    return into


def suggest(campaign: Campaign, findings: Iterable[Finding], *, by: Person, **fields) -> Suggestion:
    """Record a suggestion, linked to the findings it answers."""
    campaign.demand_running()
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            campaign=campaign,
            made_by=by,
            made_at=clock.now(),
            **{"order": campaign.suggestions.count() + 1, **fields},
        )
        suggestion.findings.add(*findings)
        record("suggestion.made", suggestion, by=by)
    return suggestion


def _demand_source(finding: Finding, source: Source) -> None:
    if _campaign_pk(source) != finding.campaign_id:
        raise NotAllowed(_("The source belongs to another campaign."))
    if isinstance(source, PersonalAnswer):
        if not source.is_found:
            raise NotAllowed(_("Only a problem of an accepted personal sheet becomes a finding."))
        return
    if source.result != Result.NO:
        raise NotAllowed(_("Only an answer “not compliant” becomes a finding."))
    if isinstance(source, Answer) and not _is_with_the_office(source):
        raise NotAllowed(_("The sheet has not been submitted yet."))


def _campaign_pk(source: Source) -> int:
    if isinstance(source, PersonalAnswer):
        return source.sheet.level.campaign_id
    return source.selfcheck.campaign_id if isinstance(source, Answer) else source.campaign_id


def _is_with_the_office(answer: Answer) -> bool:
    """A department that has its sheet (back) may still change what was not accepted."""
    return (
        answer.status == Answer.Status.ACCEPTED
        or answer.selfcheck.status not in SelfCheck.Status.writable
    )


def _parts_of(sources: list[Source]) -> dict:
    """规定 / 问题 / 原因 / 责任 as the sources have them: the first one that says something."""
    if not sources:
        return {}
    first = sources[0]
    return {
        "title": (first.text or first.item.text)[:40],
        "rule_document": first.item.rule or first.item.basis,
        "rule": _said(sources, "rule") or first.item.standard,
        "problem": first.text,
        "category": first.item.category,
        "cause_subjective": _said(sources, "cause"),
        "cause_objective": _said(sources, "objective"),
        "responsibility": _said(sources, "responsibility"),
        "department": department_of(first),
        "restricted": any(map(_leaders, sources)),
    }


def _leaders(source: Source) -> bool:
    """What a leader says of oneself goes no further than it has to."""
    return isinstance(source, PersonalAnswer) and source.sheet.reviewer_id is not None


def _said(sources: list[Source], name: str) -> str:
    found = (getattr(source, name, "").strip() for source in sources)
    return next((words for words in found if words), "")
