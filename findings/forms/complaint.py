"""投诉统计: a period with the numbers of all its causes, on one form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from findings.models import ComplaintRules

FREE = 3  # causes that were not offered
LONGEST = 60  # characters of a cause
MOST_CAUSES = 60


class CountsForm(forms.Form):
    """The total and one number a cause; an empty number is a cause nobody named."""

    total = forms.IntegerField(label=_("complaints altogether"), min_value=1, max_value=10**7)

    def __init__(self, *args, causes: dict[str, int | None], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.causes = list(causes)
        for place, (cause, n) in enumerate(causes.items()):
            self.fields[f"n_{place}"] = _number(cause, n)
        for place in range(FREE):
            self.fields[f"cause_{place}"] = forms.CharField(
                label=_("another cause"), required=False, max_length=LONGEST
            )
            self.fields[f"of_{place}"] = _number(_("its number"), None)

    def clean(self) -> dict[str, Any]:
        """Adds `counts`: cause → number."""
        cleaned = super().clean()
        given = [(cause, cleaned.get(f"n_{at}")) for at, cause in enumerate(self.causes)]
        for place in range(FREE):
            cause, n = cleaned.get(f"cause_{place}", ""), cleaned.get(f"of_{place}")
            if bool(cause) != (n is not None) and not self.errors:
                self.add_error(f"of_{place}", _now("A cause and its number belong together."))
            if cause and cause in (known for known, _number in given):
                self.add_error(f"cause_{place}", _now("This cause stands above already."))
            given.append((cause, n))
        cleaned["counts"] = {cause: n for cause, n in given if cause and n is not None}
        return cleaned


class PeriodForm(CountsForm):
    """A new period."""

    level = forms.CharField(label=_("level of complaints"), max_length=40)
    starts_on = DayField(label=_("first day of the period"))
    ends_on = DayField(label=_("last day of the period"))
    field_order = ["level", "starts_on", "ends_on", "total"]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _now("The last day is before the first day."))
        return cleaned


class CorrectionForm(CountsForm):
    """Other numbers for a period, and why."""

    reason = forms.CharField(
        label=_("why the numbers are corrected"), widget=forms.Textarea(attrs={"rows": 2})
    )


class ComplaintFileForm(forms.Form):
    """A workbook or CSV file with one row a cause."""

    file = forms.FileField(label=_("File"))


class ComplaintRulesForm(forms.ModelForm):
    """Level, causes, how often figures are expected."""

    class Meta:
        model = ComplaintRules
        fields = ["level", "causes", "rhythm"]
        widgets = {"causes": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "rhythm": _("The office is reminded on its desk of a month or quarter that is over "
                        "and not entered."),
        }  # fmt: skip

    def clean_causes(self) -> str:
        """At least one cause, none longer than a count can hold, each once."""
        causes = list(
            dict.fromkeys(
                line.strip() for line in self.cleaned_data["causes"].splitlines() if line.strip()
            )
        )
        if not causes:
            raise forms.ValidationError(_now("Name at least one cause."))
        if len(causes) > MOST_CAUSES:
            raise forms.ValidationError(_now("%(n)d causes at the most.") % {"n": MOST_CAUSES})
        long = next((cause for cause in causes if len(cause) > LONGEST), None)
        if long is not None:
            said = _now("“%(words)s…” is longer than %(n)d characters.")
            raise forms.ValidationError(said % {"words": long[:20], "n": LONGEST})
        return "\n".join(causes)


def _number(label: Any, initial: int | None) -> forms.IntegerField:
    field = {"label": label, "initial": initial, "required": False}
    return forms.IntegerField(min_value=0, max_value=10**7, **field)
