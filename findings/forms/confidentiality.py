"""How far a finding goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.confidentiality import Reach, may_be_named
from findings.models import Finding
from organization.models import Person


class ReachForm(forms.Form):
    """How far a finding goes, and who is named."""

    reach = forms.ChoiceField(label=_("Who may see it"), choices=Reach, widget=forms.RadioSelect)
    readers = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("People named"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Counts for the last choice only. Nobody named: the chair alone."),
    )

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = may_be_named(finding.campaign)
        self.fields["readers"].label_from_instance = lambda person: person.title
