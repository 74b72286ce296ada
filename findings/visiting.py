"""明查暗访: planning visits, recording what was found, accepting the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Evidence, Site
from findings.models import (
    SiteVisit,
    VisitorTerm,
    VisitPhoto,
    VisitPlan,
    VisitPoint,
    VisitScript,
)
from organization import clock, refusals
from organization.models import NotAllowed, Person, move, record
from organization.notices import notify


@dataclass(frozen=True)
class Mark:
    """What one point got: None for not scored yet."""

    score: int | None = None
    faulty: bool = False
    words: str = ""


def plan_visits(
    campaign: Campaign,
    assignments: Iterable[tuple[Site, Person]],
    *,
    script: VisitScript,
    by: Person,
    **fields,
) -> VisitPlan:
    """A plan with one visit for each pair; `fields`: title, method, starts_on, ends_on.

    Raises NotAllowed without pairs, for a visitor whose contract does not cover the days, and
    for a title that is there already.
    """
    campaign.demand_running()
    pairs = list(dict.fromkeys(assignments))
    _demand_pairs(campaign, pairs, fields["starts_on"], fields["ends_on"])
    try:
        with transaction.atomic():
            plan = VisitPlan.objects.create(
                campaign=campaign, script=script, made_by=by, made_at=clock.now(), **fields
            )
            SiteVisit.objects.bulk_create(
                SiteVisit(plan=plan, site=site, visitor=person) for site, person in pairs
            )
            record("visitplan.made", plan, by=by, visits=len(pairs))
            for person in {person.pk: person for _site, person in pairs}.values():
                _tell(person, plan)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return plan


def _demand_pairs(
    campaign: Campaign, pairs: list[tuple[Site, Person]], first: date, last: date
) -> None:
    if not pairs:
        raise NotAllowed(_("Choose at least one site and one visitor."))
    if last < first:
        raise NotAllowed(_("A plan cannot end before it starts."))
    if any(site.campaign_id != campaign.pk for site, _person in pairs):
        raise NotAllowed(_("The site belongs to another campaign."))
    terms = VisitorTerm.objects.filter(campaign=campaign).covering(first, last)
    covered = set(terms.values_list("person", flat=True))
    for _site, person in pairs:
        if person.pk not in covered:
            raise NotAllowed(
                _("The contract of %(person)s does not cover these days.")
                % {"person": person.title}
            )


def _tell(person: Person, plan: VisitPlan) -> None:
    first = plan.visits.filter(visitor=person).select_related("plan__campaign", "site")[0]
    notify(
        [person],
        first,
        "visits_planned",
        lambda: _("Visits are planned for you: %(plan)s") % {"plan": plan.title},
        plan.campaign.title,
    )


def save_visit(
    visit: SiteVisit,
    marks: Mapping[int, Mark],
    *,
    by: Person,
    visited_on: date | None = None,
    words: str = "",
    version: int | None = None,
) -> SiteVisit:
    """Write down what was found so far; `marks` by the key of the script's point.

    `version`: as the record was read; somebody who saved meanwhile is not overwritten.
    Raises NotAllowed then, when it lies with the office, and for marks that cannot be.
    """
    visit.plan.campaign.demand_running()
    _demand_writable(visit)
    points = {point.pk: point for point in visit.plan.script.points.all()}
    _demand_marks(points, marks)
    if visited_on is not None and visited_on > clock.today():
        raise NotAllowed(_("This day is still to come."))
    with transaction.atomic():
        own = SiteVisit.objects.filter(pk=visit.pk, status=visit.status)
        own = own if version is None else own.filter(version=version)
        if not own.update(version=F("version") + 1, visited_on=visited_on, words=words):
            raise NotAllowed(_("The record was changed meanwhile: look at it once more."))
        for pk, mark in marks.items():
            VisitPoint.objects.update_or_create(
                visit=visit,
                point=points[pk],
                defaults={"score": mark.score, "faulty": mark.faulty, "words": mark.words},
            )
        record("sitevisit.saved", visit, by=by)
    visit.refresh_from_db()
    return visit


def _demand_writable(visit: SiteVisit) -> None:
    if visit.status not in SiteVisit.Status.writable:
        raise NotAllowed(_("The record lies with the office: it cannot be changed."))


def _demand_marks(points: Mapping, marks: Mapping[int, Mark]) -> None:
    for pk, mark in marks.items():
        if pk not in points:
            raise NotAllowed(_("This point is not in the script."))
        if mark.score is not None and not 0 <= mark.score <= points[pk].most:
            raise NotAllowed(
                _("“%(point)s” gets %(most)d points at most.")
                % {"point": points[pk].text, "most": points[pk].most}
            )


def submit(visit: SiteVisit, *, by: Person) -> None:
    """Hand the record in. Raises NotAllowed while something is missing."""
    visit.plan.campaign.demand_running()
    _demand_writable(visit)
    missing = missing_for(visit)
    if missing:
        raise NotAllowed(" ".join(missing))
    move(visit, SiteVisit.Status.SUBMITTED, by=by, sets={"reason": ""})


def missing_for(visit: SiteVisit) -> list[str]:
    """What stands against handing it in, in words. Two queries."""
    found = []
    plan = visit.plan
    if visit.visited_on is None:
        found.append(_("The day of the visit is missing."))
    elif not plan.starts_on <= visit.visited_on <= clock.today():
        found.append(_("The day of the visit is not within the plan."))
    rows = {row.point_id: row for row in visit.points.all()}
    for point in plan.script.points.all():
        mark = rows.get(point.pk)
        if mark is None or mark.score is None:
            found.append(_("“%(point)s” has no points yet.") % {"point": point.text})
        elif mark.faulty and not mark.words.strip():
            found.append(_("“%(point)s”: say what was wrong.") % {"point": point.text})
        elif mark.faulty and mark.score == point.most:
            found.append(_("“%(point)s” is faulty and has all its points.") % {"point": point.text})
    return found


def accept(visit: SiteVisit, *, by: Person) -> None:
    """The office takes the record as it is; its faults can become findings from now on."""
    _demand_other(visit, by)
    visit.plan.campaign.demand_running()
    move(visit, SiteVisit.Status.ACCEPTED, by=by)


def send_back(visit: SiteVisit, reason: str, *, by: Person) -> None:
    """The office asks for more. Raises NotAllowed without a reason."""
    _demand_other(visit, by)
    visit.plan.campaign.demand_running()
    _demand_reason(reason)
    with transaction.atomic():
        move(visit, SiteVisit.Status.RETURNED, by=by, sets={"reason": reason})
        notify(
            [visit.visitor],
            visit,
            "visit_returned",
            lambda: _("A record of a visit was sent back: %(site)s") % {"site": visit.site.name},
            reason,
            slot=str(visit.version),
        )


def cancel(visit: SiteVisit, reason: str, *, by: Person) -> None:
    """The visit is not made. Raises NotAllowed without a reason."""
    visit.plan.campaign.demand_running()
    _demand_reason(reason)
    move(visit, SiteVisit.Status.CANCELLED, by=by, sets={"reason": reason})


def add_photo(visit: SiteVisit, photo: Evidence, *, by: Person) -> None:
    """A photo (pixels only, see `visit_photos`) goes with the record."""
    visit.plan.campaign.demand_running()
    _demand_writable(visit)
    with transaction.atomic():
        _use, is_new = VisitPhoto.objects.get_or_create(evidence=photo, target=visit)
        if is_new:
            record("sitevisit.photo_added", visit, by=by, sha256=photo.sha256)


def remove_photo(use: VisitPhoto, *, by: Person) -> None:
    """The photo no longer goes with the record."""
    use.target.plan.campaign.demand_running()
    _demand_writable(use.target)
    with transaction.atomic():
        record("sitevisit.photo_removed", use.target, by=by, sha256=use.evidence.sha256)
        use.delete()


def _demand_other(visit: SiteVisit, by: Person) -> None:
    if visit.visitor_id == by.pk:
        raise NotAllowed(_("Nobody accepts the own record."))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowed(_("Please give the reason."), field="reason")
