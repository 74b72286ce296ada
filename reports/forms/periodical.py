"""Bulletins and briefs: which one, its words, whom it is sent to, by which rule it recurs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from campaigns.models import Campaign
from campaigns.preflight import taking_part
from organization.forms.limits import LimitsOfColumns
from organization.models import Department
from reports.models import Edition, Periodical, PeriodicRule
from reports.models.periodical import Every

# A bulletin has demands with a day; only a brief has a tail with whom it goes to.
ONLY_OF = {
    "due_on": Periodical.BULLETIN,
    "report_to": Periodical.BRIEF,
    "send_to": Periodical.BRIEF,
    "sent_to": Periodical.BRIEF,
    "copies": Periodical.BRIEF,
}


class DraftForm(forms.Form):
    """A draft about the period that today lies in."""

    paper = forms.ChoiceField(label=_("paper"), choices=Periodical)
    every = forms.ChoiceField(
        label=_("period"),
        choices=[("day", _("today")), ("week", _("this week")), ("month", _("this month"))],
        initial="week",
    )


class EditionForm(LimitsOfColumns, forms.ModelForm):
    """The words that no record has."""

    class Meta:
        model = Edition
        fields = ("preface", "demands", "due_on", "report_to", "send_to", "sent_to", "copies")
        widgets = {
            "preface": forms.Textarea(attrs={"rows": 2}),
            "demands": forms.Textarea(attrs={"rows": 4}),
            "due_on": DayInput,
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, paper in ONLY_OF.items():
            if self.instance.paper != paper:
                del self.fields[name]


class DropForm(forms.Form):
    """Why a draft is not issued."""

    reason = forms.CharField(label=_("why it is not issued"), max_length=200)


class SendForm(forms.Form):
    """The departments that read it."""

    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("departments that read it"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = taking_part(campaign)


class RuleForm(LimitsOfColumns, forms.ModelForm):
    """Which paper recurs how often; on which day its draft is made."""

    every = forms.ChoiceField(label=_("period"), choices=Every, initial=Every.WEEK)

    class Meta:
        model = PeriodicRule
        fields = ("paper", "every", "weekday", "month_day")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = Periodical.choices

    def clean_weekday(self) -> int:
        """A number, as the dates take it."""
        return int(self.cleaned_data["weekday"])
