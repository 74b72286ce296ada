"""Every number of the two sources stands in our papers: docs/numbers.md is what they print."""

from dataclasses import replace

import pytest

from tests import numbers
from tests.whole_reports import YEARS, made

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def papers():
    return {story: made(story) for story in YEARS}


def test_the_table_is_that_of_the_papers(papers):
    assert numbers.TABLE.read_text(encoding="utf-8") == numbers.table(papers)


def test_a_number_that_is_not_printed_is_named(papers, monkeypatch):
    rows = numbers.listed()
    lost = replace(rows[8], printed="84个检查项点")
    monkeypatch.setattr(numbers, "listed", lambda: [*rows, lost])
    with pytest.raises(LookupError, match="lanzhou: 83"):
        numbers.table(papers)


def test_a_figure_that_says_something_else_is_named(papers, monkeypatch):
    rows = numbers.listed()
    wrong = replace(rows[8], figure="people")
    monkeypatch.setattr(numbers, "listed", lambda: [wrong])
    with pytest.raises(LookupError, match="lanzhou: 83"):
        numbers.table({"lanzhou": papers["lanzhou"]})
