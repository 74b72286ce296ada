"""知悉范围: who may see a finding at all."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Campaign, Group, Membership
from campaigns.models.campaign import CampaignRole
from findings.merging import take
from findings.models import Finding
from organization.models import NotAllowed, Person, record


class Reach(models.TextChoices):
    """How far a finding goes."""

    CONCERNED = "concerned", gettext_lazy("Overseers and the departments concerned")
    OVERSEERS = "overseers", gettext_lazy("Office, inspectors and leaders only")
    NAMED = "named", gettext_lazy("The chair of the leading group and the people named here only")


def reach_of(finding: Finding) -> Reach:
    """How far it goes now."""
    if finding.named_only:
        return Reach.NAMED
    return Reach.OVERSEERS if finding.restricted else Reach.CONCERNED


def may_be_named(campaign: Campaign) -> models.QuerySet[Person]:
    """Office, inspectors and leaders of the campaign."""
    holders = CampaignRole.objects.filter(
        content_object=campaign, permission__codename__in=["office", "inspector", "leader"]
    )
    return Person.objects.filter(pk__in=holders.values("user"), is_active=True)


def chairs(person: Person, campaign: Campaign) -> bool:
    """Does the person chair the leading group?"""
    return Membership.objects.filter(
        person=person,
        office=Membership.Office.CHAIR,
        group__kind=Group.Kind.LEADING,
        group__campaign=campaign,
    ).exists()


def limit(finding: Finding, reach: str, readers: Iterable[Person] = (), *, by: Person) -> Finding:
    """Say how far a finding goes; the people named are kept for a matter of integrity only.

    Raises NotAllowed for a part (it goes as far as its finding), and where nobody would be left
    who may see it.
    """
    finding.campaign.demand_running()
    if finding.parent_id is not None:
        raise NotAllowed(_("A part goes as far as its finding."))
    named = list(readers) if reach == Reach.NAMED else []
    with transaction.atomic():
        finding = take(finding)[finding.pk]
        if reach == Reach.NAMED and not named and not _has_chair(finding.campaign):
            said = _("The leading group has no chair: name who may see it.")
            raise NotAllowed(said, field="readers")
        values = {"restricted": reach != Reach.CONCERNED, "named_only": reach == Reach.NAMED}
        Finding.objects.filter(pk=finding.pk).update(version=models.F("version") + 1, **values)
        finding.children.update(**values)
        finding.readers.set(named)
        record("finding.limited", finding, by=by, reach=str(reach), people=len(named))
    finding.refresh_from_db()
    return finding


def _has_chair(campaign: Campaign) -> bool:
    return Membership.objects.filter(
        office=Membership.Office.CHAIR, group__kind=Group.Kind.LEADING, group__campaign=campaign
    ).exists()
