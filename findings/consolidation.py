"""汇总梳理: findings out of answers, verifications, personal sheets and opinions."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    PersonalAnswer,
    Result,
    SelfCheck,
    Verification,
)
from findings.models import (
    FIELDS,
    Aspect,
    ComplaintCount,
    Finding,
    FindingSource,
    FoundBy,
    LessonAnswer,
    Opinion,
    Proposal,
    SiteVisit,
    Source,
    VisitPoint,
    department_of,
)
from organization import clock, refusals
from organization.models import NotAllowed, NumberSeries, Person, record


class Stale(NotAllowed):
    """Somebody changed this finding in the meantime. `theirs` is the finding that stands."""

    def __init__(self, theirs: Finding) -> None:
        self.theirs = theirs
        super().__init__(_("Somebody else changed this finding in the meantime."))


# Who may see a part is decided by its finding.
SHARED_WITH_PARTS = ("restricted", "named_only", "fixed_in_passing")


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
                found_by=found_by(source, finding),
                **{field: source},
            )
            if source.item is not None:
                finding.items.add(source.item)
            record("finding.source_added", finding, by=by, source=source.event_label)
            if isinstance(source, Opinion):
                source.become_finding(by=by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def found_by(source: Source, finding: Finding) -> str:
    """自查发现, 检查发现 or 投诉反映.

    A verification of what the department had reported itself found nothing new; an answer that
    admits a problem after the inspection is no self-check any more. Who was asked to check for
    the same (举一反三) makes nobody else's finding a self-found one.
    """
    if isinstance(source, LessonAnswer):
        return finding.found_by or FoundBy.SELF_CHECK
    if isinstance(source, Opinion | ComplaintCount):
        return FoundBy.COMPLAINT
    if isinstance(source, VisitPoint):
        return FoundBy.INSPECTION
    if isinstance(source, Proposal):
        return FoundBy.SELF_CHECK
    if isinstance(source, Verification):
        seen = source.is_found_by_inspection
    else:
        seen = (
            Verification.objects.found_by_inspection()
            .filter(item=source.item_id, department=source.sheet.department_id)
            .exists()
        )
    return FoundBy.INSPECTION if seen else FoundBy.SELF_CHECK


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
        told = {name: fields[name] for name in SHARED_WITH_PARTS if name in fields}
        if told:
            finding.children.update(**told)
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


def _demand_source(finding: Finding, source: Source) -> None:
    if _campaign_pk(source) != finding.campaign_id:
        raise NotAllowed(_("The source belongs to another campaign."))
    if isinstance(source, PersonalAnswer):
        if not source.is_found:
            raise NotAllowed(_("Only a problem of an accepted personal sheet becomes a finding."))
        return
    if isinstance(source, Opinion):
        if source.status == Opinion.Status.FINDING:
            raise NotAllowed(_("This opinion feeds a finding already."))
        if not source.is_open:
            raise NotAllowed(_("The opinion was disposed of: take it up again first."))
        return
    if isinstance(source, ComplaintCount):
        if source.put_forward_at is None or not source.n:
            raise NotAllowed(_("Only complaints that were put forward become a finding."))
        return
    if isinstance(source, VisitPoint):
        if not source.faulty or source.visit.status != SiteVisit.Status.ACCEPTED:
            raise NotAllowed(_("Only a fault of an accepted visit becomes a finding."))
        return
    if isinstance(source, Proposal):
        if source.status not in (Proposal.Status.ADOPTED, Proposal.Status.MERGED):
            raise NotAllowed(_("A proposal becomes a finding once it is adopted."))
        return
    if isinstance(source, LessonAnswer):
        if source.status != LessonAnswer.Status.FOUND:
            raise NotAllowed(_("Only what was found there too becomes a finding."))
        return
    if source.result != Result.NO:
        raise NotAllowed(_("Only an answer “not compliant” becomes a finding."))
    if isinstance(source, Answer) and not _is_with_the_office(source):
        raise NotAllowed(_("The sheet has not been submitted yet."))


def _campaign_pk(source: Source) -> int:
    if isinstance(source, PersonalAnswer):
        return source.sheet.level.campaign_id
    if isinstance(source, LessonAnswer):
        return source.lesson.campaign_id
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
    item = first.item
    return {
        **(_parts_of_item(item) if item is not None else {}),
        **({"rule": said} if (said := _said(sources, "rule")) else {}),
        "title": (first.text or item.text)[:40],
        "problem": first.text,
        # What people complained of is no cause of a finding.
        "cause_subjective": _said(
            [one for one in sources if not isinstance(one, ComplaintCount)], "cause"
        ),
        "cause_objective": _said(sources, "objective"),
        "responsibility": _said(sources, "responsibility"),
        "department": department_of(first),
        "restricted": any(map(_is_confidential, sources)),
    }


def _parts_of_item(item: CheckItem) -> dict:
    return {
        "rule_document": item.rule or item.basis,
        "rule": item.standard,
        "category": item.category,
    }


def _is_confidential(source: Source) -> bool:
    """What a leader says of oneself, and a restricted opinion, go no further than they have to."""
    if isinstance(source, Opinion):
        return source.restricted
    return isinstance(source, PersonalAnswer) and source.sheet.reviewer_id is not None


def _said(sources: list[Source], name: str) -> str:
    found = (getattr(source, name, "").strip() for source in sources)
    return next((words for words in found if words), "")
