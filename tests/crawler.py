"""Follows every link as one person; of pages of one sort only the first few are opened."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from tests.page_rules import faults


@dataclass
class Visit:
    """One page that was opened."""

    address: str
    status: int
    name: str  # of its URL
    page: object = None  # lxml, None for a file
    faults: list[str] = field(default_factory=list)
    file: bytes = b""  # what was downloaded


class Crawler:
    """`few`: how many pages of one sort (URL name and query fields) are opened."""

    def __init__(
        self, client: Client, *, few: int = 3, own_words=frozenset(), language: str = "zh-Hans"
    ) -> None:
        self.client = client
        self.few = few
        self.own_words = own_words
        self.language = language
        self.sorts: Counter = Counter()
        self.visits: dict[str, Visit] = {}
        self.came_from: dict[str, str] = {}

    def crawl(self, *addresses: str) -> dict[str, Visit]:
        """Every page that was opened, by its address."""
        queue = deque(addresses)
        self.came_from |= dict.fromkeys(addresses, "")
        while queue:
            address = queue.popleft()
            visit = self.open(address)
            self.visits[address] = visit
            if visit.page is None:
                continue
            for link in links(visit.page, address):
                if link not in self.came_from and self._is_wanted(link):
                    self.came_from[link] = address
                    queue.append(link)
        return self.visits

    def open(self, address: str) -> Visit:
        response = self.client.get(address)
        name = _name(address)
        if 300 <= response.status_code < 400:
            target = urljoin(address, response.headers["Location"])
            return self.open(target) if _name(target) != "login" else Visit(address, 302, name)
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith("text/html"):
            file = response.getvalue()  # read to its end, as a download is
            return Visit(address, response.status_code, name, file=file)
        content = response.content.decode()
        page = html.document_fromstring(content)
        wrong = faults(content, own_words=self.own_words, language=self.language)
        return Visit(address, response.status_code, name, page, wrong)

    def wrong(self) -> dict[str, list]:
        """Pages that are not well: their status, or the faults of the page; with who links."""
        return {
            f"{address} ← {self.came_from[address]}": [visit.status, *visit.faults]
            for address, visit in self.visits.items()
            if visit.status != 200 or visit.faults
        }

    def _is_wanted(self, address: str) -> bool:
        sort = (_name(address), tuple(sorted(dict(parse_qsl(urlsplit(address).query)))))
        self.sorts[sort] += 1
        return self.sorts[sort] <= self.few


def links(page, address: str) -> list[str]:
    """Where the links of a page and of its templates lead to, in their order, without anchors."""
    found = []
    for link in page.xpath("//a/@href | //*/@hx-get"):
        target = urljoin(address, link).partition("#")[0]
        path = urlsplit(target).path
        if path.startswith("/") and not path.startswith("/static/") and target not in found:
            found.append(target)
    return found


def _name(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""
