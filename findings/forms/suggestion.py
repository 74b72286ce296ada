"""A suggestion and the findings it answers."""

from django import forms
from django.utils.translation import gettext as _now

from campaigns.models import Campaign
from findings.forms.finding import finding_label
from findings.models import Finding, Suggestion


class SuggestionForm(forms.ModelForm):
    """To whom, about what, why, what is suggested, and what it will bring."""

    class Meta:
        model = Suggestion
        fields = ["target", "addressee", "topic", "background", "action", "effect", "findings"]
        widgets = {
            "target": forms.RadioSelect,
            "background": forms.Textarea(attrs={"rows": 3}),
            "action": forms.Textarea(attrs={"rows": 3}),
            "effect": forms.Textarea(attrs={"rows": 2}),
            "findings": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["findings"]
        field.queryset = Finding.objects.filter(campaign=campaign).exclude(
            status__in=Finding.Status.void
        )
        field.label = _now("Findings it answers")
        field.help_text = _now("None: it is a general suggestion.")
        field.label_from_instance = finding_label
