"""Planning a measure, assigning a task with its deadline."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models import Finding
from organization.models import Department, Person
from rectification.forms.worded import WordedDayForm, day_input
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


class TaskForm(WordedDayForm, forms.ModelForm):
    """Who does it until when. The wording is kept; without a day it is read for one.

    Long-term tasks may go without a deadline: their milestones have the days.
    """

    due_on = day_input(_("Deadline"))
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
            .filter(department__in=with_units(departments))
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

    @property
    def may_be_missing(self) -> bool:
        """Without a day only on the long-term track."""
        return self.cleaned_data.get("track") == Finding.Track.LONG_TERM

    def _post_clean(self) -> None:
        """The verb makes the task; no half-filled one is checked here."""

    def clean(self) -> dict:
        """The deadline from day or wording; the responsible person from the lead department."""
        values = super().clean() or {}
        lead, person = values.get("department"), values.get("responsible")
        if lead and person and not person.department.path.startswith(lead.path):
            self.add_error(
                "responsible", _now("The responsible person belongs to the lead department.")
            )
        if lead and lead in (values.get("supports") or ()):
            self.add_error("supports", _now("The lead department does not support itself."))
        return values


def with_units(departments: list[Department]):
    """The departments and every unit below them."""
    condition = Q(pk__in=())
    for department in departments:
        condition |= Q(path__startswith=department.path)
    return Department.objects.filter(condition)
