"""投诉统计: a period with the numbers of all its causes, on one form."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from findings.complaints import complaint_defaults
from findings.models import ComplaintCount, ComplaintPeriod

FREE = 3  # causes that were not offered


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
                label=_("another cause"), required=False, max_length=60
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


def offered(periods: QuerySet[ComplaintPeriod]) -> dict[str, int | None]:
    """The causes to ask for: those of the list, then those that were named before."""
    named = ComplaintCount.objects.filter(period__in=periods).order_by("pk")
    causes = [*complaint_defaults()["causes"], *named.values_list("cause", flat=True)]
    return dict.fromkeys(causes)


def _number(label: Any, initial: int | None) -> forms.IntegerField:
    field = {"label": label, "initial": initial, "required": False}
    return forms.IntegerField(min_value=0, max_value=10**7, **field)
