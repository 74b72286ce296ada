"""Forms of the recurring inspections: the plan, and a visit."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.registers import report_groups
from campaigns.forms.windows import DayField
from campaigns.inspecting import subjects_of
from campaigns.models import Campaign, Inspection, InspectionPlan, Visit
from campaigns.permissions import can_inspect
from campaigns.preflight import taking_part
from organization import clock
from organization.models import Person
from organization.models.role import holders


class InspectionPlanForm(forms.ModelForm):
    """What is inspected how often, by whose care."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("until"), required=False)
    looked_at = forms.CharField(
        label=_("What is looked at"),
        help_text=_("One point a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    report_group = forms.ChoiceField(
        label=_("Told in the report under"),
        required=False,
        help_text=_("The part of the report in which the inspections are told."),
    )

    class Meta:
        model = InspectionPlan
        fields = ("title", "period", "starts_on", "ends_on", "owner", "looked_at", "report_group")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("looked_at", "\n".join(subjects_of(campaign)))
        self.fields["owner"].queryset = holders(campaign, "office", "inspector")
        self.fields["owner"].empty_label = None
        self.fields["period"].choices = InspectionPlan.Period.choices
        self.fields["report_group"].choices = report_groups(campaign)

    @property
    def words(self) -> dict:
        """The fields of the plan."""
        kept = dict(self.cleaned_data)
        lines = (line.strip() for line in kept.pop("looked_at").splitlines())
        return {**kept, "subjects": list(dict.fromkeys(line for line in lines if line))}


class VisitForm(forms.ModelForm):
    """Who inspected which department on which day, what was looked at, what was found."""

    on = DayField(label=_("day"))
    looked_at = forms.MultipleChoiceField(
        label=_("What was looked at"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Visit
        fields = ("department", "on", "method", "inspectors", "looked_at", "result")
        labels = {"method": _("how it was inspected")}
        widgets = {
            "result": forms.Textarea(attrs={"rows": 4}),
            "inspectors": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, inspection: Inspection, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.inspection = inspection
        campaign = self.campaign = inspection.plan.campaign
        self.fields["department"].queryset = taking_part(campaign)
        self.fields["inspectors"].queryset = holders(campaign, "office", "inspector")
        self.fields["looked_at"].choices = [(one, one) for one in inspection.plan.subjects]
        self.fields["method"].choices = Visit.Method.choices
        self.initial |= {
            "on": min(clock.today(), inspection.ends_on),
            "inspectors": [person.pk],
            "looked_at": inspection.plan.subjects,
            **self.initial,
        }

    def clean_on(self):
        """A day of the period that has come."""
        on = self.cleaned_data["on"]
        if not self.inspection.starts_on <= on <= self.inspection.ends_on:
            raise forms.ValidationError(_now("The day does not lie in this period."))
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on

    def clean(self) -> dict:
        """Nobody inspects the own department."""
        cleaned = super().clean()
        department = cleaned.get("department")
        for person in cleaned.get("inspectors") or ():
            if department and not can_inspect(person, self.campaign, department):
                text = _now("%(person)s does not inspect this department.")
                self.add_error("inspectors", text % {"person": person})
        return cleaned
