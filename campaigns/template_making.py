"""Keeping a campaign as a template for later ones."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.contents import contents_of
from campaigns.models import Campaign, CampaignTemplate
from organization.models import NotAllowed, Person, record


def save_as_template(campaign: Campaign, name: str, *, by: Person) -> CampaignTemplate:
    """A template out of `campaign` as it stands now, in whatever state it is.

    Raises NotAllowed when the organisation has a template of this name.
    """
    try:
        with transaction.atomic():
            template = CampaignTemplate.objects.create(
                name=name,
                kind=campaign.kind,
                organisation=campaign.organisation,
                contents=contents_of(campaign),
                source=campaign.title,
                made_by=by,
            )
            record("campaigntemplate.made", template, by=by, name=name, campaign=campaign.code)
    except IntegrityError:
        raise NotAllowed(_("There is a template of this name already.")) from None
    return template
