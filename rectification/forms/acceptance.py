"""验收: with a method and an opinion, or back with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

METHODS = (
    _("On site"),
    _("By the documents"),
    _("By sample"),
    _("In the system"),
    _("By asking those concerned"),
)


class AcceptForm(forms.Form):
    """How it was looked at, and what was seen."""

    method = forms.CharField(
        label=_("method"), max_length=80, widget=forms.TextInput(attrs={"list": "methods"})
    )
    text = forms.CharField(label=_("opinion"), widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def methods(self):
        """Words to choose from; others may be typed."""
        return METHODS


class SendBackForm(AcceptForm):
    """Why it is not accepted, and what is still to be done."""

    method = forms.CharField(
        label=_("method"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "methods"}),
    )
    text = forms.CharField(
        label=_("what is still to be done"), widget=forms.Textarea(attrs={"rows": 3})
    )
