"""Stopping the mails about a matter: for how long, and why."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organization.forms.reason import ReasonForm

DAYS = (3, 7, 14)  # for which mails are put off; for longer it is for good


class MuteForm(ReasonForm):
    """For some days from today, or until the matter is done; the reason."""

    days = forms.TypedChoiceField(
        label=_("For how long"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, most=120, **kwargs)
        some = [(n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS]
        self.fields["days"].choices = [*some, ("", _now("Until it is done"))]
