"""What people type about promises: the promise, a matter, the totals of a period, what was paid."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Participation
from findings.forms.of_opinion import NamesOpinion
from organization import clock
from organization.models import Department, Person
from organization.named_kinds import kinds_of
from rectification.models import Commitment

FEN = 100  # a yuan
MOST_HOURS = 24 * 366
MOST_WORKING_DAYS = 250


class InstantField(forms.DateTimeField):
    """A local day and time, as the browser's own field takes and shows them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)


class CommitmentForm(forms.ModelForm):
    """A promise as it was published."""

    kind = forms.ChoiceField(label=_("kind"))
    hours = forms.IntegerField(
        label=_("time limit in hours"),
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        help_text=_("Natural hours: no day off stops them. Empty: no time limit."),
    )
    working_days = forms.IntegerField(
        label=_("or in working days"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        required=False,
        help_text=_("Counted from the day after; days off do not count."),
    )
    published_on = DayField(label=_("published on"))
    published_where = forms.CharField(label=_("published where"), max_length=120)

    class Meta:
        model = Commitment
        fields = (
            *("title", "kind", "department", "hours", "working_days"),
            *("published_on", "published_where", "text"),
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _now("Please choose")),
            *kinds_of("commitment_kinds").items(),
        ]
        taking_part = Participation.objects.filter(campaign=campaign, left_on=None)
        self.fields["department"].queryset = Department.objects.filter(
            pk__in=taking_part.values("department")
        )
        self.fields["text"].label = _now("words of the commitment")

    def clean(self) -> dict[str, Any]:
        """One clock at most."""
        told = super().clean() or self.cleaned_data
        if told.get("hours") and told.get("working_days"):
            self.add_error(
                "working_days", _now("A time limit has hours or working days, not both.")
            )
        return told

    def _post_clean(self) -> None:
        """The verb writes."""


class MatterForm(forms.Form):
    """A matter that was accepted: the time runs from then."""

    name = forms.CharField(
        label=_("number or name of the matter"),
        max_length=120,
        help_text=_("No names and telephone numbers of customers."),
    )
    at = InstantField(label=_("accepted at"))


class FinishForm(forms.Form):
    """When a matter was done; empty: now."""

    at = InstantField(label=_("done at"), required=False, help_text=_("Empty: now."))

    def clean_at(self) -> datetime:
        """The instant that was typed, or the present one."""
        return self.cleaned_data["at"] or clock.now()


class TotalForm(forms.Form):
    """The totals of a period of which no single matter was recorded."""

    first_on = DayField(label=_("first day of the period"))
    last_on = DayField(label=_("last day of the period"))
    accepted = forms.IntegerField(label=_("accepted altogether"), min_value=0, max_value=10**7)
    on_time = forms.IntegerField(label=_("of which in time"), min_value=0, max_value=10**7)

    def clean(self) -> dict[str, Any]:
        """The days in their order, no more in time than accepted."""
        told = super().clean()
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _now("The last day is before the first day."))
        accepted, on_time = told.get("accepted"), told.get("on_time")
        if accepted is not None and on_time is not None and on_time > accepted:
            self.add_error("on_time", _now("More were done in time than accepted."))
        return told


class RemedyForm(NamesOpinion, forms.Form):
    """What was paid on a day: for how many cases, how much, after which complaint."""

    on = DayField(label=_("paid on"))
    count = forms.IntegerField(label=_("number of cases paid"), min_value=1, max_value=10**6)
    yuan = forms.DecimalField(
        label=_("amount in yuan"),
        min_value=Decimal("0.01"),
        max_value=Decimal(10**9),
        decimal_places=2,
        max_digits=12,
    )
    number = forms.IntegerField(
        label=_("number of the opinion or complaint"),
        required=False,
        min_value=1,
        max_value=10**9,
        help_text=_("Where one stands in the register of opinions."),
    )

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.look_among(campaign, person)

    def told(self) -> dict[str, Any]:
        """The words of the verb: whole fen, the day, the opinion."""
        kept = self.cleaned_data
        fen = int(kept["yuan"] * FEN)
        return {"count": kept["count"], "fen": fen, "on": kept["on"], "opinion": kept["number"]}


class RetireForm(forms.Form):
    """Why a promise is withdrawn."""

    reason = forms.CharField(label=_("why the commitment is withdrawn"), max_length=200)
