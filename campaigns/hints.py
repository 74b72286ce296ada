"""Hints for the review: asked for when a sheet is submitted, found by a job, counted, switched.

The job is the row: one per round of a sheet, so that no submission is missed; one per change of
the thresholds for the whole campaign.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from campaigns.hint_writing import Moved, renew
from campaigns.last_time import WITH_OFFICE
from campaigns.models import Campaign, Hint, HintLimits, SelfCheck
from organization import outbox
from organization.models import Job, NotAllowed, Person, record

HINTS = "hints"  # the kind of the job
TRIES = 3  # when the thresholds are changed while the job runs


def ask(sheet: SelfCheck, *, by: Person | None = None) -> Job:
    """Have the hints of a submitted sheet found. It is no job of whoever submitted."""
    key = _key(sheet.campaign_id, sheet.pk, sheet.round)
    order = {"campaign": sheet.campaign_id, "sheet": sheet.pk, "round": sheet.round}
    return outbox.ask_for(HINTS, key, by=by, **order)


def ask_again(sheet: SelfCheck, *, by: Person) -> Job:
    """Once more, after it failed or was never asked for."""
    sheet.campaign.demand_running()
    if sheet.status not in WITH_OFFICE:
        raise NotAllowed(_("This sheet does not wait for review."))
    with transaction.atomic():
        job = ask(sheet, by=by)
        # Not an event of the sheet: its department reads those.
        record("job.retried", job, by=by, kind=HINTS)
    return job


def work(job: Job) -> dict:
    """The job: idempotent; nothing where the sheet has gone back meanwhile."""
    order = job.order_for
    campaign = Campaign.objects.filter(pk=order["campaign"]).first()
    if campaign is None:
        return {}
    for left in reversed(range(TRIES)):
        sheets = SelfCheck.objects.filter(campaign=campaign, status__in=WITH_OFFICE)
        if "sheet" in order:
            sheets = sheets.filter(pk=order["sheet"], round=order["round"])
        try:
            return {"hints": renew(campaign, list(sheets), job.progress)}
        except Moved:
            if not left:
                raise
    return {}


def change_limits(limits: HintLimits, *, by: Person) -> Job:
    """Keep changed thresholds and have all hints of the campaign found anew.

    Raises NotAllowed when somebody else changed them meanwhile, or the campaign is closed.
    """
    campaign = limits.campaign
    campaign.demand_changeable()
    before = HintLimits.of(campaign)
    names = (*HintLimits.NUMBERS, *HintLimits.WORDS)
    fields = [name for name in names if getattr(before, name) != getattr(limits, name)]
    values = {name: getattr(limits, name) for name in names}
    with transaction.atomic():
        kept, made = HintLimits.objects.get_or_create(
            campaign=campaign, defaults={**values, "version": 1}
        )
        if not made:
            same = HintLimits.objects.filter(pk=kept.pk, version=limits.version)
            if not same.update(**values, version=F("version") + 1):
                raise NotAllowed(_("Somebody else changed the thresholds in the meantime."))
            kept.refresh_from_db()
        record("hintlimits.changed", kept, by=by, fields=fields)
        key = _key(campaign.pk, "all", kept.version)
        return outbox.ask_for(HINTS, key, by=by, campaign=campaign.pk)


def counts(campaign: Campaign) -> dict[int, int]:
    """How many hints on each sheet nobody has looked at yet, by the key of the sheet; one
    statement. Sheets without any are left out."""
    rows = Hint.objects.to_look_at().filter(selfcheck__campaign=campaign)
    return dict(rows.order_by().values_list("selfcheck").annotate(n=Count("pk")))


def answers_with_hints(sheet: SelfCheck) -> dict[int, list[Hint]]:
    """The hints of a sheet that nobody has looked at yet, by the key of the answer."""
    found: dict[int, list[Hint]] = {}
    for hint in Hint.objects.to_look_at().filter(selfcheck=sheet, answer__isnull=False):
        if hint.answer_id is not None:
            found.setdefault(hint.answer_id, []).append(hint)
    return found


@dataclass(frozen=True)
class Progress:
    """How far the finding of hints is: of one sheet, or of a campaign in numbers of jobs."""

    waiting: int = 0
    failed: int = 0
    missing: int = 0

    @property
    def to_repeat(self) -> int:
        """How many the office has to ask for again."""
        return self.failed + self.missing

    @property
    def is_done(self) -> bool:
        """Nothing waits, failed, or was never asked for."""
        return not (self.waiting or self.to_repeat)


def progress(campaign: Campaign, sheets: list[SelfCheck]) -> Progress:
    """What is still to be found on these sheets of the campaign; one statement."""
    states, whole = _states(campaign, sheets)
    every = [*states.values(), whole]
    return Progress(
        waiting=sum(state in (Job.State.WAITING, Job.State.RUNNING) for state in every),
        failed=every.count(Job.State.FAILED),
        missing=every.count("missing"),
    )


def unfinished(campaign: Campaign, sheets: list[SelfCheck]) -> set[int]:
    """Those of the sheets, by key, that may have hints nobody has found yet; one statement."""
    states, whole = _states(campaign, sheets)
    if whole not in ("", Job.State.DONE):
        return {sheet.pk for sheet in sheets}
    return {pk for pk, state in states.items() if state != Job.State.DONE}


def _states(campaign: Campaign, sheets: list[SelfCheck]) -> tuple[dict[int, str], str]:
    """How the job of each sheet with the office stands, and that of the whole campaign."""
    asked = Job.objects.filter(kind=HINTS, key__startswith=_key(campaign.pk, ""))
    every = _key(campaign.pk, "all", "")
    last: dict[str, str] = {}
    never, whole = "missing", ""
    for key, state in asked.order_by("pk").values_list("key", "state"):
        if key.startswith(every):
            whole = state
            if state == Job.State.DONE:
                last, never = {}, Job.State.DONE  # what failed or was missing before is made good
        else:
            last[key] = state
    with_office = [sheet for sheet in sheets if sheet.status in WITH_OFFICE]
    states = {s.pk: last.get(_key(campaign.pk, s.pk, s.round), never) for s in with_office}
    return states, whole


def _key(*parts: int | str) -> str:
    return "/".join(map(str, parts))
