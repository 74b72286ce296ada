"""Reporting how far a task is."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from findings.forms.files import SeveralFiles
from rectification.models import OutcomeNumber, Progress, ResultDocument


class ProgressForm(forms.ModelForm):
    """What was done, how far it is, and the files that show it."""

    percent = forms.IntegerField(
        label=_("done in percent"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "in-n"}),
    )
    files = SeveralFiles(label=_("evidence"), required=False)

    class Meta:
        model = Progress
        fields = ["text", "percent"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    @property
    def max_mb(self) -> int:
        """How large a file may be."""
        return settings.EVIDENCE_MAX_BYTES // (1024 * 1024)


class OutcomeForm(forms.ModelForm):
    """A number before and after; an empty line is none."""

    class Meta:
        model = OutcomeNumber
        fields = ["name", "before", "after", "unit"]


class DocumentForm(forms.ModelForm):
    """A document that came out of the work; an empty line is none."""

    class Meta:
        model = ResultDocument
        fields = ["title", "number"]


Outcomes = forms.formset_factory(OutcomeForm, extra=2, max_num=5)
Documents = forms.formset_factory(DocumentForm, extra=2, max_num=5)


def filled(formset) -> list[dict]:
    """The lines in which something was written."""
    return [form.cleaned_data for form in formset if form.has_changed()]
