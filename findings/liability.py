"""责任认定与责任追究: who is liable, what followed, and the score of each department."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Evidence, Participation
from campaigns.permissions import is_own
from findings.masking import masked
from findings.models import Consequence, ConsequenceEvidence, Finding, Liability
from findings.permissions import can_consolidate
from organization import clock, refusals
from organization.models import NotAllowed, Person, record


def hold_liable(finding: Finding, degree: str, post: str, *, by: Person, **fields) -> Liability:
    """Determine who is liable in which degree; `fields`: department, grounds.

    Raises NotAllowed for a void finding, for the own department, and for what stands already.
    """
    finding.campaign.demand_running()
    if finding.status in Finding.Status.void:
        raise NotAllowed(_("The finding is closed out, merged or dismissed."))
    if is_own(by, fields["department"]):
        said = _("Nobody determines responsibility in the own department.")
        raise NotAllowed(said, field="department")
    try:
        with transaction.atomic():
            row = Liability.objects.create(
                finding=finding, degree=degree, post=post, by=by, at=clock.now(), **fields
            )
            record("liability.determined", row, by=by, degree=str(degree))
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def withdraw(row: Liability, *, by: Person) -> None:
    """It was determined wrongly; the log keeps that it was there."""
    row.finding.campaign.demand_running()
    with transaction.atomic():
        record("liability.withdrawn", row, by=by, degree=str(row.degree))
        row.delete()


def tell(row: Liability, *, by: Person) -> None:
    """Approve that the report tells post and degree; until then it names the department alone.

    Raises NotAllowed for a post that names a person, and for what is approved already.
    """
    _demand_office(row, by)
    if masked(row.post).replaced:
        raise NotAllowed(
            _("The report tells posts, never names. Withdraw this and determine it by post.")
        )
    with transaction.atomic():
        rows = Liability.objects.filter(pk=row.pk, told_at=None)
        if not rows.update(told_at=clock.now(), told_by=by):
            raise NotAllowed(_("The report may tell this already."))
        record("liability.told", row, by=by, degree=str(row.degree))
    row.refresh_from_db()


def keep_back(row: Liability, *, by: Person) -> None:
    """The report does not tell it any more; what was signed stands."""
    _demand_office(row, by)
    with transaction.atomic():
        rows = Liability.objects.filter(pk=row.pk, told_at__isnull=False)
        if not rows.update(told_at=None, told_by=None):
            raise NotAllowed(_("The report does not tell this."))
        record("liability.kept_back", row, by=by, degree=str(row.degree))
    row.refresh_from_db()


def _demand_office(row: Liability, by: Person) -> None:
    row.finding.campaign.demand_running()
    if not can_consolidate(by, row.finding.campaign):
        raise NotAllowed(_("The office decides what the report tells."))
    if is_own(by, row.department):
        raise NotAllowed(_("Nobody determines responsibility in the own department."))


def draw_consequence(
    finding: Finding, *, by: Person, files: Iterable[Evidence] = (), **fields
) -> Consequence:
    """Record what followed; `fields`: kind, department, post, text, points, on.

    Raises NotAllowed before the finding is confirmed, and for the own department.
    """
    finding.campaign.demand_running()
    if finding.status not in Finding.Status.shown_to_departments:
        raise NotAllowed(_("Results of accountability belong to a confirmed finding."))
    if is_own(by, fields["department"]):
        said = _("Nobody determines responsibility in the own department.")
        raise NotAllowed(said, field="department")
    if fields["on"] > clock.today():
        raise NotAllowed(_("This day is still to come."))
    with transaction.atomic():
        row = Consequence.objects.create(
            campaign=finding.campaign, finding=finding, by=by, at=clock.now(), **fields
        )
        for one in {file.pk: file for file in files}.values():
            ConsequenceEvidence.objects.create(evidence=one, target=row)
        record("consequence.recorded", row, by=by, what=str(row.kind))
    return row


@dataclass(frozen=True)
class Score:
    """What a department has come to: findings, results of accountability, points taken off."""

    department: str
    findings: int
    results: int
    points: Decimal


def scores(campaign: Campaign, person: Person) -> list[Score]:
    """Every department that takes part, in the order of the organisation. Three queries."""
    standing = Finding.objects.visible_to(person).listed().filter(campaign=campaign)
    found = dict(standing.order_by().values_list("department").annotate(n=Count("pk")))
    rows = Consequence.objects.visible_to(person).filter(campaign=campaign)
    followed = {
        key: (n, points)
        for key, n, points in rows.order_by()
        .values_list("department")
        .annotate(n=Count("pk"), points=Sum("points"))
    }
    return [
        Score(str(place), found.get(key, 0), *followed.get(key, (0, Decimal(0))))
        for place in _taking_part(campaign)
        for key in [place.department_id]
    ]


def columns() -> list[str]:
    """The headers of the sheet of scores."""
    return [
        _("Department"),
        _("Findings"),
        _("Results of accountability"),
        _("Points taken off"),
    ]


def rows(found: Iterable[Score]) -> Iterator[list]:
    """One row a department."""
    for score in found:
        yield [score.department, score.findings, score.results, float(score.points)]


def _taking_part(campaign: Campaign):
    places = Participation.objects.filter(campaign=campaign, left_on=None)
    return places.select_related("department")
