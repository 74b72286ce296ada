"""Reporting how far a task is."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rectification.models import Progress


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes more than one file."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Cleans to a list of uploads, empty when none was chosen."""

    widget = SeveralFilesInput

    def clean(self, value, initial=None) -> list:
        """Every file on its own."""
        files = value if isinstance(value, list | tuple) else [value]
        return [super(SeveralFiles, self).clean(file, initial) for file in files if file]


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
