"""The Lanzhou story: a letter of every kind, numbered in order, signed for, answered, withdrawn."""

from collections import Counter

import pytest

from organization.models import Person
from rectification.models import Letter
from reports import letters as papers
from reports.document import plain
from tests.stories import LANZHOU, replayed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def letters(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        for campaign in replayed(LANZHOU):
            yield Letter.objects.filter(campaign=campaign)


def test_there_is_a_letter_of_every_kind_and_none_is_left_a_draft(letters):
    """But no opinions are handed over: a campaign of efficiency supervision collects none."""
    assert set(letters.values_list("kind", flat=True)) == {*Letter.Kind.values} - {"opinions"}
    assert Counter(letters.values_list("status", flat=True)) == {
        "sent": 2, "signed_for": 3, "returned": 1, "settled": 2, "withdrawn": 1
    }  # fmt: skip


def test_the_numbers_follow_each_other_and_a_withdrawn_one_is_not_used_again(letters):
    numbers = letters.order_by("series", "no").values_list("number", flat=True)
    assert list(numbers) == [
        "兰监建〔2009〕1号",
        "兰监交〔2009〕1号",
        *(f"兰监整〔2009〕{no}号" for no in range(1, 5)),
        *(f"兰监督〔2009〕{no}号" for no in range(1, 4)),
    ]
    assert letters.get(status="withdrawn").number == "兰监整〔2009〕3号"


def test_no_letter_has_a_gap_or_names_a_person(letters):
    names = set(Person.objects.exclude(name="").values_list("name", flat=True))
    posts = set(Person.objects.values_list("post", flat=True))
    for letter in letters.select_related("campaign", "department", "task"):
        document = papers.paper_of(letter)
        words = "".join(plain(runs) for runs in document.all_runs())
        assert (document.missing(), "待补" in words) == ((), False)
        assert [name for name in names - posts if name in words] == []
