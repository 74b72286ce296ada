"""Planning a measure, assigning a task with its deadline."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock
from organization.models import Department, Person
from organization.templatetags.shell import full_day
from rectification.deadlines import read_deadline
from rectification.models import Measure, Task


class MeasureForm(forms.ModelForm):
    """What is to be done, and what it must reach."""

    class Meta:
        model = Measure
        fields = ["text", "standard"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class SelectWithPath(forms.Select):
    """A choice whose options carry the path of their department, for the script that narrows."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.paths: dict[str, str] = {}

    def create_option(self, name, value, *args, **kwargs) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["data-path"] = self.paths.get(str(value), "")
        return option


class TaskForm(forms.ModelForm):
    """Who does it until when. The wording is kept; without a day it is read for one."""

    due_on = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    track = forms.ChoiceField(
        label=_("Track"), choices=Finding.Track.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Task
        fields = [
            "title",
            "department",
            "supports",
            "responsible",
            "leader",
            "due_on",
            "due_text",
        ]
        widgets = {
            "department": SelectWithPath,
            "supports": forms.CheckboxSelectMultiple,
            "responsible": SelectWithPath,
        }
        help_texts = {
            "due_text": _("As the paper says it; the day is read from it when none is chosen."),
            "leader": _("The post of the leader who answers for it."),
        }

    def __init__(self, *args, measure: Measure, campaign: Campaign, **kwargs) -> None:
        finding = measure.finding
        initial = {
            "title": measure.text[:120],
            "department": finding.department_id,
            "track": finding.track,
        }
        super().__init__(*args, initial=initial, **kwargs)
        taking_part = Department.objects.filter(
            participations__campaign=campaign, participations__left_on=None
        ).order_by("order", "code")
        self.fields["department"].queryset = taking_part
        self.fields["department"].empty_label = _now("Please choose")
        self.fields["supports"].queryset = taking_part
        self._offer_people(list(taking_part))

    def _offer_people(self, departments: list[Department]) -> None:
        people = list(
            Person.objects.active()
            .filter(department__in=_with_units(departments))
            .select_related("department")
            .order_by("department__order", "department__path", "order", "account")
        )
        field = self.fields["responsible"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        groups: dict[str, list] = {}
        for person in people:
            groups.setdefault(person.department.name, []).append((person.pk, person.title))
        field.choices = [("", _now("The head of the department")), *groups.items()]
        field.widget.paths = {str(person.pk): person.department.path for person in people}
        self.fields["department"].widget.paths = {str(d.pk): d.path for d in departments}

    def _post_clean(self) -> None:
        """The verb makes the task; no half-filled one is checked here."""

    def clean(self) -> dict:
        """The deadline from day or wording; the responsible person from the lead department."""
        values = super().clean() or {}
        self._read_deadline(values)
        lead, person = values.get("department"), values.get("responsible")
        if lead and person and not person.department.path.startswith(lead.path):
            self.add_error(
                "responsible", _now("The responsible person belongs to the lead department.")
            )
        if lead and lead in (values.get("supports") or ()):
            self.add_error("supports", _now("The lead department does not support itself."))
        return values

    def _read_deadline(self, values: dict) -> None:
        today = clock.today()
        words, chosen = values.get("due_text", ""), values.get("due_on")
        read = read_deadline(words, today.year, today.month) if words else None
        if chosen is None and "due_on" not in self.errors:
            self._take_read(values, words, read)
        elif chosen and read and read != chosen:
            self.add_error(
                "due_text",
                _now("The wording means %(read)s, but another day is chosen.")
                % {"read": full_day(read)},
            )
        if values.get("due_on") and values["due_on"] < today:
            self.add_error("due_on", _now("The deadline lies in the past."))

    def _take_read(self, values: dict, words: str, read: date | None) -> None:
        if read:
            values["due_on"] = read
        elif words:
            unread = _now("No certain day can be read from the wording: choose one.")
            self.add_error("due_on", unread)
        else:
            self.add_error("due_on", _now("Choose a day or give the deadline in words."))


def _with_units(departments: list[Department]):
    """The departments and every unit below them."""
    condition = Q(pk__in=())
    for department in departments:
        condition |= Q(path__startswith=department.path)
    return Department.objects.filter(condition)
