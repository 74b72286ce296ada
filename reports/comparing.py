"""与上次对比: the earlier campaign is chosen while the report is a draft, or let go again."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization.models import NotAllowed, Person, record
from organization.scope import OVERSIGHT
from reports.charting import REPORT, hold, is_draft
from reports.compared import EARLIER, Compared
from reports.figures import Figures
from reports.models import Comparison
from reports.permissions import can_read_papers
from reports.publishing import demand_open


def choices(campaign: Campaign, person: Person):
    """The campaigns of the organisation that began before this one and the person oversees."""
    return (
        Campaign.objects.filter(
            organisation=campaign.organisation_id,
            running_at__lt=campaign.running_at,
            pk__in=person.roles.campaigns(*OVERSIGHT),
        )
        .exclude(status=Campaign.Status.CANCELLED)
        .order_by("-running_at")
    )


def choose(campaign: Campaign, earlier: Campaign | None, *, by: Person) -> None:
    """Compare with an earlier campaign, or with none any more.

    Raises NotAllowed once the report left the draft, and for a campaign that is no choice.
    """
    demand_open(campaign, REPORT)
    with transaction.atomic():
        hold(campaign)
        if not is_draft(campaign):
            raise NotAllowed(_("This is chosen for a report that is still a draft."))
        if earlier is None:
            taken, _rows = Comparison.objects.filter(campaign=campaign).delete()
            if taken:
                record("campaign.comparison_chosen", campaign, by=by, earlier="")
            return
        if not choices(campaign, by).filter(pk=earlier.pk).exists():
            raise NotAllowed(_("Only an earlier campaign of the same organisation is compared."))
        Comparison.objects.update_or_create(
            campaign=campaign, defaults={"earlier": earlier, "chosen_by": by}
        )
        record("campaign.comparison_chosen", campaign, by=by, earlier=earlier.code)


def may_open(figures: Figures, name: str, person: Person) -> bool:
    """May the person open the records behind a figure of this campaign or of the earlier one?"""
    if not name.startswith(EARLIER):
        return figures.may_open(name, person)
    compared = Compared.of(figures)
    return (
        compared is not None
        and can_read_papers(person, compared.before.campaign)
        and compared.before.may_open(name.removeprefix(EARLIER), person)
    )
