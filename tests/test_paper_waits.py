"""A paper waits for the leaders to sign it, then for the office to issue it."""

import pytest

from organization.waiting import Entry, waiting
from reports import publishing
from reports.models import Publication
from tests.world import full_world


@pytest.fixture
def paper(world) -> Publication:
    full_world(world)
    return publishing.draft(world.campaign, "final", by=world.clerk)


def papers(person) -> list[Entry]:
    return [entry for entry in waiting(person) if entry.kind in ("paper", "issue")]


def test_a_draft_waits_for_nobody(world, paper):
    assert papers(world.leader) == []
    assert papers(world.clerk) == []


def test_in_review_it_waits_for_the_leaders_alone(world, paper):
    publishing.send_to_review(paper, by=world.clerk)
    assert papers(world.clerk) == []
    [entry] = papers(world.leader)
    assert (entry.title, entry.act) == ("审阅并签发自查报告", "审阅签发")
    assert entry.why == "由监督室专员拟稿。"
    assert entry.url == f"/go/reports.publication/{paper.pk}/"
    assert (entry.thing, entry.status) == (f"publication:{paper.pk}", "in_review")


def test_signed_it_waits_for_the_office_to_issue_it(world, paper):
    Publication.objects.update(status="signed")
    assert papers(world.leader) == []
    [entry] = papers(world.clerk)
    assert (entry.kind, entry.title) == ("issue", "印发自查报告")


def test_in_a_closed_campaign_it_waits_for_nobody(world, paper):
    publishing.send_to_review(paper, by=world.clerk)
    type(world.campaign).objects.update(status="closed")
    assert papers(world.leader) == []


@pytest.mark.parametrize("account", ["head", "inspector", "stranger", "admin"])
def test_it_waits_for_nobody_else(world, paper, account):
    publishing.send_to_review(paper, by=world.clerk)
    assert papers(getattr(world, account)) == []
