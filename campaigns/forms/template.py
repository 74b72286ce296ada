"""The name of a template."""

from django import forms

from campaigns.models import Campaign, CampaignTemplate
from organization.models import Department


class TemplateForm(forms.ModelForm):
    """A name that the organisation has not given yet."""

    class Meta:
        model = CampaignTemplate
        fields = ("name",)

    def __init__(self, *args, organisation: Department, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organisation = organisation

    def _get_validation_exclusions(self) -> set[str]:
        """The organisation takes part in the check of the name, though nobody types it."""
        return super()._get_validation_exclusions() - {"organisation"}


def name_for(campaign: Campaign) -> str:
    """What a template is called until somebody says otherwise."""
    return campaign.title[: CampaignTemplate._meta.get_field("name").max_length]
