"""The form in which an activity is recorded."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Activity, Campaign
from campaigns.permissions import can_note_activity
from campaigns.preflight import taking_part
from organization.models import Person


class ActivityForm(forms.ModelForm):
    """What was done on a day of a phase."""

    on = DayField(label=_("day"))

    class Meta:
        model = Activity
        fields = ("phase", "kind", "on", "title", "department", "host", "due", "present")
        fields += ("made_up", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "phase": _("Phase"),
            "title": _("Activity"),
            "due": _("expected (people)"),
            "present": _("present (people)"),
            "made_up": _("made up later (people)"),
        }

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = campaign.phases.all()
        self.fields["phase"].empty_label = None
        self.fields["kind"].choices = Activity.Kind.choices
        departments = taking_part(campaign)
        if can_note_activity(person, campaign, None):
            self.fields["department"].empty_label = _("the whole company")
        else:
            own = [one.pk for one in departments if can_note_activity(person, campaign, one)]
            departments = departments.filter(pk__in=own)
            self.fields["department"].required = True
            self.fields["department"].empty_label = None
        self.fields["department"].queryset = departments
        self.fields["made_up"].required = False

    def clean_made_up(self) -> int:
        return self.cleaned_data["made_up"] or 0

    def clean(self) -> dict:
        """The day lies in the phase, and no more people came than were expected."""
        cleaned = super().clean()
        phase, on = cleaned.get("phase"), cleaned.get("on")
        if phase and on and not phase.starts_on <= on <= phase.ends_on:
            self.add_error("on", _now("The day does not lie in this phase."))
        due, present, made_up = (cleaned.get(name) for name in ("due", "present", "made_up"))
        if due is None and present is not None:
            self.add_error("due", _now("Say how many people were expected."))
        if due is not None and (present or 0) + (made_up or 0) > due:
            self.add_error("present", _now("More people present than expected."))
        return cleaned
