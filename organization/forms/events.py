"""Narrowing the event log."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organization.acts import known_kinds
from organization.models.event import EventQuerySet


class EventFilter(forms.Form):
    """By person (post or name as logged), kind of act and local day; all may be empty."""

    person = forms.CharField(label=_("Person"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Act"), required=False)
    on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All acts")), *known_kinds()]
        self.fields["kind"].widget.attrs["data-autosubmit"] = ""

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """The events that match; what is not understood narrows nothing and is shown as wrong."""
        self.full_clean()
        wanted = self.cleaned_data
        if wanted.get("person"):
            events = events.filter(actor__contains=wanted["person"])
        if wanted.get("kind"):
            events = events.filter(kind=wanted["kind"])
        if wanted.get("on"):
            start = timezone.make_aware(datetime.combine(wanted["on"], time.min))
            events = events.filter(at__gte=start, at__lt=start + timedelta(days=1))
        return events
