"""Forms of the timeline: publicity from the phone, planning an activity, doing it."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Activity, Campaign, Phase, PlannedActivity, Site
from campaigns.permissions import can_publicize
from campaigns.preflight import taking_part
from organization import clock
from organization.models import Department, Person


class PublicityForm(forms.ModelForm):
    """Choose what it is, take a photo, save; everything else has its answer already."""

    medium = forms.ChoiceField(
        label=_("What is it?"), choices=Activity.Medium, widget=forms.RadioSelect
    )
    on = DayField(label=_("day"))

    class Meta:
        model = Activity
        fields = ("medium", "sites", "on", "department", "title", "outlet", "text")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "sites": forms.CheckboxSelectMultiple,
        }
        labels = {"title": _("Title"), "text": _("Note")}

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["title"].required = False
        self.fields["sites"].queryset = Site.objects.visible_to(person).filter(campaign=campaign)
        self._offer_departments(person)

    @property
    def media_chips(self) -> list[dict]:
        """The forms of publicity as chips."""
        return _chips(self["medium"])

    @property
    def site_chips(self) -> list[dict]:
        """The sites as chips."""
        return _chips(self["sites"])

    def clean_on(self):
        return _not_ahead(self.cleaned_data["on"])

    def clean(self) -> dict:
        """A phase takes the day; without a title it is called by its form."""
        cleaned = super().clean()
        medium = cleaned.get("medium")
        if medium and not cleaned.get("title"):
            cleaned["title"] = str(Activity.Medium(medium).label)
        if "on" in cleaned:
            cleaned["phase"] = phase_of(self.campaign, cleaned["on"])
            if cleaned["phase"] is None:
                self.add_error("on", _now("The day does not lie in any phase."))
        if medium == Activity.Medium.NEWSPAPER and not cleaned.get("outlet"):
            self.add_error("outlet", _now("Say in which newspaper or medium it appeared."))
        return cleaned

    def _offer_departments(self, person: Person) -> None:
        field = self.fields["department"]
        field.queryset = taking_part(self.campaign)
        field.empty_label = _("the whole company")
        if can_publicize(person, self.campaign, None):
            return
        own = [one.pk for one in field.queryset if can_publicize(person, self.campaign, one)]
        field.queryset = field.queryset.filter(pk__in=own)
        field.required, field.empty_label = True, None
        if len(own) == 1:
            field.initial, field.widget = own[0], forms.HiddenInput()


class PlannedForm(forms.ModelForm):
    """An activity planned for a day: one person's, or every department's."""

    planned_on = DayField(label=_("by the day"))
    each = forms.BooleanField(
        label=_("Every department does it by itself, its head answers for it"), required=False
    )

    class Meta:
        model = PlannedActivity
        fields = ("phase", "kind", "medium", "title", "planned_on", "each", "department", "owner")
        fields += ("needs_evidence",)

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        phases = campaign.phases.exclude(status=Phase.Status.ENDED)
        _offer(self.fields["phase"], phases, label=_("Phase"))
        self.fields["phase"].empty_label = None
        self.fields["kind"].choices = PlannedActivity.Kind.choices
        self.fields["medium"].choices = [("", _now("no publicity")), *Activity.Medium.choices]
        _offer(self.fields["department"], taking_part(campaign), empty=_("the whole company"))
        _offer(self.fields["owner"], people(), empty=_("the head of the department"))
        self.fields["owner"].required = False

    def clean(self) -> dict:
        """Somebody is to do it; a form of publicity belongs to publicity."""
        cleaned = super().clean()
        if cleaned.get("kind") != PlannedActivity.Kind.PUBLICITY:
            cleaned["medium"] = ""
        nobody = not any(cleaned.get(name) for name in ("each", "department", "owner"))
        if nobody:
            self.add_error("owner", _now("Say who is to do it."))
        return cleaned


class DoForm(forms.ModelForm):
    """How a planned activity was done."""

    on = DayField(label=_("day"))

    class Meta:
        model = Activity
        fields = ("on", "sites", "outlet", "text")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "sites": forms.CheckboxSelectMultiple,
        }
        labels = {"text": _("Note")}

    def __init__(self, *args, planned: PlannedActivity, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.planned = planned
        if planned.kind != PlannedActivity.Kind.PUBLICITY:
            del self.fields["sites"], self.fields["outlet"]
            return
        sites = Site.objects.visible_to(person).filter(campaign=planned.phase.campaign)
        self.fields["sites"].queryset = sites

    @property
    def site_chips(self) -> list[dict]:
        """The sites as chips, where they are asked for."""
        return _chips(self["sites"]) if "sites" in self.fields else []

    def clean_on(self):
        on = _not_ahead(self.cleaned_data["on"])
        if on < self.planned.phase.starts_on:
            raise forms.ValidationError(_now("The day lies before the phase."))
        return on


class ChangeForm(forms.ModelForm):
    """Another day, another owner."""

    planned_on = DayField(label=_("by the day"))

    class Meta:
        model = PlannedActivity
        fields = ("planned_on", "owner")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["owner"], people(), empty=_("nobody is named"))
        self.fields["owner"].required = False


def people():
    """Who can be asked: everybody with an account and without a system duty."""
    return Person.objects.active().filter(duty=Person.Duty.NONE)


def phase_of(campaign: Campaign, on) -> Phase | None:
    """The phase whose work a day belongs to: one that is open and has the day, else any that
    has it."""
    found = [phase for phase in campaign.phases.all() if phase.starts_on <= on <= phase.ends_on]
    is_open = [phase for phase in found if phase.status == Phase.Status.OPEN]
    return next(iter(is_open or found), None)


def default_department(person: Person, campaign: Campaign) -> Department | None:
    """The department of the person, if it takes part."""
    own = person.department.path
    return next((one for one in taking_part(campaign) if own.startswith(one.path)), None)


def _offer(field: forms.ModelChoiceField, rows, *, label=None, empty=None) -> None:
    field.queryset = rows
    field.label = label or field.label
    field.empty_label = empty


def _not_ahead(on):
    if on > clock.today():
        raise forms.ValidationError(_now("This day is still to come."))
    return on


def _chips(field: forms.BoundField) -> list[dict]:
    value = field.value() or []
    chosen = {
        str(getattr(one, "pk", one)) for one in ([value] if isinstance(value, str) else value)
    }
    return [
        {"value": key, "label": label, "checked": str(key) in chosen}
        for key, label in field.field.choices
    ]
