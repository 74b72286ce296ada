"""The words of an urging."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UrgeForm(forms.Form):
    """What the notices say below the matter."""

    words = forms.CharField(
        label=_("words of the reminder"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Task, department, deadline and days stand above it in each notice."),
    )
