"""The form in which a level is planned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.plan import DayField
from campaigns.models import Campaign, CheckItem, Level
from organization.models import Person


class LevelForm(forms.ModelForm):
    """Who is asked what until when, and who reads it."""

    due_on = DayField(label=_("due on"))
    chosen = forms.ModelMultipleChoiceField(
        CheckItem.objects.none(),
        label=_("Items this level is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one item.")},
    )

    class Meta:
        model = Level
        fields = (
            *("name", "audience", "due_on", "heading", "prompt", "topics"),
            *("follows", "asks_charge", "asks_roots", "chair_reviews"),
        )
        widgets = {
            "prompt": forms.Textarea(attrs={"rows": 3}),
            "topics": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = Person.Level.choices
        items = CheckItem.objects.asked().filter(checklist__campaign=campaign)
        self.fields["chosen"].queryset = items
        if self.instance.pk:
            self.initial["chosen"] = self.instance.asked.values_list("item", flat=True)

    def level_fields(self) -> dict[str, Any]:
        """What the verbs take beside the items."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
