"""Why somebody does what others will ask about."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """One reason, which cannot be left out; at most `most` characters, never cut silently."""

    def __init__(self, *args, most: int = 300, label: object = _("Reason"), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reason = forms.CharField(
            label=label,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("Please give the reason.")},
        )
        self.fields = {"reason": reason, **self.fields}
