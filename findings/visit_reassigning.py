"""改派: a visit that has not begun goes to another visitor."""

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from findings.models import SiteVisit, VisitorTerm
from organization import clock, refusals
from organization.models import NotAllowed, Person, record
from organization.notices import notify


def others_for(visit: SiteVisit) -> QuerySet[Person]:
    """Who may take the visit over: visitors whose contract covers what is left of the plan."""
    plan = visit.plan
    first = max(plan.starts_on, clock.today())
    terms = VisitorTerm.objects.filter(campaign=plan.campaign).covering(first, plan.ends_on)
    people = Person.objects.active().filter(pk__in=terms.values("person"))
    return people.exclude(pk=visit.visitor_id).select_related("department")


def has_begun(visit: SiteVisit) -> bool:
    """Was anything of the record written or photographed, or is the visit over?"""
    if visit.status != SiteVisit.Status.PLANNED or visit.visited_on or visit.words:
        return True
    return visit.points.exists() or visit.evidence_uses.exists()


def reassign(visit: SiteVisit, to: Person, *, by: Person) -> None:
    """Let another visitor make the visit, and tell them.

    Raises NotAllowed once the visit has begun, for somebody whose contract does not cover the
    days, and where they visit the site under this plan already.
    """
    visit.plan.campaign.demand_running()
    if not others_for(visit).filter(pk=to.pk).exists():
        said = _("The contract of %(person)s does not cover these days.")
        raise NotAllowed(said % {"person": to.title})
    try:
        with transaction.atomic():
            locked = SiteVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
            if has_begun(locked):
                raise NotAllowed(_("The visit has begun: it stays with its visitor."))
            # The version moves on: a form that the other visitor has open still is refused.
            SiteVisit.objects.filter(pk=visit.pk).update(visitor=to, version=F("version") + 1)
            record("sitevisit.reassigned", visit, by=by)
            notify(
                [to],
                visit,
                "visits_planned",
                lambda: _("Visits are planned for you: %(plan)s") % {"plan": visit.plan.title},
                visit.plan.campaign.title,
                slot=f"visit {visit.pk}",
            )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    visit.refresh_from_db()
