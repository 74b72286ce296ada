"""Forms of the meetings: calling one, asking every department, closing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.meetings import points_of
from campaigns.models import Campaign, Meeting


class MeetingForm(forms.ModelForm):
    """A meeting of the leaders or of everybody, with what has to be told."""

    on = DayField(label=_("day"))
    agenda = forms.CharField(
        label=_("What has to be told"),
        help_text=_("One point a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Meeting
        fields = ("phase", "kind", "title", "on", "place", "host")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _offer_phases(self.fields["phase"], campaign)
        kinds = (Meeting.Kind.LEADING, Meeting.Kind.ALL)
        self.fields["kind"].choices = [(str(kind), kind.label) for kind in kinds]
        self.initial.setdefault("agenda", "\n".join(points_of(campaign, Meeting.Kind.ALL)))

    @property
    def words(self) -> dict:
        """The fields of the meeting but its phase."""
        lines = self.cleaned_data["agenda"].splitlines()
        points = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        names = [name for name in self.Meta.fields if name != "phase"]
        return {**{name: self.cleaned_data[name] for name in names}, "points": points}


class AskForm(forms.ModelForm):
    """Every department is to hold a meeting of its own."""

    on = DayField(label=_("until"))

    class Meta:
        model = Meeting
        fields = ("phase", "title", "on")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _offer_phases(self.fields["phase"], campaign)


def _offer_phases(field: forms.Field, campaign: Campaign) -> None:
    field.label, field.empty_label = _("Phase"), None
    field.queryset = campaign.phases.all()


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
