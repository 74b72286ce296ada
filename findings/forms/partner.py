"""What people type about partners: their names, an initiative, who signed it, an end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from findings.models import Initiative, Partner
from organization import clock
from organization.named_kinds import kinds_of

LONGEST = Partner._meta.get_field("name").max_length


class LinesField(forms.CharField):
    """One name a line; empty lines are kept, so that lines have the numbers that are seen."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> list[str]:
        """The lines. Refuses one that is too long for a name."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        for no, line in enumerate(lines, start=1):
            if len(line) > LONGEST:
                said = _now("Line %(no)d is longer than %(most)d characters.")
                raise forms.ValidationError(said % {"no": no, "most": LONGEST})
        return lines


class PartnersForm(forms.Form):
    """Partners of one kind with the same contract."""

    kind = forms.ChoiceField(label=_("kind"))
    contract_from = DayField(label=_("first day of the contract"), required=False)
    contract_until = DayField(label=_("last day of the contract"), required=False)
    names = LinesField(label=_("names of the companies"), help_text=_("One name a line."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _now("Please choose")),
            *kinds_of("partner_kinds").items(),
        ]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told = super().clean()
        first, last = told.get("contract_from"), told.get("contract_until")
        if first and last and last < first:
            self.add_error("contract_until", _now("The contract ends before it begins."))
        return told


class EndPartnerForm(forms.Form):
    """Why a partnership is ended."""

    reason = forms.CharField(label=_("why the partnership is ended"), max_length=200)


class RenewForm(forms.Form):
    """Until when a contract was renewed."""

    until = DayField(label=_("last day of the contract"))


class InitiativeForm(forms.ModelForm):
    """What partners are to put their names to."""

    proposed_on = DayField(label=_("proposed on"))

    class Meta:
        model = Initiative
        fields = ("title", "proposed_on", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _now("words of the initiative")

    def clean_proposed_on(self):
        """A day that is not to come."""
        day = self.cleaned_data["proposed_on"]
        if day > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return day

    def _post_clean(self) -> None:
        """The verb writes."""


class SignForm(forms.Form):
    """Who signed on a day: ticked, or pasted as a list."""

    on = DayField(label=_("signed on"))
    ticked = forms.MultipleChoiceField(
        label=_("Partners that have not signed"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    names = LinesField(
        label=_("or a list of names"), help_text=_("One name a line."), required=False
    )

    def __init__(self, *args, initiative: Initiative, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Partner.objects.standing().filter(campaign=initiative.campaign_id)
        open_ones = open_ones.exclude(signatures__initiative=initiative)
        self.fields["ticked"].choices = [(one.name, one.name) for one in open_ones]

    def clean(self) -> dict[str, Any]:
        """At least one name; `all` of them, the pasted ones first so that their lines count."""
        told = super().clean()
        told["all"] = [*told.get("names", []), *told.get("ticked", [])]
        if not any(told["all"]) and not self.errors:
            raise forms.ValidationError(_now("Tick who signed, or paste the names."))
        return told
