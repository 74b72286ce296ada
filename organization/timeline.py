"""The timeline of a thing: its events as far as they exist for a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organization.looks import DONE, STATUSES, Look
from organization.models import Event, Person
from organization.templatetags.shell import moment

# How the names of acts end that take a file out and change nothing.
TAKEN_OUT = ("printed", "exported", "downloaded")


@dataclass(frozen=True)
class Entry:
    """One line of `components/timeline.html`."""

    title: str
    at: datetime
    by: str
    text: str
    look: Look


def timeline(
    thing: models.Model,
    person: Person,
    describe: Callable[[Event], str] | None = None,
    also: Iterable[models.Model] = (),
) -> list[Entry]:
    """Every act about `thing` and what belongs to it (`also`), the first one first; one query.
    Files taken out one after the other are one line.

    `describe(event)` gives the line below the act, "" for none: particulars are shown only
    where the caller knows that this reader may know them.
    """
    events = Event.objects.visible_to(person).about(thing, *also).order_by("id")
    runs = [list(run) for _key, run in groupby(events, _run)]
    return [_entry(run, describe) for run in runs]


def _run(event: Event) -> tuple:
    """What stands in one line: files taken out of the same thing one after the other change
    nothing, so that one line tells them; every other act has its own."""
    if event.kind.endswith(TAKEN_OUT):
        return event.kind, event.thing, event.thing_pk
    return (event.pk,)


def _entry(run: list[Event], describe: Callable[[Event], str] | None) -> Entry:
    """The line of one act, or of a run of files taken out: the last time, and how often."""
    event, people = run[-1], dict.fromkeys(one.actor for one in run if one.actor)
    text = describe(event) if describe else ""
    if len(run) > 1:
        often = {"n": len(run), "first": moment(run[0].at)}
        text = " ".join(filter(None, [text, _("%(n)d times, first on %(first)s") % often]))
    return Entry(
        title=event.act,
        at=event.at,
        by=pgettext("between names", ", ").join(people),
        text=text,
        look=STATUSES.get(event.kind.partition(".")[2], DONE),
    )
