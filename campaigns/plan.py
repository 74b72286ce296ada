"""The plan of a campaign: what stands on its one set-up page, drafted and changed as a whole.

Before the launch everything can be changed. While the campaign runs, departments and checklist
are frozen; words and the windows of phases that have not ended can still be put right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns import launch
from campaigns.breakdown import break_down
from campaigns.kinds import kinds
from campaigns.models import (
    BasisDocument,
    Campaign,
    Checklist,
    ItemScope,
    Participation,
    Phase,
    SelfCheck,
)
from organization.models import Department, NotAllowed, Person, record


@dataclass(frozen=True)
class Window:
    """The dates of the phase of the kind at place `order` (from 1), as local days."""

    order: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Basis:
    """A basis document as one line of the plan."""

    title: str
    number: str = ""
    issuer: str = ""


@dataclass
class Plan:
    """What one page holds: `fields` of the campaign, and what hangs on it."""

    fields: dict
    words: dict = field(default_factory=dict)  # of the campaign's wording
    windows: Sequence[Window] = ()
    basis: Sequence[Basis] = ()
    departments: Sequence[Department] = ()
    checklist: Checklist | None = None


@transaction.atomic
def draft_plan(kind: str, plan: Plan, *, by: Person) -> Campaign:
    """A new campaign with everything the plan says, in preparation."""
    campaign = launch.draft(by=by, kind=kind, wording=plan.words, **plan.fields)
    set_departments(campaign, plan.departments)
    set_windows(campaign, plan.windows)
    set_basis(campaign, plan.basis)
    if plan.checklist:
        choose_checklist(campaign, plan.checklist, by=by)
    return campaign


@transaction.atomic
def change_plan(campaign: Campaign, version: int, plan: Plan, *, by: Person) -> Campaign:
    """Change the plan. Raises NotAllowed once the campaign is closed, and when somebody
    changed it since `version` was read."""
    campaign.demand_changeable()
    wording = {**campaign.wording, **plan.words}
    won = Campaign.objects.filter(pk=campaign.pk, version=version, status=campaign.status).update(
        version=F("version") + 1, wording=wording, **plan.fields
    )
    if not won:
        raise NotAllowed(_("Somebody else changed the plan in the meantime."))
    before = campaign.status
    campaign.refresh_from_db()
    if before == Campaign.Status.DRAFT:
        set_departments(campaign, plan.departments)
    set_windows(campaign, plan.windows)
    set_basis(campaign, plan.basis)
    record("campaign.changed", campaign, by=by, fields=sorted(plan.fields))
    return campaign


@transaction.atomic
def choose_checklist(campaign: Campaign, checklist: Checklist, *, by: Person) -> Checklist:
    """Copy a checklist of the library for the campaign and break it down by its column.

    Replaces the copy the campaign had. Raises NotAllowed after the launch.
    """
    if campaign.status != Campaign.Status.DRAFT:
        raise NotAllowed(_("The checklist was frozen at the launch and cannot be changed."))
    if checklist.campaign_id:
        raise NotAllowed(_("Choose a checklist of the library."))
    copy = checklist.copy_to(campaign)
    campaign.__dict__.pop("checklist", None)
    campaign._state.fields_cache.pop("checklist", None)
    record("checklist.chosen", copy, by=by, name=copy.name)
    break_down(campaign, by=by)
    return copy


def set_departments(campaign: Campaign, departments: Iterable[Department]) -> None:
    """Exactly these departments take part; who leaves also leaves the breakdown."""
    wanted = {department.pk: department for department in departments}
    campaign.participations.exclude(department__in=wanted).delete()
    ItemScope.objects.filter(item__checklist__campaign=campaign).exclude(
        department__in=wanted
    ).delete()
    known = set(campaign.participations.values_list("department", flat=True))
    Participation.objects.bulk_create(
        Participation(campaign=campaign, department=department)
        for pk, department in wanted.items()
        if pk not in known
    )


def set_windows(campaign: Campaign, windows: Iterable[Window]) -> None:
    """Exactly these phases are planned. One that began stays, one that ended is not moved.

    When the time for filling is moved, the deadline of sheets that were never handed in moves.
    """
    planned = {window.order: window for window in windows}
    phases = {phase.order: phase for phase in campaign.phases.all()}
    for order, phase in phases.items():
        if order not in planned and phase.status == Phase.Status.PLANNED:
            phase.delete()
    for order, window in planned.items():
        phase = phases.get(order) or _new_phase(campaign, window)
        if phase.status == Phase.Status.ENDED:
            continue
        phase.name, phase.starts_on, phase.ends_on = window.name, window.starts_on, window.ends_on
        phase.save()
        if "self_check" in phase.opens:
            never = (SelfCheck.Status.ASSIGNED, SelfCheck.Status.FILLING)
            campaign.selfchecks.filter(status__in=never).update(due_on=phase.ends_on)


def set_basis(campaign: Campaign, documents: Iterable[Basis]) -> None:
    """Exactly these basis documents, in this order; known ones keep their clauses."""
    known = {document.title: document for document in campaign.basis_documents.all()}
    kept = []
    for order, line in enumerate(documents, start=1):
        document = known.get(line.title) or BasisDocument(campaign=campaign, title=line.title)
        document.order, document.number, document.issuer = order, line.number, line.issuer
        document.save()
        kept.append(document.pk)
    campaign.basis_documents.exclude(pk__in=kept).delete()


def _new_phase(campaign: Campaign, window: Window) -> Phase:
    kind = kinds()[campaign.kind].phases[window.order - 1]
    return Phase(campaign=campaign, order=window.order, key=kind.key, opens=list(kind.opens))
