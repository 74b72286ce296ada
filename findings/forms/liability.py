"""Who is liable, and what followed."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from campaigns.models import Campaign
from findings.forms.days import not_to_come
from findings.forms.files import SeveralFiles
from findings.forms.radios import choose_one
from findings.models import (
    Consequence,
    ConsolidationRules,
    Finding,
    Liability,
    Suggestion,
)
from organization import clock
from organization.forms.limits import LimitsOfColumns
from organization.models import Department


class LiabilityForm(forms.ModelForm):
    """Degree, post and department; the grounds."""

    class Meta:
        model = Liability
        fields = ["degree", "post", "department", "grounds"]
        widgets = {"degree": forms.RadioSelect, "grounds": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"post": _("The post, or the person by post and name.")}

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, initial={"department": finding.department}, **kwargs)
        self.fields["department"].queryset = _departments(finding.campaign)
        if finding.responsibility:  # a sentence about several: to read beside, not to keep
            told = {"words": finding.responsibility}
            words = _now("The finding says: “%(words)s”. Enter one post, or post and name.")
            self.fields["post"].help_text = words % told
        choose_one(self.fields["degree"])


class ConsequenceForm(forms.ModelForm):
    """What followed, with the points and the forms that go with it."""

    files = SeveralFiles(
        label=_("Forms attached"), required=False, help_text=_("Such as the record of the talk.")
    )

    class Meta:
        model = Consequence
        fields = ["kind", "department", "post", "text", "points", "on"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "on": DayInput,
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(
            *args, initial={"on": clock.today(), **kwargs.pop("initial", {})}, **kwargs
        )
        self.fields["department"].queryset = _departments(campaign)
        self.fields["on"].validators.append(not_to_come)
        choose_one(self.fields["kind"])


class RulesForm(LimitsOfColumns, forms.ModelForm):
    """The settings of consolidation."""

    class Meta:
        model = ConsolidationRules
        fields = ["natures", "categories", "feedback_first", "feedback_days", "liability_first"]
        widgets = {
            "natures": forms.Textarea(attrs={"rows": 4}),
            "categories": forms.Textarea(attrs={"rows": 4}),
        }


class DispositionForm(forms.Form):
    """What became of a suggestion."""

    to = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            (one.value, one.label) for one in Suggestion.Status if one != Suggestion.Status.MADE
        ],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Answered on"), widget=DayInput, validators=[not_to_come])
    text = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it was not adopted, or in part only."),
    )

    def clean(self) -> dict:
        """Whoever does not adopt all of it says why."""
        cleaned = super().clean()
        to = cleaned.get("to")
        if to in Suggestion.Status.with_reason and not cleaned.get("text", "").strip():
            self.add_error("text", _now("Say why it was not adopted, or what of it was not."))
        return cleaned


def _departments(campaign: Campaign):
    return Department.objects.filter(participations__campaign=campaign)
