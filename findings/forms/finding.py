"""The four parts of a finding, its place in the report, and how it may end early."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem
from findings.models import Aspect, CauseKind, ConsolidationRules, Finding
from organization.models import Department


class FindingForm(forms.ModelForm):
    """规定/问题/原因/责任 and the classification; `version` is what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    new_aspect = forms.CharField(
        label=_("or a new aspect"),
        max_length=60,
        required=False,
        help_text=_("The name of an existing aspect may be repeated here to change its mark."),
    )
    cause_kinds = forms.MultipleChoiceField(
        label=_("Kinds of cause"),
        choices=CauseKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    assumed = forms.BooleanField(label=_("The name of the new aspect is assumed"), required=False)

    class Meta:
        model = Finding
        fields = [
            "title",
            "rule_document",
            "rule_clause",
            "rule",
            "problem",
            "cause_subjective",
            "cause_objective",
            "cause_kinds",
            "responsibility",
            "department",
            "aspect",
            "nature",
            "category",
            "track",
            "items",
            "fixed_in_passing",
        ]
        widgets = {
            "rule": forms.Textarea(attrs={"rows": 3}),
            "problem": forms.Textarea(attrs={"rows": 4}),
            "cause_subjective": forms.Textarea(attrs={"rows": 2}),
            "cause_objective": forms.Textarea(attrs={"rows": 2}),
            "track": forms.RadioSelect,
            "items": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "problem": _("One line for each part of the problem."),
            "fixed_in_passing": _("Named apart in the report and not counted as a finding."),
        }

    def __init__(self, *args, finding: Finding, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, instance=finding, initial={"version": finding.version}, **kwargs)
        self.fields["aspect"].queryset = campaign.aspects.all()
        self.fields["aspect"].empty_label = _now("Not chosen yet")
        self.fields["aspect"].label_from_instance = _aspect_label
        self.fields["department"].queryset = Department.objects.filter(
            participations__campaign=campaign
        )
        self.fields["department"].empty_label = _now("Not chosen yet")
        rules = ConsolidationRules.of(campaign)
        self._choose_among("nature", rules.nature_list)
        self._choose_among("category", rules.category_list)
        self.fields["items"].queryset = CheckItem.objects.filter(checklist__campaign=campaign)
        self.fields["items"].label = _now("Check-points involved")

    def _choose_among(self, name: str, words: list[str]) -> None:
        """The campaign's own list; what the finding says already stays choosable."""
        if not words:
            return
        known = dict.fromkeys([*words, *filter(None, [getattr(self.instance, name)])])
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label,
            required=False,
            choices=[("", _now("Not chosen yet")), *((word, word) for word in known)],
        )

    def clean_problem(self) -> str:
        """One part a line: the browser sends carriage returns."""
        return self.cleaned_data["problem"].replace("\r\n", "\n")

    def _post_clean(self) -> None:
        """The verb writes, under its own condition: the instance stays as it was read."""

    def changes(self) -> dict[str, Any]:
        """What was changed, as arguments of `consolidation.change_finding`."""
        names = [*self._meta.fields]
        changed = {name: self.cleaned_data[name] for name in names if name in self.changed_data}
        if self.cleaned_data["new_aspect"]:
            changed.pop("aspect", None)
        return changed


class DismissForm(forms.Form):
    """Why it is no problem."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


def finding_label(finding: Finding) -> str:
    """Number and title, as lists of findings offer it."""
    return f"{finding.number} {finding.title}"


def _aspect_label(aspect: Aspect) -> str:
    return _now("%(name)s (assumed)") % {"name": aspect} if aspect.assumed else str(aspect)
