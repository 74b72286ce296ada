"""What people type about service faults: the record, what was done, the result."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Participation, Site
from findings.forms.of_opinion import NamesOpinion
from findings.models import ListWord, ServiceFault
from findings.permissions import can_report
from organization import clock
from organization.models import Department, Person
from organization.scope import in_departments


class FaultForm(NamesOpinion, forms.ModelForm):
    """A fault as it came to light: what, when, where, through what."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("department"), required=False
    )
    on = DayField(label=_("day"))
    due_on = DayField(label=_("to be put right by"))
    number = forms.IntegerField(
        label=_("number of the opinion or complaint"),
        required=False,
        min_value=1,
        max_value=10**9,
        help_text=_("Where one stands in the register of opinions."),
    )

    class Meta:
        model = ServiceFault
        fields = (
            "fault_class",
            "on",
            "site",
            "department",
            "came_from",
            "number",
            "due_on",
            "text",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        taking_part = Participation.objects.filter(campaign=campaign, left_on=None)
        departments = Department.objects.filter(pk__in=taking_part.values("department"))
        sites = Site.objects.filter(campaign=campaign).select_related("department")
        if not can_report(person, campaign):
            departments = departments.filter(in_departments(person, ""))
            sites = sites.filter(in_departments(person, "department"))
        self.fields["fault_class"].queryset = ListWord.objects.of(campaign, "fault_class")
        self.fields["department"].queryset = departments
        self.fields["department"].help_text = _now("Empty: whoever looks after the site.")
        self.fields["site"].queryset = sites
        self.fields["came_from"].choices = [
            ("", _now("Please choose")),
            *ServiceFault.CameFrom.choices,
        ]
        self.fields["text"].help_text = _now("No names and telephone numbers of customers.")
        self.look_among(campaign, person)

    def clean_on(self):
        """A day that is not to come."""
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """A department that answers for it: its own, or that of the site."""
        told = super().clean()
        site, department = told.get("site"), told.get("department")
        if department is None and site is not None:
            told["department"] = site.department
        elif department is None and "department" not in self.errors:
            self.add_error("department", _now("Say which department, or which site."))
        elif site is not None and site.department_id != department.pk:
            self.add_error("site", _now("This site is looked after by another department."))
        return told

    def told(self) -> dict[str, Any]:
        """The words of the verb."""
        kept = dict(self.cleaned_data)
        opinion = kept.pop("number")
        return {**kept, "opinion": opinion}

    def _post_clean(self) -> None:
        """The verb writes."""


class FaultAnswerForm(forms.Form):
    """What the department did, and who is in charge."""

    text = forms.CharField(
        label=pgettext_lazy("a service fault", "what was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    post = forms.CharField(
        label=_("person in charge (post)"), max_length=80, help_text=_("The post, not the name.")
    )


class FaultCloseForm(forms.Form):
    """The result with which a record is closed."""

    result = forms.CharField(label=pgettext_lazy("a service fault", "result"), max_length=200)


class FaultReturnForm(forms.Form):
    """Why it is not put right yet."""

    reason = forms.CharField(label=_("why it is sent back"), max_length=200)
