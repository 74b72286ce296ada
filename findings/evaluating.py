"""建议评估: valid or not, what it is worth, what is one and the same, what becomes a project."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.consolidation import add_source, report_finding
from findings.models import Finding, FindingKind, Proposal, WalkProject
from organization import clock
from organization.models import NotAllowed, Person, move

Status = Proposal.Status


def evaluate(
    proposal: Proposal, verdict: str, *, by: Person, value: str = "", effort: str = "",
    reason: str = "",
) -> None:  # fmt: skip
    """`verdict` is "valid", then with value and effort, or "invalid", then with a reason.

    Raises NotAllowed when that is missing, and for whoever evaluates after somebody else.
    """
    proposal.campaign.demand_running()
    if proposal.status != Status.MADE:
        raise NotAllowed(_("This proposal was evaluated already."))
    if verdict not in (Status.VALID, Status.INVALID):
        raise NotAllowed(_("Say whether the proposal is valid."))
    if verdict == Status.INVALID and not reason.strip():
        raise NotAllowed(_("Say why it is not valid."))
    if verdict == Status.VALID and not (value and effort):
        raise NotAllowed(_("Say what it is worth and what it takes."))
    _move(proposal, verdict, by, {"value": value, "effort": effort, "reason": reason.strip()})


def evaluate_all(proposals: Sequence[Proposal], verdict: str, *, by: Person, **said) -> None:
    """As `evaluate`, for several: all of them or none."""
    with transaction.atomic():
        for proposal in proposals:
            evaluate(proposal, verdict, by=by, **said)


def look_again(proposal: Proposal, *, by: Person) -> None:
    """The evaluation is taken back; what was adopted or merged stays."""
    proposal.campaign.demand_running()
    if proposal.merged_here.exists():
        raise NotAllowed(_("Another proposal was merged into this one."))
    to = Status.VALID if proposal.status == Status.DECLINED else Status.MADE
    kept = {} if to == Status.VALID else {"value": "", "effort": ""}
    _move(proposal, to, by, {"reason": "", **kept})


def decline(proposal: Proposal, reason: str, *, by: Person) -> None:
    """Valid, and nevertheless not carried out now; with the reason."""
    proposal.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("Please give the reason."), field="reason")
    _move(proposal, Status.DECLINED, by, {"reason": reason.strip()})


def merge_into(proposal: Proposal, other: Proposal, *, by: Person) -> None:
    """It says the same as `other`, which stands for both; where that is a project already,
    this one becomes a further source of it."""
    proposal.campaign.demand_running()
    if other.pk == proposal.pk or other.campaign_id != proposal.campaign_id:
        raise NotAllowed(_("Choose another proposal of this campaign."))
    if proposal.merged_here.exists():
        raise NotAllowed(_("Another proposal was merged into this one."))
    with transaction.atomic():
        other = Proposal.objects.select_for_update(of=("self",)).get(pk=other.pk)
        if other.status not in (Status.VALID, Status.ADOPTED):
            raise NotAllowed(_("Merge into a proposal that is valid or adopted."))
        _move(proposal, Status.MERGED, by, {"merged_into": other})
        if other.status == Status.ADOPTED:
            add_source(_project_of(other), proposal, by=by)


def adopt(
    campaign: Campaign, proposals: Sequence[Proposal], title: str, *, by: Person, **fields
) -> Finding:
    """A project out of one or several valid proposals: a finding of the kind improvement.

    What was merged into them comes along as a source, so that every step can be followed back.
    `fields`: department, problem (else the words of the first proposal).
    """
    campaign.demand_running()
    chosen = list(proposals)
    if not chosen or not title.strip():
        raise NotAllowed(_("Choose proposals, and name the project."))
    with transaction.atomic():
        for proposal in chosen:
            _move(proposal, Status.ADOPTED, by, {})
        merged = Proposal.objects.filter(merged_into__in=chosen).select_related("campaign")
        finding = report_finding(
            campaign,
            [*chosen, *merged],
            by=by,
            title=title.strip(),
            kind=FindingKind.IMPROVEMENT,
            **fields,
        )
        WalkProject.objects.create(finding=finding, changed_by=by, changed_at=clock.now())
    return finding


def add_to_project(proposal: Proposal, finding: Finding, *, by: Person) -> None:
    """A valid proposal becomes a further source of a project; what was merged into it as well."""
    proposal.campaign.demand_running()
    if finding.kind != FindingKind.IMPROVEMENT:
        raise NotAllowed(_("Choose a project."))
    with transaction.atomic():
        _move(proposal, Status.ADOPTED, by, {})
        for source in [proposal, *proposal.merged_here.select_related("campaign")]:
            add_source(finding, source, by=by)


def _project_of(proposal: Proposal) -> Finding:
    return Finding.objects.select_related("campaign").get(sources__proposal=proposal)


def _move(proposal: Proposal, to: str, by: Person, sets: dict) -> None:
    stamps = {"evaluated_at": clock.now(), "evaluated_by": by}
    move(proposal, to, by=by, sets={**stamps, **sets})
