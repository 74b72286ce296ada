"""Forms of the profile of a unit: a fact with its day, an honour, an earlier appraisal."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import EarlierAppraisal, Honour, UnitFact

FIRST_YEAR = 1900


class FactForm(forms.ModelForm):
    """What is said of the unit, and of which day it holds."""

    class Meta:
        model = UnitFact
        fields = ("label", "value", "measured_in", "as_of", "source", "is_assumed")
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "label": _("The same words as before for a newer value of the same fact."),
            "value": _("As it is to be printed, such as “more than 2 million”."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].widget.attrs["list"] = "labels"
        self.fields["is_assumed"].label = _now("assumed, not on record yet")

    def clean_as_of(self) -> date:
        """Not a day to come: nobody knows it yet."""
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return day


class HonourForm(forms.ModelForm):
    """An honour; year and issuer where they are known."""

    class Meta:
        model = Honour
        fields = ("name", "issuer", "year")

    def clean_year(self) -> int | None:
        """A year that has begun."""
        return _year(self.cleaned_data["year"])


class AppraisalForm(forms.ModelForm):
    """A year in which the unit took part in an appraisal."""

    class Meta:
        model = EarlierAppraisal
        fields = ("year", "remark")

    def clean_year(self) -> int | None:
        """A year that has begun."""
        return _year(self.cleaned_data["year"])


class TakeOffForm(forms.Form):
    """Why a row goes."""

    reason = forms.CharField(
        label=_("why it is taken off the record"),
        max_length=200,
        help_text=_("What it said and why it went stay in the event log."),
    )


def _year(year: int | None) -> int | None:
    last = clock.today().year
    if year is not None and not FIRST_YEAR <= year <= last:
        text = _now("A year between %(first)d and %(last)d.")
        raise forms.ValidationError(text % {"first": FIRST_YEAR, "last": last})
    return year
