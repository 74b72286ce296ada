"""Importing scores: the file, and which column answers which question."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from findings.models import Question
from organization import clock
from organization.column_mapping import Column, Mapping


class ScoreFileForm(forms.Form):
    """A workbook or CSV file with one answer a row."""

    file = forms.FileField(label=_("File"))


class ScoreColumnsForm(forms.Form):
    """Which column answers which question, and of which day the scores are."""

    on = forms.DateField(label=_("day of the scores"), widget=DayInput)

    def __init__(self, *args, mapping: Mapping, questions: list[Question], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        choices = [("", _now("not imported"))]
        choices += [
            (str(one.pk), f"{number}. {one.text}") for number, one in enumerate(questions, 1)
        ]
        for column in mapping.columns():
            self.fields[f"c{column.place}"] = forms.ChoiceField(
                label=_now("Column %(letter)s") % {"letter": column.letter},
                choices=choices,
                required=False,
                initial=column.key,
                widget=forms.Select(attrs={"class": "in"}),
            )

    def lines(self) -> list[tuple[Column, forms.BoundField]]:
        """Each column of the file with its select box."""
        return [(column, self[f"c{column.place}"]) for column in self.mapping.columns()]

    def clean_on(self):
        """Nobody has scores of tomorrow."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on

    def clean(self) -> dict:
        """At least one question, none twice."""
        values = super().clean() or {}
        keys = {
            column.place: key
            for column in self.mapping.columns()
            if (key := values.get(f"c{column.place}"))
        }
        self.mapping = Mapping(self.mapping.sheet, self.mapping.heading, keys)
        if not keys:
            self.add_error(None, _now("Choose the column of at least one question."))
        if self.mapping.twice():
            self.add_error(None, _now("A question was chosen for two columns."))
        return values
