"""Two yellow cards given at the same moment are counted together once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from rectification.models import Card
from tests.test_cards import give, standing
from tests.world import full_world, make_world


@pytest.mark.django_db(transaction=True)
def test_two_cards_given_at_the_same_moment_are_counted_together_once():
    world = make_world()
    full_world(world)
    give(world)
    start, failures = Barrier(2), []

    def run() -> None:
        try:
            start.wait()
            give(world)
        except Exception as error:  # a thread's error must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(row[3] for row in standing()) == [0, 0, 1]
    assert sorted(Card.objects.values_list("no", flat=True)) == [1, 2, 3]
