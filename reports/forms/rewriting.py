"""The words of a block, and what is remarked about it."""

from django import forms
from django.utils.translation import pgettext_lazy

from reports.models.rewriting import LONGEST


class RewriteForm(forms.Form):
    """Own words for one block; `read` is the rewriting they are to take the place of."""

    words = forms.CharField(
        label=pgettext_lazy("a part of a paper", "words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A remark about one block."""

    text = forms.CharField(
        label=pgettext_lazy("on a draft", "remark"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
