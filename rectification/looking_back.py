"""回头看: planned when a task is closed out, done by somebody else than the doer.

It holds, or the problem is back: then a new finding, linked to the old one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Evidence
from findings.consolidation import report_finding
from findings.models import Finding
from organization import clock, refusals
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.signals import Reason
from rectification.models import LookBack, LookBackEvidence, RectificationRules, Task
from rectification.telling import who_does

# What a relapse takes over from the finding that came back.
KEPT = (
    "aspect",
    "nature",
    "category",
    "track",
    "rule_document",
    "rule_clause",
    "rule",
    "department",
    "restricted",
    "named_only",
)


def plan_look_back(task: Task, on: date | None = None, *, by: Person) -> LookBack:
    """A look-back on the day `on`; without one as many days after today as the campaign says.

    Raises NotAllowed while the task is not closed out, while another one is planned, once the
    problem came back (the new finding is followed from then on), and for a day in the past.
    """
    task.campaign.demand_running()
    if task.status != Task.Status.CLOSED:
        raise NotAllowed(_("A look-back follows the close-out."))
    _demand_no_relapse(task)
    days = RectificationRules.of(task.campaign).look_back_days
    on = on or clock.today() + timedelta(days=days)
    if on < clock.today():
        raise NotAllowed(_("The day of the look-back lies in the past."))
    try:
        with transaction.atomic():
            row = LookBack.objects.create(task=task, planned_on=on)
            record("lookback.planned", row, by=by, due_on=str(on))
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def hold(
    row: LookBack, *, by: Person, method: str, text: str, evidence: Iterable[Evidence] = ()
) -> None:
    """巩固: it is still put right."""
    row.task.demand_other_eyes(by)
    with transaction.atomic():
        _done(row, LookBack.Status.HELD, by, method=method, text=text)
        _attach(row, evidence)


def relapse(
    row: LookBack,
    *,
    by: Person,
    method: str,
    text: str,
    title: str = "",
    evidence: Iterable[Evidence] = (),
) -> Finding:
    """反弹: the problem is back. A new finding takes over rule, aspect and items of the old one."""
    row.task.demand_other_eyes(by)
    old = row.task.finding
    with transaction.atomic():
        finding = report_finding(
            old.campaign,
            [],
            by=by,
            items=old.items.all(),
            title=title or (_("Relapsed: %(title)s") % {"title": old.title})[:120],
            problem=text,
            **{name: getattr(old, name) for name in KEPT},
        )
        finding.readers.set(old.readers.all())
        _done(row, LookBack.Status.RELAPSED, by, method=method, text=text, relapse=finding)
        _attach(row, evidence)
        words = {"task": row.task.title, "number": finding.number}
        notify(
            {*who_does(row.task), *holders(old.campaign, "office")} - {by},
            row,
            "look_back_relapsed",
            lambda: _("Relapsed at the look-back: %(task)s (new finding %(number)d)") % words,
            text,
        )
    return finding


def _demand_no_relapse(task: Task) -> None:
    """A problem that came back is reported once."""
    back = task.look_backs.standing_relapses().select_related("relapse").first()
    if back is not None and back.relapse is not None:
        words = _("The problem came back already: follow finding %(number)d.")
        raise NotAllowed(
            words % {"number": back.relapse.number},
            reasons=(Reason(str(back.relapse), "findings.finding", back.relapse.pk),),
        )


def _done(row: LookBack, to: str, by: Person, **sets) -> None:
    move(row, to, by=by, sets={"done_at": clock.now(), "done_by": by, **sets})


def _attach(row: LookBack, evidence: Iterable[Evidence]) -> None:
    for file in evidence:
        LookBackEvidence.objects.create(evidence=file, target=row)
