"""A suggestion and the findings it answers."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now

from findings.forms.finding import finding_label
from findings.models import Finding, Suggestion
from organization.models import Department


class SuggestionForm(forms.ModelForm):
    """To whom, about what, why, what is suggested, and what it will bring."""

    class Meta:
        model = Suggestion
        fields = [
            *("target", "addressee", "department", "topic", "background", "action", "effect"),
            "findings",
        ]
        widgets = {
            "target": forms.RadioSelect,
            "background": forms.Textarea(attrs={"rows": 3}),
            "action": forms.Textarea(attrs={"rows": 3}),
            "effect": forms.Textarea(attrs={"rows": 2}),
            "findings": forms.CheckboxSelectMultiple,
        }

    def __init__(
        self,
        *args,
        findings: QuerySet[Finding],
        departments: QuerySet[Department],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments
        self.fields["department"].empty_label = _now("none: the office records the answer")
        field = self.fields["findings"]
        field.queryset = findings
        field.label = _now("Findings it answers")
        field.help_text = _now("None: it is a general suggestion.")
        field.label_from_instance = finding_label
