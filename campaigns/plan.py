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
from campaigns.basis_lines import Basis
from campaigns.breakdown import break_down
from campaigns.citing import cite
from campaigns.contents import Contents, checklist_of, put, put_checklist, put_division
from campaigns.kinds import kinds
from campaigns.models import (
    BasisDocument,
    Campaign,
    Checklist,
    Clause,
    ItemScope,
    Participation,
    Phase,
    ReminderStep,
    SelfCheck,
)
from campaigns.seating import Seats, seat
from campaigns.steps import Step
from organization import clock
from organization.models import Department, NotAllowed, Person, record


@dataclass(frozen=True)
class Window:
    """The dates of the phase of the kind at place `order` (from 1), as local days."""

    order: int
    name: str
    starts_on: date
    ends_on: date
    text: str = ""  # as printed: "9月中旬"


@dataclass
class Plan:
    """What one page holds: `fields` of the campaign, and what hangs on it."""

    fields: dict
    words: dict = field(default_factory=dict)  # of the campaign's wording
    windows: Sequence[Window] = ()
    basis: Sequence[Basis] = ()
    departments: Sequence[Department] = ()
    checklist: Checklist | None = None
    steps: Sequence[Step] = ()  # of the reminders; none: those of the defaults
    contents: Contents | None = None  # what the draft begins with: a template, an earlier campaign
    groups: Sequence[Seats] = ()  # proposed by the directory


@transaction.atomic
def draft_plan(kind: str, plan: Plan, *, by: Person) -> Campaign:
    """A new campaign with everything the plan says, in preparation.

    Where it begins with contents, its own checklist goes before theirs.
    """
    contents = plan.contents
    words = {**contents["wording"], **plan.words} if contents else plan.words
    campaign = launch.draft(by=by, kind=kind, wording=words, **plan.fields)
    set_departments(campaign, plan.departments)
    set_windows(campaign, plan.windows)
    set_basis(campaign, plan.basis)
    if plan.steps:
        ReminderStep.set_for(campaign, plan.steps)
    if contents:
        put(campaign, contents, _first_day(plan), by=by)
    seat(campaign, plan.groups, by=by)
    if plan.checklist:
        choose_checklist(campaign, plan.checklist, by=by)
    cite(campaign)
    if contents:
        put_division(campaign, contents.get("division", []), by=by)
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
    cite(campaign)
    changed = sorted(plan.fields)
    if plan.steps and ReminderStep.set_for(campaign, plan.steps):
        changed.append("ladder")
    record("campaign.changed", campaign, by=by, fields=changed)
    return campaign


@transaction.atomic
def choose_checklist(campaign: Campaign, checklist: Checklist, *, by: Person) -> Checklist:
    """Copy a checklist for the campaign: one of the library is broken down by its column, that
    of an earlier campaign as it was there. Whose answers it had is nobody's business here.

    Replaces the copy the campaign had. Raises NotAllowed after the launch.
    """
    if campaign.status != Campaign.Status.DRAFT:
        raise NotAllowed(_("The checklist was frozen at the launch and cannot be changed."))
    copy = put_checklist(campaign, checklist_of(checklist))
    Checklist.objects.filter(pk=copy.pk).update(copied_from=checklist)
    record("checklist.chosen", copy, by=by, name=copy.name)
    cite(campaign)
    if checklist.campaign_id is None:
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
        phase.name, phase.text = window.name, window.text
        phase.starts_on, phase.ends_on = window.starts_on, window.ends_on
        phase.save()
        if "self_check" in phase.opens:
            never = (SelfCheck.Status.ASSIGNED, SelfCheck.Status.FILLING)
            campaign.selfchecks.filter(status__in=never).update(due_on=phase.ends_on)


def set_basis(campaign: Campaign, documents: Iterable[Basis]) -> None:
    """Exactly these basis documents, in this order; clauses that stay are cited as before."""
    rows = list(campaign.basis_documents.prefetch_related("clauses"))
    known = {(row.title, row.report_group): row for row in rows}
    by_title = {row.title: row for row in rows}
    kept = []
    for order, line in enumerate(documents, start=1):
        key = (line.title, line.report_group)
        document = known.pop(key, None) or by_title.get(line.title)
        if document is None or document.pk in kept:
            document = BasisDocument(campaign=campaign)
        for name in ("title", "number", "issuer", "role", "sort", "report_group"):
            setattr(document, name, getattr(line, name))
        document.order = order
        document.save()
        kept.append(document.pk)
        _set_clauses(document, dict(line.clauses))
    campaign.basis_documents.exclude(pk__in=kept).delete()


def basis_of(campaign: Campaign) -> list[Basis]:
    """The basis documents of the campaign as the lines of its plan."""
    return [
        Basis(
            *(row.title, row.number, row.issuer, row.role, row.sort, row.report_group),
            tuple((clause.no, clause.text) for clause in row.clauses.all()),
        )
        for row in campaign.basis_documents.prefetch_related("clauses")
    ]


def _set_clauses(document: BasisDocument, wanted: dict[str, str]) -> None:
    """The clauses of a document; what differs in its white space alone is the same text."""
    rows = {clause.no: clause for clause in document.clauses.all()}
    gone = [clause.pk for no, clause in rows.items() if no not in wanted]
    changed = []
    for no, text in wanted.items():
        if no in rows and rows[no].text.split() != text.split():
            rows[no].text = text
            changed.append(rows[no])
    if gone:
        Clause.objects.filter(pk__in=gone).delete()
    Clause.objects.bulk_update(changed, ["text"])
    Clause.objects.bulk_create(
        Clause(document=document, no=no, text=text) for no, text in wanted.items() if no not in rows
    )


def _first_day(plan: Plan) -> date:
    """The day from which the days of the contents are counted."""
    return min((window.starts_on for window in plan.windows), default=clock.today())


def _new_phase(campaign: Campaign, window: Window) -> Phase:
    kind = kinds()[campaign.kind].phases[window.order - 1]
    return Phase(campaign=campaign, order=window.order, key=kind.key, opens=list(kind.opens))
