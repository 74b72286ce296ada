"""The times of a campaign for extensions and look-backs."""

from django import forms
from django.utils.translation import gettext as _

from campaigns.clock_rules import days_of
from rectification.models import RectificationRules


class RulesForm(forms.ModelForm):
    """Both numbers and the choice, with what they mean."""

    class Meta:
        model = RectificationRules
        fields = ["answer_days", "look_back_days", "again"]
        widgets = {"again": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        label = _("an extension is answered within (%(unit)s)")
        self.fields["answer_days"].label = label % {"unit": days_of(self.instance.campaign)}
