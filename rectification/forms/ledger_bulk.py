"""What several tasks get in one act."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization.models import Person
from rectification.forms.planning import with_units
from rectification.forms.worded import WordedDayForm, day_input, words_input
from rectification.ledger_bulk import Deadline, People
from rectification.models import Task


class PeopleForm(forms.Form):
    """The responsible person and the leader; what is left empty stays as it is."""

    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("responsible person"), required=False
    )
    leader = forms.CharField(
        label=_("responsible leader"),
        max_length=Task._meta.get_field("leader").max_length,
        required=False,
        help_text=_("The post of the leader who answers for it."),
    )

    def __init__(self, *args, tasks: Sequence[Task], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.active().filter(
            department__in=with_units(list({task.department for task in tasks}))
        )
        ordered = people.select_related("department").order_by("department__path", "order")
        field = self.fields["responsible"]
        field.queryset = people
        groups: dict[str, list] = {}
        for person in ordered:
            groups.setdefault(person.department.name, []).append((person.pk, person.title))
        field.choices = [("", _now("as it is")), *groups.items()]

    def clean(self) -> dict:
        """Something has to become other."""
        values = super().clean() or {}
        if not self.errors and not any(values.values()):
            raise forms.ValidationError(_now("Choose a person, or name a leader."))
        return values

    def change(self) -> People:
        """The change, once the form is valid."""
        return People(**self.cleaned_data)


class DeadlineForm(WordedDayForm):
    """A deadline for tasks that have not been started."""

    due_on = day_input(_("Deadline"))
    due_text = words_input()

    def __init__(self, *args, tasks: Sequence[Task], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks

    def change(self) -> Deadline:
        """The change, once the form is valid."""
        return Deadline(**self.cleaned_data)
