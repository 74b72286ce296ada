"""What runs by itself: each recurring sweep, when it ran last and how often it should.

A sweep notes its start (`Sweep.note`); what it is called is registered here by its own floor, and
how often it is due is read from the one schedule, by the task that runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import ngettext

from organization import clock
from organization.models.sweep import Sweep

SLACK = (timedelta(minutes=2), timedelta(hours=2))  # the least and the most a sweep may be behind
_names: dict[str, tuple[str, str | Promise]] = {}


@dataclass(frozen=True)
class Running:
    """A sweep. `at`: when it began last, None: never. `every`: how often it should."""

    name: str
    label: str
    every: timedelta
    at: datetime | None

    @property
    def is_late(self) -> bool:
        """Has it missed its turn? One that never ran is late: nobody runs it."""
        slack = min(max(self.every, SLACK[0]), SLACK[1])
        return self.at is None or clock.now() - self.at > self.every + slack

    @property
    def age(self) -> str:
        """How long ago it began, in words; "" when it never did."""
        return spoken(clock.now() - self.at) if self.at else ""

    @property
    def interval(self) -> str:
        """How often it should run, in words."""
        return spoken(self.every)


def register(name: str, task: str, label: str | Promise) -> None:
    """Say which task notes the sweep `name`, and what people call it. Called by each floor."""
    _names[task] = (name, label)


def running() -> list[Running]:
    """Every registered sweep, in the order of the schedule. One query."""
    began = dict(Sweep.objects.values_list("name", "at"))
    return [
        Running(name, str(label), every, began.get(name))
        for task, every in _schedule()
        if task in _names
        for name, label in [_names[task]]
    ]


def spoken(length: timedelta) -> str:
    """A length of time in its largest whole unit."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 3600:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    if seconds < 48 * 3600:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    days = seconds // 86400
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _schedule() -> Iterator[tuple[str, timedelta]]:
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        yield entry["task"], _every(entry["schedule"])


def _every(schedule: float | crontab) -> timedelta:
    """The longest time from one turn to the next: a day where it runs in some hours only."""
    if not isinstance(schedule, crontab):
        return timedelta(seconds=schedule)
    return timedelta(hours=1) if len(schedule.hour) == 24 else timedelta(days=1)
