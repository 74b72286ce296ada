"""验收: with method, grade and opinion; or back with a reason. 回头看: does it hold?"""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from findings.forms.days import deadline_field
from rectification.forms.progress import SeveralFiles
from rectification.models import Acceptance, LookBack

METHODS = (
    _("On site"),
    _("By the documents"),
    _("By sample"),
    _("In the system"),
    _("By asking those concerned"),
)


def grades(codes: tuple[str, ...]) -> list[tuple[str, Promise]]:
    """The grades of these codes as choices."""
    return [(code, label) for code, label in Acceptance.Grade.choices if code in codes]


class LookForm(forms.Form):
    """How somebody looked, what was seen, and the files that show it."""

    method = forms.CharField(
        label=_("method"), max_length=80, widget=forms.TextInput(attrs={"list": "methods"})
    )
    text = forms.CharField(label=_("opinion"), widget=forms.Textarea(attrs={"rows": 3}))
    files = SeveralFiles(label=_("evidence"), required=False)

    @property
    def methods(self):
        """Words to choose from; others may be typed."""
        return METHODS

    @property
    def said(self) -> dict:
        """What was typed, without the files."""
        return {name: value for name, value in self.cleaned_data.items() if name != "files"}


class AcceptForm(LookForm):
    """It is put right: well, or rather well."""

    grade = forms.ChoiceField(
        label=_("grade"),
        choices=grades(Acceptance.Grade.passing),
        widget=forms.RadioSelect,
    )
    field_order = ("method", "grade", "text", "files")


class SendBackForm(LookForm):
    """Average or poor: why it is not accepted, and what is still to be done."""

    method = forms.CharField(
        label=_("method"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "methods"}),
    )
    grade = forms.ChoiceField(
        label=_("grade"),
        choices=grades(Acceptance.Grade.failing),
        widget=forms.RadioSelect,
    )
    fakes = forms.MultipleChoiceField(
        label=_("fake rectification"),
        choices=Acceptance.Fake.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where it was seen; the opinion says by what."),
    )
    text = forms.CharField(
        label=_("what is still to be done"), widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("method", "grade", "fakes", "text", "files")


class LookBackForm(LookForm):
    """回头看: it holds, or the problem is back."""

    result = forms.ChoiceField(
        label=_("result"),
        choices=[
            (LookBack.Status.HELD.value, LookBack.Status.HELD.label),
            (LookBack.Status.RELAPSED.value, _("Relapsed: report a new finding")),
        ],
        widget=forms.RadioSelect,
    )
    method = forms.CharField(
        label=pgettext_lazy("look-back", "method"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "methods"}),
    )
    text = forms.CharField(
        label=pgettext_lazy("look-back", "what was seen"), widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("method", "result", "text", "files")


class PlanLookBackForm(forms.Form):
    """Another look-back on a day."""

    on = deadline_field(_("day of the look-back"))
