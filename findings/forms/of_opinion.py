"""A form that may name an opinion or complaint by its number in the register."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import Opinion
from organization.models import Person


class NamesOpinion:
    """For a form with the field `number`: only what the person may read is found."""

    cleaned_data: dict[str, Any]
    opinions: QuerySet[Opinion]

    def look_among(self, campaign: Campaign, person: Person) -> None:
        """Where the number is looked up."""
        self.opinions = Opinion.objects.visible_to(person).filter(campaign=campaign)

    def clean_number(self) -> Opinion | None:
        """The opinion of the campaign that the person may read."""
        number = self.cleaned_data["number"]
        found = self.opinions.filter(number=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("There is no opinion or complaint of this number."))
        return found
