"""The Lanzhou story: exactly the superficial sheet is marked, and after its redo nothing is."""

import pytest

from campaigns.models import Hint, Return
from tests.stories import LANZHOU, replayed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from replayed(LANZHOU)


def test_exactly_the_sheet_that_was_torn_down_was_marked(campaign):
    marked = Hint.objects.filter(selfcheck__campaign=campaign)
    assert set(marked.values_list("selfcheck__department__code")) == {("WLB",)}
    assert marked.filter(answer=None).get().kind == "all_ok"
    items = marked.exclude(answer=None).values_list("answer__item__code", "kind")
    sent_back = Return.objects.filter(selfcheck__campaign=campaign).exclude(item=None)
    codes = sent_back.values_list("item__code", flat=True)
    assert set(items) == {(code, "short") for code in codes} != set()


def test_the_sheet_that_was_done_again_raises_nothing(campaign):
    assert not Hint.objects.standing().filter(selfcheck__campaign=campaign).exists()
