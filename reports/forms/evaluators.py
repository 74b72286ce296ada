"""What is published to evaluators, in the words they will read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.evaluators import TITLE

LONGEST = 20_000  # characters


class PublishForm(forms.Form):
    """Title and words; the office may shorten what a paper says."""

    title = forms.CharField(label=_("title"), max_length=TITLE)
    text = forms.CharField(
        label=_("published wording"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Leave out what is for the house alone."),
    )
