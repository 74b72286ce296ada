"""Which departments answer which items, as it is ticked."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.breakdown import EVERYBODY
from campaigns.models import Campaign, CheckItem
from campaigns.preflight import taking_part
from organization.models import Department

ALL, THESE = "all", "these"


class ScopeForm(forms.Form):
    """Items, and either all departments or a lead with supporting ones."""

    items = forms.ModelMultipleChoiceField(
        CheckItem.objects.none(),
        label=_("Items"),
        error_messages={"required": _("Tick at least one item.")},
    )
    who = forms.ChoiceField(
        label=_("Who answers"),
        choices=[(ALL, _("All departments")), (THESE, _("These departments"))],
    )
    lead = forms.ModelChoiceField(
        Department.objects.none(), label=_("Lead department"), required=False
    )
    support = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Supporting departments"), required=False
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        items = CheckItem.objects.filter(checklist__campaign=campaign).select_related("checklist")
        self.fields["items"].queryset = items
        self.fields["lead"].queryset = taking_part(campaign)
        self.fields["support"].queryset = taking_part(campaign)

    def clean(self) -> dict:
        """Somebody leads when departments are named."""
        cleaned = super().clean()
        if cleaned.get("who") == THESE and not cleaned.get("lead") and "lead" not in self.errors:
            self.add_error("lead", _now("Say which department leads."))
        return cleaned

    def departments(self) -> list[Department] | None:
        """The departments, the lead first; None for all."""
        if self.cleaned_data["who"] == ALL:
            return None
        return [self.cleaned_data["lead"], *self.cleaned_data["support"]]


class WordsForm(forms.Form):
    """What each unknown word of the column stands for."""

    afresh = forms.BooleanField(required=False)

    def __init__(self, *args, words, departments, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        options = [
            ("", _now("leave it")),
            (EVERYBODY, _now("All departments")),
            *((one.code, one.name) for one in departments),
        ]
        self.words = {f"word{place}": word for place, word in enumerate(words)}
        for name, word in self.words.items():
            self.fields[name] = forms.ChoiceField(label=word, choices=options, required=False)

    def choices(self) -> dict[str, str]:
        """The words that were given a meaning: a code, or EVERYBODY."""
        return {
            word: self.cleaned_data[name]
            for name, word in self.words.items()
            if self.cleaned_data[name]
        }
