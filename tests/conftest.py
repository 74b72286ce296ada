"""Fixtures of the suite."""

import pytest


def pytest_collection_finish():
    """Load every page before the first test: a view that is imported while a test has put
    something else in place of a renderer would keep that for the rest of the run."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def calm_minute(monkeypatch):
    """Nobody has sent or guessed anything on a public page in this minute."""
    from findings import public

    for name in ("sent", "guessed", "refused"):
        monkeypatch.setattr(public, name, public.PerMinute())


@pytest.fixture
def world(db):
    """The small world every story test starts from."""
    from tests.world import make_world

    return make_world()


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; where there is none the test is skipped, with CI=true it fails."""
    from tests.browser.chromium import launched

    yield from launched()


@pytest.fixture
def site(transactional_db, settings):
    """Address of the project, served from this process to a real browser."""
    from tests.browser.site import served

    for address in served():
        settings.SITE_URL = address
        yield address


@pytest.fixture
def visitor(chromium, site):
    """`visitor(account, width=…, java_script_enabled=…)`: a person signed in at a browser."""
    from tests.browser.visitor import Visitor

    opened = []

    def visitor(account: str = "", **options) -> Visitor:
        opened.append(Visitor(chromium, site, **options))
        return opened[-1].sign_in(account) if account else opened[-1]

    yield visitor
    for one in opened:
        one.close()
    assert [problem for one in opened for problem in one.problems] == []
