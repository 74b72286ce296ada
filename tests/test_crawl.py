"""The Lanzhou story, followed link by link as each of its demo people."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from organization import clock, jobs
from tests.crawler import Crawler
from tests.signed_in import at_browser
from tests.stories import LANZHOU, replayed
from tests.story import rows

pytestmark = pytest.mark.django_db

ROLES = ("office", "inspector", "leader", "head", "member", "administrator", "auditor")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Fewer would mean that somebody cannot get anywhere.
LEAST = {
    "office": 60,
    "inspector": 45,
    "leader": 45,
    "head": 25,
    "member": 20,
    "administrator": 20,
    "auditor": 6,
}


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        for campaign in replayed(LANZHOU, year=None, today=clock.today()):
            jobs.run_all()
            yield campaign


@pytest.fixture(scope="module")
def own_words() -> frozenset[str]:
    """The words of the story itself are Latin, and rightly so: accounts, codes, OA, SOX."""
    files = [*LANZHOU.glob("*.csv"), *LANZHOU.glob("files/*.csv")]
    told = " ".join(path.read_text(encoding="utf-8-sig") for path in files)
    names = " ".join(path.name for path in LANZHOU.glob("files/*"))
    found = set(WORD.findall(told + names))
    return frozenset(found | {LANZHOU.name, LANZHOU.name.upper()})


def account(role: str) -> str:
    [row] = [row for row in rows("people") if row["shown_as"] == role]
    return row["account"]


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_good_page(campaign, own_words, role):
    crawler = Crawler(at_browser(account(role)), few=2, own_words=own_words)
    visits = crawler.crawl("/")
    assert crawler.wrong() == {}
    assert len(visits) >= LEAST[role]


def test_every_figure_lists_as_many_records_as_it_counts(campaign):
    office = at_browser(account("office"))
    crawler = Crawler(office)
    paper = crawler.open(reverse("paper", args=[campaign.code, "final"])).page
    figures = {
        link.get("href"): int(link.get("data-count"))
        for link in paper.xpath("//a[@data-figure]")
        if "/figures/" in link.get("href")
    }
    assert len(figures) > 40
    listed = {address: count_listed(crawler, address) for address in figures}
    assert listed == {address: (count, count) for address, count in figures.items()}


def count_listed(crawler: Crawler, address: str) -> tuple[int, int]:
    """What the page of a figure says it counted, and the rows on it and its further pages."""
    page = crawler.open(address).page
    said = int(page.xpath("//*[@data-count][@data-figure]")[0].get("data-count"))
    numbers = [int(n) for n in re.findall(r"[?&]page=(\d+)", " ".join(page.xpath("//a/@href")))]
    listed = len(page.xpath("//main//tbody/tr"))
    for number in range(2, max(numbers, default=1) + 1):
        further = crawler.open(f"{urlsplit(address).path}?page={number}").page
        listed += len(further.xpath("//main//tbody/tr"))
    return said, listed
