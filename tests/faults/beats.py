"""Beats whose day passes at once: the schedule of the product, sent at the times it says."""

from collections.abc import Collection
from datetime import datetime, timedelta

from celery import beat

from inspection.celery import app as product
from inspection.celery import make_app
from organization import clock
from tests.faults.app import Timed
from tests.faults.processes import Broker, wait_until

AHEAD = 2000  # messages that may wait at the broker


def run(
    number: int, broker: Broker, start: datetime, end: datetime, seldom: Collection = ()
) -> int:
    """So many beats side by side from `start` to `end`. How many messages they sent.

    `seldom`: entries of the schedule that are sent every ten minutes only, for one in a hurry.
    """
    with clock.at(start):
        beats = [_beat(broker, seldom) for _n in range(number)]
    now, sent, looked = start, 0, 0
    while now < end:
        with clock.at(now):
            waits = [one.tick() for one in beats]
        # A beat wakes a hundredth of a second early, on purpose, and looks again.
        now += timedelta(seconds=max(0.02, min(waits)))
        sent = sum(one.sent for one in beats)
        if sent - looked >= AHEAD // 4:
            looked = sent
            wait_until(lambda: broker.waiting("celery") < AHEAD, "the worker keeps up", 240)
    for one in beats:
        one.app.close()
    return sent


class Counting(beat.Scheduler):
    """A scheduler that counts what it sends."""

    sent = 0

    def apply_async(self, *args, **options):
        self.sent += 1
        return super().apply_async(*args, **options)


def _beat(broker: Broker, seldom: Collection) -> Counting:
    app = make_app(broker=broker.url, set_as_current=False, task_cls=Timed)
    app.loader.import_default_modules()  # a task that is known is sent with its time
    app.conf.beat_schedule = {
        name: {**entry, "schedule": 600.0} if name in seldom else entry
        for name, entry in product.conf.beat_schedule.items()
    }
    app.now = lambda: clock.now().astimezone(app.timezone)
    return Counting(app)
