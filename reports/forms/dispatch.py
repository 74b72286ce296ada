"""What is written down about a report at the superior's."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.review import DayInput
from organization import clock
from reports.models import Dispatch


class SendUpForm(forms.Form):
    """To whom the report went, how and when."""

    to = forms.CharField(label=pgettext_lazy("a report", "sent to"), max_length=80)
    way = forms.ChoiceField(label=_("way of sending"), choices=Dispatch.Way)
    sent_on = forms.DateField(label=_("sent on"), widget=DayInput)

    def __init__(self, *args, addressee: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"to": addressee, "sent_on": clock.today(), **self.initial}


class OutcomeForm(forms.Form):
    """What came back: a receipt with its number, or the report with a reason."""

    outcome = forms.ChoiceField(
        label=_("what came back"), choices=Dispatch.Status.choices[1:], widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("day"), widget=DayInput)
    number = forms.CharField(label=_("number of the receipt"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("reason of the return"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": clock.today(), **self.initial}

    def clean(self) -> dict:
        """A return needs its reason."""
        told = super().clean()
        if told.get("outcome") == Dispatch.Status.RETURNED and not told.get("reason", "").strip():
            self.add_error("reason", _("Say why it was returned."))
        return told
