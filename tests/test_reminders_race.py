"""Four sweeps side by side write each notice once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from organization import clock
from organization.models import Notification
from rectification import reminders
from tests.test_reminders_load import DAY, add_tasks
from tests.world import at, full_world, make_world


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_side_by_side():
    world = make_world()
    full_world(world)
    add_tasks(world, 40)
    start, found, failures = Barrier(4), [], []

    def run() -> None:
        try:
            start.wait()
            with clock.at(at(DAY)):
                found.append(reminders.sweep())
        except Exception as error:  # a thread's error must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    rows = Notification.objects.filter(kind="ladder_overdue")
    assert rows.count() == 41 * 2
    assert rows.values("recipient", "thing_pk").distinct().count() == 41 * 2
    assert len(found) == 4
    with clock.at(at(DAY)):
        assert reminders.sweep() == 0
