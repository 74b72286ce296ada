"""The page rules again, for pages that need the world in another state."""

import pytest

from tests.access.row import Row
from tests.test_pages import PAGES, wrong_pages
from tests.world import full_world


@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.ready not in (None, full_world)], ids=lambda row: row.id
)
def test_page_rules(row: Row, world):
    row.ready(world)
    assert wrong_pages(row, world) == {}
