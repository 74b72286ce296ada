"""Sending back, answering from records."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.models import Result, Return
from campaigns.return_phrases import PHRASES
from organization import clock
from organization.workdays import add_working_days

TIME_TO_REDO = 3  # working days that the form proposes
FIRST_PHRASE_KEY = 7  # after the six reasons


class DayInput(forms.DateInput):
    """A day with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def proposed_day() -> date:
    """The new deadline that stands in the form."""
    return add_working_days(clock.today(), TIME_TO_REDO)


class ReturnForm(forms.Form):
    """Why the office sends something back, and until when it waits."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Return.Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What is asked for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = forms.DateField(label=_("New deadline"), widget=DayInput, initial=proposed_day)
    phrases = forms.MultipleChoiceField(label=_("Stock phrases"), required=False)

    HAS_KEYS = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        texts = [str(text) for phrases in PHRASES.values() for text in phrases]
        self.fields["phrases"].choices = [(text, text) for text in texts]

    @property
    def reason_choices(self) -> list[dict]:
        """The reasons as chips."""
        return self._with_keys(chips_of(self["reason"], Return.Reason.choices), 1)

    def phrase_choices(self) -> list[tuple[str, list[dict]]]:
        """The stock phrases of each reason as chips."""
        ticked = self["phrases"].value() or []
        return [
            (
                reason,
                self._with_keys(
                    [
                        {"value": text, "label": text, "checked": text in ticked}
                        for text in map(str, texts)
                    ],
                    FIRST_PHRASE_KEY,
                ),
            )
            for reason, texts in PHRASES.items()
        ]

    def _with_keys(self, chips: list[dict], first: int) -> list[dict]:
        if self.HAS_KEYS:
            for key, chip in enumerate(chips, start=first):
                chip["key"] = str(key)
        return chips

    def clean_due_on(self) -> date:
        """A deadline that can still be kept."""
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise ValidationError(_("The new deadline has passed already."))
        return due_on

    def clean(self) -> dict:
        """The ticked phrases join what was typed; “other” says nothing by itself."""
        cleaned = super().clean()
        phrases = cleaned.pop("phrases", [])
        cleaned["note"] = "\n".join(filter(None, [cleaned.get("note", ""), *phrases]))
        if cleaned.get("reason") == Return.Reason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say in words what is asked for."))
        return cleaned


class SendBackForm(ReturnForm):
    """Which items go back; reasons and phrases have keys, since it stands on the page once."""

    HAS_KEYS = True

    items = forms.TypedMultipleChoiceField(
        label=_("Items"),
        coerce=int,
        error_messages={"required": _("Choose at least one item to send back.")},
    )

    def __init__(self, *args, waiting: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(no, str(no)) for no in waiting]

    @property
    def chosen(self) -> list[int]:
        """The ticked items, also when the form comes back with an error."""
        return [int(no) for no in self["items"].value() or () if str(no).isdecimal()]


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
