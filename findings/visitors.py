"""暗访人员和第三方机构: who visits under which contract. The role comes and goes with it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import SiteVisit, VisitorTerm
from organization import clock, refusals
from organization.models import NotAllowed, Person, record
from organization.models.role import grant, revoke

ROLE = "visitor"


def engage(campaign: Campaign, person: Person, *, by: Person, **fields) -> VisitorTerm:
    """`person` visits for a firm (`kind`, `firm`) from `starts_on` to `ends_on`, both included.

    Raises NotAllowed for somebody who is a visitor already, or has a system duty.
    """
    campaign.demand_changeable()
    _demand_order(fields["starts_on"], fields["ends_on"])
    try:
        with transaction.atomic():
            term = VisitorTerm.objects.create(
                campaign=campaign, person=person, made_by=by, made_at=clock.now(), **fields
            )
            grant(person, ROLE, campaign, by=by, follows=True)
            record("visitorterm.engaged", term, by=by, until=str(term.ends_on))
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return term


@transaction.atomic
def change_term(term: VisitorTerm, starts_on: date, ends_on: date, *, by: Person) -> None:
    """Another contract period; access follows from now on."""
    term.campaign.demand_changeable()
    _demand_order(starts_on, ends_on)
    term.starts_on, term.ends_on = starts_on, ends_on
    term.save(update_fields=["starts_on", "ends_on"])
    record("visitorterm.changed", term, by=by, until=str(ends_on))


@transaction.atomic
def release(term: VisitorTerm, *, by: Person) -> None:
    """The person visits no longer: the role goes, what was recorded stays.

    Raises NotAllowed while a visit is still to be made: give it to somebody else first.
    """
    term.campaign.demand_changeable()
    open_ones = SiteVisit.objects.filter(
        plan__campaign=term.campaign_id,
        visitor=term.person_id,
        status__in=SiteVisit.Status.writable,
    )
    if open_ones.exists():
        raise NotAllowed(_("Visits of this person are still to be made: call them off first."))
    record("visitorterm.released", term, by=by)
    revoke(term.person, ROLE, term.campaign, by=by, follows=True)
    term.delete()


def _demand_order(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise NotAllowed(_("A contract cannot end before it starts."))
