"""下一步工作: planning the steps, working on them, and what they repeat."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns import undertakings
from campaigns.likeness import alike, folded
from campaigns.models import Campaign, Group
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from rectification.models import Measure, Mechanism, NextStep

ALIKE = 80  # percent: told again in other words


@transaction.atomic
def plan(
    campaign: Campaign,
    title: str,
    department: Department,
    *,
    by: Person,
    supports: Iterable[Department] = (),
    mechanisms: Iterable[str] = (),
    **fields,
) -> NextStep:
    """One more step at the end of the list; links (`finding`, `measure`, `action`, `plan`)
    lead to what stands elsewhere in the same campaign. Raises NotAllowed for another one's."""
    campaign.demand_running()
    _demand_of_campaign(campaign, fields)
    order = undertakings.next_order(campaign.next_steps)
    step = NextStep.objects.create(
        campaign=campaign, title=title, department=department, order=order, **fields
    )
    step.supports.set(supports)
    Mechanism.objects.bulk_create(Mechanism(step=step, name=name) for name in mechanisms)
    record("nextstep.planned", step, by=by)
    return step


def begin(step: NextStep, *, by: Person) -> None:
    """It is under way."""
    step.campaign.demand_changeable()
    move(step, NextStep.Status.RUNNING, by=by)


def report_done(step: NextStep, result: str, *, by: Person) -> None:
    """The lead department says that it is done and what came of it."""
    step.campaign.demand_changeable()
    if not result.strip():
        raise NotAllowed(_("Say what came of it."))
    move(step, NextStep.Status.DONE, by=by, sets={"result": result.strip()})


@transaction.atomic
def change(
    step: NextStep, *, by: Person, mechanisms: Iterable[str] | None = None, **fields
) -> None:
    """Other words, days, departments or links, while it is planned or under way; `mechanisms`
    names all of them, in their order."""
    step.campaign.demand_changeable()
    _demand_of_campaign(step.campaign, fields)
    undertakings.change(step, by=by, **fields)
    if (
        mechanisms is not None
        and list(step.mechanisms.values_list("name", flat=True)) != mechanisms
    ):
        step.mechanisms.all().delete()
        Mechanism.objects.bulk_create(Mechanism(step=step, name=name) for name in mechanisms)


def lead_to(step: NextStep, measure: Measure, *, by: Person) -> None:
    """The step goes on with the measure and points at it instead of telling it again."""
    change(step, by=by, measure=measure, text="")


def drop(step: NextStep, reason: str, *, by: Person) -> None:
    """It is not carried out (any further), and why."""
    step.campaign.demand_changeable()
    undertakings.drop(step, reason, by=by)


@transaction.atomic
def set_up_group(step: NextStep, name: str, *, by: Person, **fields) -> Group:
    """The work group a step asks for; one a step."""
    step.campaign.demand_running()
    if NextStep.objects.select_for_update().get(pk=step.pk).group_id:
        raise NotAllowed(_("This step has its group already."))
    step.group = Group.objects.create(
        campaign=step.campaign,
        kind=Group.Kind.WORK,
        name=name,
        set_up_on=clock.today(),
        **fields,
    )
    step.save(update_fields=["group"])
    record("nextstep.group_set_up", step, by=by, group=name)
    return step.group


def repeated_measure(step: NextStep, at_least: int = ALIKE) -> tuple[Measure, int] | None:
    """The measure of the campaign whose text the step repeats, and how alike they are in
    percent; None where the likest is less alike, or the step leads to a measure already."""
    if step.measure_id or not step.text:
        return None
    said = folded(step.text)
    rows = measures_of(step.campaign).order_by("id")
    likest = max(
        ((row, alike(said, folded(row.text))) for row in rows),
        key=lambda hit: hit[1],
        default=None,
    )
    return likest if likest and likest[1] >= at_least else None


def measures_of(campaign: Campaign) -> QuerySet[Measure]:
    """The measures a step may lead to: steps are read by departments, so none of a restricted
    finding."""
    rows = Measure.objects.filter(finding__campaign=campaign, finding__restricted=False)
    return rows.select_related("finding__campaign")


def _demand_of_campaign(campaign: Campaign, fields: dict) -> None:
    finding, measure = fields.get("finding"), fields.get("measure")
    action, long_term = fields.get("action"), fields.get("plan")
    of = [row.campaign_id for row in (finding, action) if row]
    of += [measure.finding.campaign_id] if measure else []
    of += [long_term.task.campaign_id] if long_term else []
    if any(key != campaign.pk for key in of):
        raise NotAllowed(_("A step leads only to what belongs to its own campaign."))
