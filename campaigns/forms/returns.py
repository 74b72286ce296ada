"""Sending back: why, what is asked for, until when, which items."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput, chips_of
from campaigns.models import Return
from campaigns.return_words import proposed_day, return_words
from organization import clock

FIRST_PHRASE_KEY = 7  # after the six reasons


class ReturnForm(forms.Form):
    """Why the office sends something back, and until when it waits."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Return.Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What is asked for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phrases = forms.MultipleChoiceField(label=_("Stock phrases"), required=False)
    due_on = forms.DateField(label=_("New deadline"), widget=DayInput, initial=proposed_day)

    HAS_KEYS = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        words = [word for phrases in self.stock().values() for word in phrases]
        self.fields["phrases"].choices = [(word, word) for word in words]

    @staticmethod
    def stock() -> dict[str, tuple[str, ...]]:
        """The stock phrases by reason."""
        return return_words().phrases

    @property
    def reason_choices(self) -> list[dict]:
        """The reasons as chips."""
        return self._with_keys(chips_of(self["reason"], Return.Reason.choices), 1)

    def phrase_choices(self) -> list[tuple[str, str, list[dict]]]:
        """The stock phrases of each reason as chips: key and name of the reason, chips."""
        ticked = self["phrases"].value() or []
        return [
            (
                reason,
                str(Return.Reason(reason).label),
                self._with_keys(
                    [{"value": w, "label": w, "checked": w in ticked} for w in phrases],
                    FIRST_PHRASE_KEY,
                ),
            )
            for reason, phrases in self.stock().items()
            if phrases
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
        """What was typed is followed by the ticked phrases, as far as they belong to the reason;
        “other” says nothing by itself."""
        cleaned = super().clean()
        fitting = self.stock().get(cleaned.get("reason", ""), ())
        chosen = [word for word in cleaned.pop("phrases", ()) if word in fitting]
        cleaned["note"] = "\n".join(filter(None, [cleaned.get("note", "").strip(), *chosen]))
        if cleaned.get("reason") == Return.Reason.OTHER and not cleaned["note"]:
            self.add_error("note", _("Say in words what is asked for."))
        return cleaned


class PersonalReturnForm(ReturnForm):
    """Why a personal sheet goes back."""

    @staticmethod
    def stock() -> dict[str, tuple[str, ...]]:
        """What is said to a person, not to a department."""
        return return_words().personal_phrases


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
