"""The thresholds of the hints."""

from django import forms

from campaigns.models import HintLimits


class HintLimitsForm(forms.ModelForm):
    """Numbers and words; an empty number switches a hint off."""

    class Meta:
        model = HintLimits
        fields = (
            *("short_chars", "bare_percent", "named_evidence", "alike_percent", "alike_chars"),
            *("fast_seconds", "objective", "subjective", "version"),
        )
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 8}),
            "subjective": forms.Textarea(attrs={"rows": 8}),
            "version": forms.HiddenInput,
        }
