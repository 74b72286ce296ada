"""Changing a year of the calendar: by clicking days, or by the State Council's notice."""

from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """Days that change from worked to off or back, and whether the year is settled."""

    flip = forms.TypedMultipleChoiceField(required=False, label=_("Days"))
    name = forms.CharField(label=_("What the days off are called"), required=False, max_length=40)
    basis = forms.CharField(
        label=_("Basis"),
        required=False,
        max_length=120,
        help_text=_("For example the title and number of the notice of the State Council"),
    )
    confirmed = forms.BooleanField(label=_("The year is confirmed"), required=False)

    def __init__(self, *args, days, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flip"].choices = [(day.isoformat(), str(day)) for day in days]
        self.fields["flip"].coerce = type(days[0]).fromisoformat


class NoticeForm(forms.Form):
    """The table of the notice, pasted or as a file."""

    table = forms.CharField(
        label=_("Paste the table"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = forms.FileField(label=_("Or choose a file"), required=False)
    notice = forms.CharField(label=_("Basis"), required=False, max_length=120)

    def clean(self) -> dict:
        """One of both."""
        found = super().clean() or {}
        if not found.get("table") and not found.get("file"):
            raise forms.ValidationError(_("Paste the table or choose a file."))
        return found
