"""Importing a ledger: the file, and which of its columns is what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organization.forms import columns
from rectification.ledger_columns import HEADINGS, REQUIRED


class LedgerFileForm(forms.Form):
    """A workbook or CSV file with a ledger."""

    file = forms.FileField(label=_("File"))


class ColumnsForm(columns.ColumnsForm):
    """What each column of the file is; the year completes days such as 10月底."""

    headings = HEADINGS
    required = REQUIRED

    year = forms.IntegerField(
        label=_("Year of the ledger"),
        min_value=1990,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "in-n"}),
        help_text=_("It completes days without a year, such as “end of October”."),
    )
