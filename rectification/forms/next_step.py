"""Forms of next steps: planning one, what came of it, the work group it asks for."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.special_action import offer_departments, without_lead
from campaigns.models import Campaign
from findings.models import Finding
from organization.models import Person
from rectification.forms.planning import with_units
from rectification.forms.worded import WordedDayForm, day_input
from rectification.models import LongTermPlan, NextStep
from rectification.next_steps import measures_of

MECHANISM = 80  # characters of its name


class StepForm(WordedDayForm, forms.ModelForm):
    """What is to go on, who leads it until when, and what it takes up from the report."""

    due_on = day_input(_("to be finished by"))
    mechanisms = forms.CharField(
        label=_("mechanisms, one a line"),
        required=False,
        help_text=_("Those the report names; how many there are is counted."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = NextStep
        fields = ("title", "text", "goals", "department", "supports", "person", "post")
        fields += ("due_on", "due_text", "mechanisms", "finding", "measure", "action", "plan")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "goals": forms.Textarea(attrs={"rows": 3}),
            "supports": forms.CheckboxSelectMultiple,
        }
        labels = {
            "finding": _("Finding it goes on with"),
            "measure": _("Measure it goes on with"),
            "action": _("Special action it goes on with"),
            "plan": _("Long-term plan it goes on with"),
        }
        help_texts = {
            "text": _("Do not tell a measure again: name it below."),
            "due_text": _("As the paper says it; the day is read from it when none is chosen."),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_departments(self, campaign)
        self._offer_links(campaign)
        below = with_units(list(self.fields["department"].queryset))
        people = Person.objects.active().filter(department__in=below)
        self.fields["person"].queryset = people.select_related("department")
        self.fields["person"].empty_label = _now("The head of the department")
        self.fields["person"].label_from_instance = lambda row: f"{row.department.name} {row.title}"

    def _offer_links(self, campaign: Campaign) -> None:
        findings = Finding.objects.filter(campaign=campaign, restricted=False)
        measures = measures_of(campaign)
        plans = LongTermPlan.objects.filter(task__campaign=campaign)
        plans = plans.filter(task__measure__finding__restricted=False)
        known = {
            "finding": findings,
            "measure": measures,
            "action": campaign.special_actions.all(),
            "plan": plans,
        }
        for name, rows in known.items():
            field = self.fields[name]
            field.queryset, field.required, field.empty_label = rows, False, _now("none")

    @property
    def may_be_missing(self) -> bool:
        """A step may go without a day, or with words that name none."""
        return True

    def read_day(self, values: dict) -> None:
        """A day that has passed already is a fault only where it is new."""
        if self.instance.pk and "due_on" not in self.changed_data:
            return
        super().read_day(values)

    def clean_mechanisms(self) -> list[str]:
        """The names, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["mechanisms"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > MECHANISM for name in names):
            text = _now("The name of a mechanism has %(most)d characters at most.")
            raise forms.ValidationError(text % {"most": MECHANISM})
        return names

    def clean(self) -> dict:
        """The person belongs to the lead department."""
        cleaned = without_lead(super().clean() or {})
        lead, person = cleaned.get("department"), cleaned.get("person")
        if lead and person and not person.department.path.startswith(lead.path):
            said = _now("The responsible person belongs to the lead department.")
            self.add_error("person", said)
        return cleaned


class ResultForm(forms.Form):
    """What came of a step."""

    result = forms.CharField(
        label=_("what came of it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class StepGroupForm(forms.Form):
    """The work group a step asks for."""

    name = forms.CharField(label=_("name of the group"), max_length=60)
