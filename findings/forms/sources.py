"""Which answers and verifications become a finding, or join one."""

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings import candidates
from findings.forms.finding import finding_label
from findings.models import Finding, Source
from organization.models import Person


class SourcesForm(forms.Form):
    """The ticked sources; `only` is the button beside one of them."""

    def __init__(self, sent: MultiValueDict, *, campaign: Campaign, person: Person) -> None:
        super().__init__(sent)
        self.campaign, self.person = campaign, person
        self.sources: list[Source] = []

    def clean(self) -> dict:
        """Every key must lead to an answer or verification 不符合 that the person may see."""
        only = self.data.get("only")
        keys = set([only] if only else self.data.getlist("source"))
        self.sources = candidates.pick(self.campaign, self.person, keys)
        if not keys:
            raise forms.ValidationError(_now("Choose at least one source."))
        if len(self.sources) != len(keys):
            raise forms.ValidationError(
                _now("One of the chosen sources is no longer “not compliant”. Please look again.")
            )
        return self.cleaned_data


class AddSourceForm(SourcesForm):
    """The sources and the finding they join."""

    finding = forms.ModelChoiceField(
        label=_("Finding"), queryset=Finding.objects.none(), empty_label=_("Please choose")
    )

    def __init__(self, sent, *, campaign: Campaign, person: Person) -> None:
        super().__init__(sent, campaign=campaign, person=person)
        self.fields["finding"].queryset = _open_findings(campaign, person)
        self.fields["finding"].label_from_instance = finding_label


class PersonalSourceForm(forms.Form):
    """The finding that a problem of a personal sheet joins; none: it becomes a new one."""

    finding = forms.ModelChoiceField(
        label=_("Finding"),
        queryset=Finding.objects.none(),
        required=False,
    )

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = _open_findings(campaign, person)


def _open_findings(campaign: Campaign, person: Person) -> QuerySet[Finding]:
    """The findings that a further source may join."""
    return Finding.objects.visible_to(person).filter(
        campaign=campaign, parent=None, status__in=Finding.Status.open
    )
