"""Importing walk-through tasks: the file, which of its columns is what, the day for all."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from findings.walk_reading import HEADINGS, REQUIRED
from organization.forms import columns


class WalkFileForm(forms.Form):
    """A workbook or CSV file with tasks."""

    file = forms.FileField(label=_("File"))


class WalkColumnsForm(columns.ColumnsForm):
    """What each column of the file is."""

    headings = HEADINGS
    required = REQUIRED

    due_on = DayField(label=_("walk until"), help_text=_("For rows that name no day of their own."))
