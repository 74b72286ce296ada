"""What an inspector writes down of an item in a department."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from campaigns.models import Result
from organization import clock


class VerificationForm(forms.Form):
    """What an inspector saw of an item in a department."""

    result = forms.ChoiceField(label=_("Conclusion"), choices=Result, widget=forms.RadioSelect)
    method = forms.CharField(label=_("Method"), max_length=120)
    sample_n = forms.IntegerField(label=_("checked"), required=False, min_value=0, max_value=10**9)
    sample_ok = forms.IntegerField(
        label=_("of these correct"), required=False, min_value=0, max_value=10**9
    )
    text = forms.CharField(
        label=_("What was seen"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    on = forms.DateField(label=_("Day"), required=False, widget=DayInput, initial=clock.today)

    def clean(self) -> dict:
        """Numbers that fit together, and words where a bare word is not enough."""
        cleaned = super().clean()
        n, correct = cleaned.get("sample_n"), cleaned.get("sample_ok")
        if correct is not None and "sample_n" not in self.errors and (n is None or correct > n):
            self.add_error("sample_ok", _("More correct than checked."))
        if cleaned.get("result") not in ("", None, Result.OK) and not cleaned.get("text"):
            self.add_error("text", _("Say what was seen: “compliant” alone needs no words."))
        return cleaned

    def clean_on(self) -> date:
        """Nobody has seen tomorrow; today, when no day is given."""
        on = self.cleaned_data["on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("This day is still to come."))
        return on
