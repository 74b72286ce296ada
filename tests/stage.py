"""One state of the small world, built once for all tests of a module and never changed by them.

    @pytest.fixture(scope="module")
    def scene(django_db_setup, django_db_blocker):
        yield from staged(full_world, django_db_blocker)

    @pytest.fixture
    def world(db, scene):
        return scene()

Each test runs in a savepoint inside the transaction that holds the state.
"""

from collections.abc import Callable, Iterator
from copy import copy

from django.db import transaction

from campaigns.models import Campaign
from tests.world import World, make_world


def staged(build: Callable[[World], object], blocker) -> Iterator[Callable[[], World]]:
    """Build the state, give a maker of fresh copies of the world, undo it in the end."""
    with blocker.unblock(), transaction.atomic():
        world = make_world()
        build(world)

        def fresh() -> World:
            twin = copy(world)
            twin.campaign = Campaign.objects.get(pk=world.campaign.pk)
            return twin

        yield fresh
        transaction.set_rollback(True)
