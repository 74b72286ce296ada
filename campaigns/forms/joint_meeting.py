"""Forms of joint meetings: the plan with its agenda, and how one was held."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.meeting import AgendaField
from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Inspection, InspectionPlan, JointMeeting
from campaigns.preflight import taking_part
from organization.models.role import holders


class JointPlanForm(forms.ModelForm):
    """What is dealt with how often, by whose care."""

    starts_on = DayField(label=_("From"))
    subjects = AgendaField(label=_("Agenda"), help_text=_("One point a line."))

    class Meta:
        model = InspectionPlan
        fields = ("title", "period", "starts_on", "owner", "subjects")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Name of the meeting")
        self.fields["owner"].queryset = holders(campaign, "office")
        self.fields["owner"].empty_label = None
        self.fields["period"].choices = InspectionPlan.Period.choices

    def _post_clean(self) -> None:
        """The verb writes."""


class JointMeetingForm(forms.ModelForm):
    """When it was held, who came, which points were dealt with, the minutes."""

    on = DayField(label=_("day"))
    told = forms.MultipleChoiceField(
        label=_("Points dealt with"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = JointMeeting
        fields = ("on", "host", "departments", "told", "minutes")
        widgets = {
            "departments": forms.CheckboxSelectMultiple,
            "minutes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, inspection: Inspection, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = taking_part(inspection.plan.campaign)
        self.fields["told"].choices = [(point, point) for point in inspection.plan.subjects]

    def _post_clean(self) -> None:
        """The verb writes."""
