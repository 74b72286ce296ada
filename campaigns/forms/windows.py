"""The days of a plan."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Phase
from campaigns.plan import Window
from campaigns.ten_days import days_of
from organization import clock

DAY = {"type": "date"}
TEXT_LENGTH = Phase._meta.get_field("text").max_length


class DayField(forms.DateField):
    """A local day, typed or chosen."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **kwargs)


class WindowForm(forms.Form):
    """The days of one phase; without any it is left out.

    A rough time ("9月中旬") that is typed alone brings its days along.
    """

    name = forms.CharField(label=_("Phase"), max_length=40)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)
    text = forms.CharField(label=_("as printed"), max_length=TEXT_LENGTH, required=False)

    def __init__(self, *args, order: int, locked: bool = False, **kwargs) -> None:
        super().__init__(*args, prefix=f"phase{order}", **kwargs)
        self.order = order
        for field in self.fields.values():
            field.disabled = locked
            # Read out by screen readers; the heading of the table is not tied to the field.
            field.widget.attrs["aria-label"] = f"{field.label} {order}"
        self.fields["text"].widget.attrs["placeholder"] = self.fields["text"].label

    def clean(self) -> dict:
        """Both days or none, in their order; those of a rough time where it alone was typed."""
        cleaned = super().clean()
        rough = days_of(cleaned.get("text", ""), clock.today())
        if rough and self._text_alone(cleaned):
            cleaned["starts_on"], cleaned["ends_on"] = rough
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if bool(first) != bool(last):
            self.add_error("ends_on" if first else "starts_on", _("Give both days."))
        if first and last and last < first:
            self.add_error("ends_on", _("A phase cannot end before it starts."))
        if cleaned.get("text") and not first and not last and not self.errors:
            self.add_error("starts_on", _("Give the days that stand behind these words."))
        return cleaned

    def window(self) -> Window | None:
        """The days, None for a phase that is left out."""
        kept = self.cleaned_data
        if not kept["starts_on"]:
            return None
        return Window(self.order, kept["name"], kept["starts_on"], kept["ends_on"], kept["text"])

    def _text_alone(self, cleaned: dict) -> bool:
        """Were the words typed, and the days left as they stood there or empty?"""
        if not cleaned.get("starts_on") and not cleaned.get("ends_on"):
            return True
        return "text" in self.changed_data and not {"starts_on", "ends_on"} & {*self.changed_data}


def initial_of(order: int, name: str, windows: list[Window]) -> dict[str, str | date]:
    """What stands in the line of the phase at place `order` before anybody types."""
    known = next((window for window in windows if window.order == order), None)
    if known is None:
        return {"name": name}
    return {name: getattr(known, name) for name in ("name", "starts_on", "ends_on", "text")}
