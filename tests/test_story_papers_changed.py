"""The Lanzhou story without its first responsible person: the papers that name one stay unsigned,
and the story goes on as it would in life."""

import pytest

from reports.models import Publication
from tests.stories import copied, replayed

pytestmark = pytest.mark.django_db


def test_papers_that_lack_a_fact_are_not_signed(tmp_path):
    change = {"responsibilities": lambda row: None if row["rank"] == "1" else row}
    for campaign in replayed(copied(tmp_path / "story", change)):
        papers = Publication.objects.filter(campaign=campaign).order_by("pk")
        assert list(papers.values_list("paper", "status")) == [
            ("plan", "in_review"),
            ("group_notice", "issued"),
            ("division", "in_review"),
            ("final", "issued"),
        ]
