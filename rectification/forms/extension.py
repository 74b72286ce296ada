"""延期: what the department asks, what the leader answers."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectification.forms.worded import WordedDayForm, day_input, words_input

# What a leader answers with one tap; other words may be typed.
GRANTED = (
    _("The reasons hold: granted. The original deadline counts in the appraisal."),
    _("Granted. Report progress every week."),
    _("Granted for the last time. Keep to the new deadline."),
)
REFUSED = (
    _("The reasons do not suffice: keep to the deadline."),
    _("Put more people on it and finish in time."),
    _("Finish what can be finished first; ask again with a plan."),
)


class ExtensionForm(WordedDayForm):
    """The new deadline and why the old one cannot be kept."""

    day_field = "to_on"
    to_on = day_input(_("new deadline"))
    due_text = words_input()
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, due_on: date | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.due_on = due_on

    def read_day(self, values: dict) -> None:
        """The day as it is chosen or worded; later than the deadline of the task, `due_on`."""
        super().read_day(values)
        to_on = values.get("to_on")
        if to_on and self.due_on and to_on <= self.due_on and "to_on" not in self.errors:
            self.add_error("to_on", _now("The new deadline lies after the old one."))


class DecisionForm(forms.Form):
    """The answer to an extension: a set phrase with one tap, or own words."""

    phrase = forms.ChoiceField(
        label=pgettext_lazy("extension", "answer"), required=False, widget=forms.RadioSelect
    )
    own = forms.CharField(
        label=_("in own words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, phrases=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phrase"].choices = [(str(words), words) for words in phrases]

    @property
    def answer(self) -> str:
        """What was written, else what was tapped."""
        return self.cleaned_data["own"].strip() or self.cleaned_data["phrase"]

    def clean(self) -> dict:
        """One of both."""
        values = super().clean() or {}
        if not self.errors and not (values.get("own", "").strip() or values.get("phrase")):
            self.add_error("phrase", _now("Tap a phrase or write why."))
        return values
