"""The event log: the whole of it for the auditor, without particulars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organization import keyset
from organization.access import demand
from organization.forms.events import EventFilter
from organization.models import Event
from organization.permissions import can_audit


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who did what when, by person, kind and day; newest first, paged by key."""
    demand(can_audit(request.user))
    form = EventFilter(request.GET)
    rows = form.narrow(Event.objects.visible_to(request.user))
    # Particulars are never even fetched here: the auditor verifies acts, not contents.
    page = keyset.page_of(rows.defer("particulars"), request.GET.get("before"))
    return render(request, "organization/events.html", {"page": page, "form": form})
