"""Forms of the meetings: calling one, asking every department, arranging, closing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import calling
from campaigns.forms.circulation import PeopleField
from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Meeting
from organization.forms.reason import ReasonForm


class AgendaField(forms.CharField):
    """What has to be told, a point a line; nothing twice."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value) -> list[str]:
        lines = super().clean(value).splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


class HourField(forms.TimeField):
    """The hour as the browser's own field takes and shows it."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class AskForm(forms.ModelForm):
    """Every department is to hold a meeting of its own."""

    on = DayField(label=_("to be held by"))
    points = AgendaField(
        label=_("What has to be told"), help_text=_("One point a line."), required=False
    )

    class Meta:
        model = Meeting
        fields = ("phase", "title", "on", "points")

    def __init__(self, *args, campaign: Campaign, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].label, self.fields["phase"].empty_label = _("Phase"), None
        self.fields["phase"].queryset = campaign.phases.all()
        self.initial["title"] = calling.title_of(campaign, kind)
        self.initial["points"] = "\n".join(calling.points_of(campaign, kind))


class CallForm(AskForm):
    """A meeting of the leaders or of everybody: when, where, who chairs, who comes besides."""

    on = DayField(label=_("day"))
    starts_at = HourField(label=_("time"))
    people = PeopleField(
        label=_("Further people"), help_text=_("One account or name a line."), required=False
    )

    class Meta(AskForm.Meta):
        fields = ("phase", "title", "on", "starts_at", "place", "host", "points")


class ArrangeForm(forms.ModelForm):
    """When and where a department holds its meeting, and who chairs it."""

    on = DayField(label=_("day"))
    starts_at = HourField(label=_("time"))

    class Meta:
        model = Meeting
        fields = ("on", "starts_at", "place", "host")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = self.fields["host"].required = True
        if self.instance.owner and not self.instance.host:
            self.initial["host"] = self.instance.owner.title


class CallInForm(forms.Form):
    """Further people for the roster."""

    people = PeopleField(label=_("Further people"), help_text=_("One account or name a line."))


class HoldForm(forms.ModelForm):
    """How it was: day, place, who chaired it, what was told, minutes."""

    on = DayField(label=_("day"))
    told = forms.MultipleChoiceField(
        label=_("What was told"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Meeting
        fields = ("on", "place", "host", "told", "minutes")
        widgets = {"minutes": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = [(point, point) for point in self.instance.points]
        self.fields["place"].required = self.fields["host"].required = True
        if self.instance.owner and not self.instance.host:
            self.initial["host"] = self.instance.owner.title


class AbsenceForm(ReasonForm):
    """Why somebody on the roster did not come."""

    state = forms.CharField(widget=forms.HiddenInput, initial="absent")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, most=120, label=_("reason of the absence"), **kwargs)
