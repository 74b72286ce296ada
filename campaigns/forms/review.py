"""Answering from records; fields that the forms of the review share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Result


class DayInput(forms.DateInput):
    """A day with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RecordsForm(forms.Form):
    """The office's answer to an item from records."""

    result = forms.ChoiceField(label=_("Result"), choices=Result, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("From which records"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def result_choices(self) -> list[dict]:
        """The results as chips."""
        return chips_of(self["result"], Result.choices)


def chips_of(field: forms.BoundField, choices: list) -> list[dict]:
    """Choices of a field as the component of chips draws them."""
    return [
        {"value": value, "label": label, "checked": field.value() == value}
        for value, label in choices
    ]
