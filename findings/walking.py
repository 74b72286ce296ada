"""穿越体验: tasks by channel × stage × product for teams, what was tried, what is proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Group, SpecialAction
from findings.models import ListWord, Proposal, WalkTask
from organization import clock
from organization.models import NotAllowed, NumberSeries, Person, move, record

MOST = 2000  # tasks that one act makes


@dataclass(frozen=True)
class Cell:
    """One task to be made, as the grid or a row of a workbook names it."""

    channel: ListWord
    stage: ListWord
    product: ListWord
    team: Group
    due_on: date
    process: str = ""
    kind: str = WalkTask.Kind.OWN
    competitor: str = ""
    action: SpecialAction | None = None

    @property
    def key(self) -> tuple:
        """What makes it the same task: the database keeps it once."""
        words = (self.channel.pk, self.stage.pk, self.product.pk)
        return (str(self.kind), self.competitor, *words, self.process, self.team.pk)


def grid(
    channels: Sequence[ListWord],
    stages: Sequence[ListWord],
    products: Sequence[ListWord],
    team: Group,
    due_on: date,
    **more,
) -> list[Cell]:
    """Each channel × stage × product for one team; `more`: process, kind, competitor, action."""
    cells = product(channels, stages, products)
    return [Cell(*words, team, due_on, **more) for words in cells]


def plan_walks(campaign: Campaign, cells: Iterable[Cell], *, by: Person) -> int:
    """Make the tasks that are not there yet. How many are new.

    Raises NotAllowed for words or teams of another campaign, and for more than 2000 at once.
    """
    campaign.demand_running()
    wanted = {cell.key: cell for cell in cells}
    _demand_cells(campaign, wanted.values())
    with transaction.atomic():
        # Taking numbers first: of two that make the same tasks the second waits, and finds them.
        numbers = NumberSeries.take_several(f"{campaign.code}/walk", len(wanted))
        known = known_cells(campaign)
        new = [cell for key, cell in wanted.items() if key not in known]
        WalkTask.objects.bulk_create(
            (_task(campaign, number, cell, by) for number, cell in zip(numbers, new, strict=False)),
            batch_size=200,
        )
        NumberSeries.give_back(f"{campaign.code}/walk", len(wanted) - len(new))
        if new:
            record("campaign.walks_planned", campaign, by=by, tasks=len(new))
    return len(new)


def known_cells(campaign: Campaign) -> set[tuple]:
    """The keys of the tasks that are there. One query."""
    fields = ("kind", "competitor", "channel", "stage", "product", "process", "team")
    return set(WalkTask.objects.filter(campaign=campaign).order_by().values_list(*fields))


def _demand_cells(campaign: Campaign, cells: Iterable[Cell]) -> None:
    rows = list(cells)
    if not rows:
        raise NotAllowed(_("Choose at least one channel, stage and product."))
    if len(rows) > MOST:
        raise NotAllowed(_("At most %(n)d tasks are made at once.") % {"n": MOST})
    for cell in rows:
        things = (cell.channel, cell.stage, cell.product, cell.team)
        if any(one.campaign_id != campaign.pk for one in things):
            raise NotAllowed(_("This belongs to another campaign."))
        if cell.team.kind != Group.Kind.WALK:
            raise NotAllowed(_("Only a walk-through team walks."))
        if (cell.kind == WalkTask.Kind.COMPETITOR) != bool(cell.competitor):
            raise NotAllowed(_("Name the competitor for its process, and only then."))


def _task(campaign: Campaign, number: int, cell: Cell, by: Person) -> WalkTask:
    return WalkTask(
        campaign=campaign,
        number=number,
        kind=cell.kind,
        competitor=cell.competitor,
        channel=cell.channel,
        stage=cell.stage,
        product=cell.product,
        process=cell.process,
        team=cell.team,
        due_on=cell.due_on,
        action=cell.action,
        made_by=by,
        made_at=clock.now(),
    )


def save_walk(
    task: WalkTask,
    *,
    by: Person,
    steps: str = "",
    obstacles: str = "",
    walked_on: date | None = None,
    version: int | None = None,
) -> WalkTask:
    """Write down what was tried and what stood in the way.

    `version`: as the task was read; what somebody else of the team saved meanwhile stays.
    """
    task.campaign.demand_running()
    _demand_writable(task)
    if walked_on is not None and walked_on > clock.today():
        raise NotAllowed(_("This day is still to come."))
    with transaction.atomic():
        own = WalkTask.objects.filter(pk=task.pk, status=task.status)
        own = own if version is None else own.filter(version=version)
        fields = {"steps": steps, "obstacles": obstacles, "walked_on": walked_on}
        if not own.update(version=F("version") + 1, **fields):
            raise NotAllowed(_("The record was changed meanwhile: look at it once more."))
        record("walktask.saved", task, by=by)
    task.refresh_from_db()
    return task


def propose(task: WalkTask, text: str, *, by: Person) -> Proposal:
    """A proposal out of the walk, with a number of its own; also after it was handed in."""
    task.campaign.demand_running()
    if task.status == WalkTask.Status.DROPPED:
        raise NotAllowed(_("This task was dropped."))
    if not text.strip():
        raise NotAllowed(_("Write down what is proposed."))
    with transaction.atomic():
        proposal = Proposal.objects.create(
            campaign=task.campaign,
            task=task,
            number=NumberSeries.take(f"{task.campaign.code}/proposal"),
            text=text.strip(),
            made_by=by,
            made_at=clock.now(),
        )
        record("proposal.made", proposal, by=by)
    return proposal


def finish(task: WalkTask, *, by: Person) -> None:
    """It was walked through. Raises NotAllowed without its day or the steps that were tried."""
    task.campaign.demand_running()
    _demand_writable(task)
    if task.walked_on is None or not task.steps.strip():
        raise NotAllowed(_("Write down the day and the steps that were tried."))
    move(task, WalkTask.Status.WALKED, by=by, sets={"reason": ""})


def send_back(task: WalkTask, reason: str, *, by: Person) -> None:
    """The office asks for more. Raises NotAllowed without a reason."""
    task.campaign.demand_running()
    _demand_reason(reason)
    move(task, WalkTask.Status.RETURNED, by=by, sets={"reason": reason})


def drop(task: WalkTask, reason: str, *, by: Person) -> None:
    """The task is not walked. Raises NotAllowed without a reason, or once it has a proposal."""
    task.campaign.demand_running()
    _demand_reason(reason)
    if task.proposals.exists():
        raise NotAllowed(_("Something was proposed out of this task: it stays."))
    move(task, WalkTask.Status.DROPPED, by=by, sets={"reason": reason})


def _demand_writable(task: WalkTask) -> None:
    if task.status not in WalkTask.Status.writable:
        raise NotAllowed(_("This walk was handed in or dropped: it cannot be changed."))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowed(_("Please give the reason."), field="reason")
