"""Sweeps side by side make one draft, and two signatures give one number."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from organization import clock
from organization.models import NotAllowed, Notification
from reports import periodical_sweep, periodicals
from reports.models import Edition, Publication
from tests.world import at, full_world, make_world

FRIDAY = date(2026, 3, 13)


def side_by_side(act, number: int) -> list:
    """What `number` threads got that began at the same moment: results or errors."""
    start, got = Barrier(number), []

    def run() -> None:
        try:
            start.wait()
            with clock.at(at(FRIDAY, 9)):
                got.append(act())
        except Exception as error:  # a thread's error must reach the test
            got.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_sweeps_and_signatures_side_by_side():
    world = make_world()
    full_world(world)
    with clock.at(at(FRIDAY, 8)):
        days = {"weekday": 4, "month_day": 25}
        periodicals.set_rule(world.campaign, "bulletin", "week", by=world.clerk, **days)
    assert sorted(side_by_side(periodical_sweep.sweep, 3)) == [0, 0, 1]
    assert Edition.objects.count() == Publication.objects.filter(paper="bulletin").count() == 1
    assert Notification.objects.filter(kind="edition_drafted").count() == 1

    def sign() -> None:
        row = Edition.objects.select_related("publication", "campaign").get()
        periodicals.sign(row, by=world.clerk)

    got = side_by_side(sign, 2)
    assert sorted(type(one).__name__ for one in got) == ["NoneType", NotAllowed.__name__]
    assert Edition.objects.get().no == 1
