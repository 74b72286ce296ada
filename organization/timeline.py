"""The timeline of a thing: its events as far as they exist for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from organization.looks import DONE, STATUSES, Look
from organization.models import Event, Person


@dataclass(frozen=True)
class Entry:
    """One line of `components/timeline.html`."""

    title: str
    at: datetime
    by: str
    text: str
    look: Look


def timeline(
    thing: models.Model, person: Person, describe: Callable[[Event], str] | None = None
) -> list[Entry]:
    """Every act about `thing`, the first one first; one query.

    `describe(event)` gives the line below the act, "" for none: particulars are shown only
    where the caller knows that this reader may know them.
    """
    events = Event.objects.visible_to(person).about(thing).order_by("id")
    return [
        Entry(
            title=event.act,
            at=event.at,
            by=event.actor,
            text=describe(event) if describe else "",
            look=STATUSES.get(event.kind.partition(".")[2], DONE),
        )
        for event in events
    ]
