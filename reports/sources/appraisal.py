"""What a public appraisal adds: complaints, partners, promises, the result, what comes next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from campaigns.models import FeedbackChannel, Site, SpecialAction
from findings.models import (
    ComplaintCount,
    ComplaintPeriod,
    EvaluationResult,
    EvaluatorTerm,
    ListWord,
    Partner,
    ScoreRound,
    ServiceFault,
    Signature,
    SiteVisit,
)
from organization import clock
from rectification.models import (
    Card,
    Commitment,
    CommitmentCase,
    CommitmentTotal,
    NextStep,
    OutcomeNumber,
    ResultDocument,
)
from reports.sources.frame import FrameRecords, numbered


@dataclass(frozen=True)
class Kept:
    """A promise with a clock, and what is settled under it: single matters and totals."""

    commitment: Commitment
    rows: tuple[CommitmentCase | CommitmentTotal, ...]


class AppraisalRecords(FrameRecords):
    """The records of a public appraisal, up to the day of the paper."""

    @cached_property
    def channels(self) -> list[FeedbackChannel]:
        """The ways to complain that were made known."""
        return list(self.campaign.channels.order_by("id"))

    @cached_property
    def complaint_period(self) -> ComplaintPeriod | None:
        """The newest period of complaints that was entered."""
        rows = ComplaintPeriod.objects.filter(campaign=self.campaign, ends_on__lte=self.on)
        return rows.filter(made_at__lte=self.as_of).order_by("-ends_on", "-id").first()

    @cached_property
    def complaint_counts(self) -> list[ComplaintCount]:
        """Its causes, the leading one first."""
        if self.complaint_period is None:
            return []
        rows = [row for row in self.complaint_period.counts.select_related("period") if row.n]
        return sorted(rows, key=lambda row: (-row.n, row.pk))

    @cached_property
    def fault_classes(self) -> list[ListWord]:
        """The classes of faults that are not tolerated."""
        return list(ListWord.objects.of(self.campaign, ListWord.Kind.FAULT_CLASS))

    @cached_property
    def service_faults(self) -> list[ServiceFault]:
        """The records of faults that are not tolerated, opened until the day of the paper."""
        rows = ServiceFault.objects.filter(campaign=self.campaign, recorded_at__lte=self.as_of)
        return list(rows.select_related("campaign", "fault_class", "site").order_by("number"))

    @cached_property
    def special_actions(self) -> list[SpecialAction]:
        """Actions under names of their own that have begun."""
        begun = (SpecialAction.Status.RUNNING, SpecialAction.Status.DONE)
        return list(
            self.campaign.special_actions.filter(status__in=begun).select_related(
                "campaign", "department"
            )
        )

    @cached_property
    def partners(self) -> list[Partner]:
        """Every partner in the register."""
        return list(Partner.objects.filter(campaign=self.campaign).order_by("id"))

    @cached_property
    def signatures(self) -> list[Signature]:
        """Partners that put their names to an initiative."""
        rows = Signature.objects.filter(initiative__campaign=self.campaign)
        rows = rows.filter(signed_on__lte=self.on).select_related("partner", "initiative")
        return list(rows.order_by("signed_on", "id"))

    @cached_property
    def signed_partners(self) -> list[Partner]:
        """Each of them once."""
        return list({row.partner_id: row.partner for row in self.signatures}.values())

    @cached_property
    def ended_partners(self) -> list[Partner]:
        """Partnerships that were ended."""
        rows = Partner.objects.ended().filter(campaign=self.campaign, ended_on__lte=self.on)
        return list(rows.order_by("ended_on", "id"))

    @cached_property
    def partner_cards(self) -> list[Card]:
        """Cards that partners and their sites were given, not withdrawn, the first one first."""
        whose = Q(partner__isnull=False) | Q(site__kind=Site.Kind.PARTNER)
        rows = Card.objects.standing().filter(whose, campaign=self.campaign, given_on__lte=self.on)
        return list(rows.select_related("department", "partner", "site").order_by("pk"))

    @cached_property
    def commitments(self) -> list[Commitment]:
        """Promises that stand on the day of the paper."""
        rows = Commitment.objects.filter(campaign=self.campaign, published_on__lte=self.on)
        rows = rows.select_related("department", "campaign").order_by("published_on", "id")
        return [row for row in rows if row.retired_on is None or row.retired_on > self.on]

    @cached_property
    def kept(self) -> list[Kept]:
        """The promises with a clock under which something is settled."""
        timed = [row.pk for row in self.commitments if row.limit]
        cases = CommitmentCase.objects.filter(commitment__in=timed, accepted_at__lte=self.as_of)
        cases = cases.select_related("commitment__campaign").order_by("accepted_at", "pk")
        totals = CommitmentTotal.objects.filter(commitment__in=timed, last_on__lte=self.on)
        totals = totals.select_related("commitment__campaign")
        found: dict[int, list[CommitmentCase | CommitmentTotal]] = {}
        for case in cases:
            # One whose time still runs does not count yet.
            if case.is_late(self.as_of) or (case.done_at and case.done_at <= self.as_of):
                found.setdefault(case.commitment_id, []).append(case)
        for total in totals.order_by("first_on", "pk"):
            found.setdefault(total.commitment_id, []).append(total)
        return [Kept(row, tuple(found[row.pk])) for row in self.commitments if row.pk in found]

    @cached_property
    def outcomes(self) -> list[OutcomeNumber]:
        """What was counted before and after, of each task and name the newest."""
        rows = OutcomeNumber.objects.filter(
            progress__task__campaign=self.campaign, progress__on__lte=self.on
        )
        rows = rows.select_related("progress__task__measure").order_by("progress__on", "id")
        newest = {(row.progress.task_id, row.name): row for row in rows}
        return sorted(newest.values(), key=lambda row: row.pk)

    @cached_property
    def result_documents(self) -> list[ResultDocument]:
        """The rules and handbooks that came of the work, each title once a task."""
        rows = ResultDocument.objects.filter(
            progress__task__campaign=self.campaign, progress__on__lte=self.on
        )
        rows = rows.select_related("progress__task__measure").order_by("id")
        return list({(row.progress.task_id, row.title): row for row in rows}.values())

    @cached_property
    def next_steps(self) -> list[NextStep]:
        """What goes on after the report, in its order, without what was dropped."""
        rows = self.campaign.next_steps.exclude(status=NextStep.Status.DROPPED)
        rows = rows.select_related("campaign", "department", "measure__finding")
        return list(rows.prefetch_related("supports", "mechanisms"))

    @cached_property
    def evaluation_result(self) -> EvaluationResult | None:
        """The result, once the authority has given it."""
        rows = EvaluationResult.objects.filter(campaign=self.campaign, given_on__lte=self.on)
        return rows.first()

    @cached_property
    def evaluators(self) -> list[EvaluatorTerm]:
        """Who was appointed to evaluate until the day of the paper, by category."""
        rows = EvaluatorTerm.objects.filter(campaign=self.campaign, starts_on__lte=self.on)
        return list(rows.select_related("person").order_by("number"))

    @property
    def evaluator_kinds(self) -> list[str]:
        """Their categories, each once."""
        return list(dict.fromkeys(row.category for row in self.evaluators))

    def evaluators_of(self, place: str) -> list[EvaluatorTerm]:
        """Those of category number `place`, "" for all. IndexError when there is none."""
        if not place:
            return self.evaluators
        kind = numbered(self.evaluator_kinds, place)
        return [row for row in self.evaluators if row.category == kind]

    @cached_property
    def covert_visits(self) -> list[SiteVisit]:
        """Accepted visits in disguise."""
        rows = SiteVisit.objects.counted().filter(
            plan__campaign=self.campaign, plan__method="covert", visited_on__lte=self.on
        )
        return list(rows.select_related("site").order_by("visited_on", "id"))

    @cached_property
    def score_round(self) -> ScoreRound | None:
        """The newest round of scores that was closed."""
        rows = ScoreRound.objects.filter(campaign=self.campaign, closed_at__lte=self.as_of)
        return rows.order_by("-closed_at", "-id").first()


def settled(row: CommitmentCase | CommitmentTotal) -> int:
    """How many matters one row stands for."""
    return row.accepted if isinstance(row, CommitmentTotal) else 1


def in_time(row: CommitmentCase | CommitmentTotal) -> int:
    """How many of them were done in time."""
    if isinstance(row, CommitmentTotal):
        return row.on_time
    return int(row.done_at is not None and not row.is_late(row.done_at))


def days_of(row: CommitmentCase | CommitmentTotal) -> tuple[date, date]:
    """The first and the last day of what one row stands for."""
    if isinstance(row, CommitmentTotal):
        return row.first_on, row.last_on
    day = clock.day_of(row.accepted_at)
    return day, day
