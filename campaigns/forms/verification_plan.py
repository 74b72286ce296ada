"""核查方案: what is chosen, who goes, until when."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.item_numbers import read_numbers
from campaigns.models import Campaign
from campaigns.permissions import is_own
from campaigns.preflight import taking_part
from campaigns.verification_planning import Choice, Draft
from organization import calendar, clock
from organization.models import Department, Person
from organization.models.role import holders
from organization.workdays import add_working_days

TIME_TO_VERIFY = 5  # working days that the form proposes


class PlanVerificationForm(forms.Form):
    """A part of the plan."""

    choice = forms.ChoiceField(
        label=_("Which items"), choices=Choice, initial=Choice.ALL, widget=forms.RadioSelect
    )
    sample = forms.IntegerField(
        label=_("Items drawn of each department"), required=False, min_value=1, max_value=500
    )
    numbers = forms.CharField(
        label=_("Numbers of the items"),
        required=False,
        max_length=200,
        help_text=_("For example 3, 5, 12-20"),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Departments"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one department.")},
    )
    inspectors = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Inspectors"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Departments are shared out evenly; nobody gets the own one."),
        error_messages={"required": _("Tick at least one inspector.")},
    )
    starts_on = DayField(label=_("From"))
    due_on = DayField(label=_("Until"))
    method = forms.CharField(
        label=_("Method"),
        required=False,
        max_length=120,
        help_text=_("Several are parted by a semicolon; empty: as each item says."),
    )
    note = forms.CharField(
        label=_("What to look at"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        today = clock.today()
        initial = {
            "starts_on": today,
            "due_on": add_working_days(today, TIME_TO_VERIFY, calendar.current()),
        }
        super().__init__(*args, initial=initial, **kwargs)
        departments = taking_part(campaign)
        own = [one.pk for one in departments if is_own(person, one)]
        self.own = [one for one in departments if one.pk in own]
        # Whoever sends the own department nevertheless is refused by the verb.
        self.fields["departments"].queryset = departments
        self.fields["departments"].choices = [
            (one.pk, one.name) for one in departments if one.pk not in own
        ]
        inspectors = holders(campaign, "inspector").select_related("department")
        self.fields["inspectors"].queryset = inspectors
        self.fields["inspectors"].label_from_instance = _with_department

    def clean_numbers(self) -> frozenset[int]:
        """3, 5, 12-20 as numbers."""
        text = self.cleaned_data["numbers"]
        try:
            return read_numbers(text)
        except ValueError as error:
            raise forms.ValidationError(
                _now("“%(part)s” is no number.") % {"part": error}
            ) from error

    def clean(self) -> dict:
        """The choice has what it needs, and the days come in their order."""
        cleaned = super().clean()
        choice = cleaned.get("choice")
        if choice == Choice.SAMPLE and not cleaned.get("sample"):
            self.add_error("sample", _("Say how many items are drawn."))
        if choice == Choice.NUMBERS and not cleaned.get("numbers") and "numbers" not in self.errors:
            self.add_error("numbers", _("Name the numbers of the items."))
        first, last = cleaned.get("starts_on"), cleaned.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", _("The plan ends before it starts."))
        return cleaned

    def draft(self) -> Draft:
        """What the page says."""
        kept = self.cleaned_data
        return Draft(
            choice=kept["choice"],
            departments=tuple(kept["departments"]),
            inspectors=tuple(kept["inspectors"]),
            starts_on=kept["starts_on"],
            due_on=kept["due_on"],
            sample=kept["sample"] or 0,
            numbers=kept["numbers"],
            method="；".join(kept["method"].replace(";", "；").replace("，", "；").split("；")),
            note=kept["note"],
        )


def _with_department(person: Person) -> str:
    return f"{person.title}（{person.department.name}）"


class UnitForm(forms.Form):
    """A department in a part of the plan."""

    department = forms.ModelChoiceField(Department.objects.none())

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(
            participations__campaign=campaign
        )


class AssignForm(UnitForm):
    """Who goes there instead."""

    inspector = forms.ModelChoiceField(Person.objects.none())

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["inspector"].queryset = holders(campaign, "inspector")
