"""A day that may be chosen or worded: 十月底前 is read as 31 October."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.templatetags.shell import full_day
from rectification.deadlines import read_deadline


class WordedDayForm(forms.Form):
    """Day and wording of a deadline; the wording is kept, and read for a day where none is
    chosen. `day_field` names the field of the day."""

    day_field = "due_on"

    def clean(self) -> dict:
        """The day from what was chosen or from the wording; not in the past."""
        values = super().clean() or {}
        self.read_day(values)
        return values

    @property
    def may_be_missing(self) -> bool:
        """Whether no day at all is fine."""
        return False

    def read_day(self, values: dict) -> None:
        """Settle the day in `values`, or say what is wrong with it."""
        today, name = clock.today(), self.day_field
        words, chosen = values.get("due_text", ""), values.get(name)
        read = read_deadline(words, today.year, today.month) if words else None
        if chosen is None and name not in self.errors:
            self._take_read(values, words, read)
        elif chosen and read and read != chosen:
            self.add_error(
                "due_text",
                _now("The wording means %(read)s, but another day is chosen.")
                % {"read": full_day(read)},
            )
        if values.get(name) and values[name] < today:
            self.add_error(name, _now("The deadline lies in the past."))

    def _take_read(self, values: dict, words: str, read: date | None) -> None:
        if read:
            values[self.day_field] = read
        elif self.may_be_missing:
            return
        elif words:
            unread = _now("No certain day can be read from the wording: choose one.")
            self.add_error(self.day_field, unread)
        else:
            self.add_error(self.day_field, _now("Choose a day or give the deadline in words."))


def day_input(label) -> forms.DateField:
    """A day to choose; empty where the wording says it."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def words_input() -> forms.CharField:
    """The deadline as people write it."""
    return forms.CharField(
        label=_("deadline as it was worded"),
        max_length=40,
        required=False,
        help_text=_("As the paper says it; the day is read from it when none is chosen."),
    )
