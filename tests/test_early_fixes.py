"""未评先改: what was put right before the result of the appraisal, and what may be told outside."""

from datetime import timedelta

import pytest

from findings import scoring
from findings.early_fixes import early_fixes
from findings.models import Finding
from organization import clock
from tests.evaluating import evaluated
from tests.stage import staged
from tests.visiting import get, text
from tests.world import at

CODE = "spring"
QUERY = "?from=early"


def build(world):
    with clock.at(at()):
        evaluated(world)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(build, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(at().date() + timedelta(days=10))):
        yield scene()


def closed(days: int = 3, **more) -> None:
    """The finding of the small world is closed out so many days after it all began."""
    changes = {"status": "closed", "closed_at": at() + timedelta(days=days)}
    Finding.objects.update(**changes, **more)


def found(world) -> tuple[int, int, int]:
    fixes = early_fixes(world.campaign, Finding.objects.all())
    return fixes.listed, len(fixes.closed), len(fixes.passing)


def appraised(world, days: int) -> None:
    day = at().date() + timedelta(days=days)
    votes = {"sent": 1, "returned": 1, "valid": 1, "grade": "满意"}
    scoring.record_result(world.campaign, by=world.clerk, authority="办", given_on=day, **votes)


def test_nothing_is_told_while_nothing_was_put_right(world):
    assert found(world) == (1, 0, 0)
    assert not get("clerk", "evaluation", CODE).xpath("//*[@id='early']")
    get("clerk", "publish_to_evaluators", CODE, query=QUERY, status=404)


@pytest.mark.parametrize(("result_after", "n"), [(4, 1), (3, 0), (2, 0)])
def test_only_what_was_closed_out_before_the_day_of_the_result(world, result_after, n):
    closed()
    assert found(world) == (1, 1, 0)  # before there is a result, everything so far
    appraised(world, result_after)
    assert found(world) == (1, n, 0)


def test_what_was_put_right_on_the_spot_is_told_apart(world):
    Finding.objects.update(fixed_in_passing=True)
    assert found(world) == (0, 0, 1)
    [card] = get("clerk", "evaluation", CODE).xpath("//*[@id='early']")
    assert "边查边改1个" in text(card) and "销号" not in text(card)


def test_it_is_offered_in_words_without_what_few_may_know(world):
    closed()
    offered = get("clerk", "publish_to_evaluators", CODE, query=QUERY)
    words = offered.xpath("//textarea[@name='text']/text()")[0].strip().splitlines()
    title = Finding.objects.get().title
    assert words == [
        "查找问题1个，评议前已整改销号1个。",
        f"1. {title}（2026年3月5日销号）。",
    ]
    closed(restricted=True)
    page = get("clerk", "publish_to_evaluators", CODE)
    assert not page.xpath(f"//a[@href='{QUERY}']")
    get("clerk", "publish_to_evaluators", CODE, query=QUERY, status=404)
