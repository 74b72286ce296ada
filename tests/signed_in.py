"""Small steps that story tests share: who is at the browser, what the page says."""

import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organization.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"


def at_browser(account: str) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(Person.objects.get(account=account), BACKEND)
    return client


def text_of(response) -> str:
    """What a page says in its main part, blanks folded."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def things(response, kind: str) -> list[tuple[str, str]]:
    """The things of a kind on the page: [(key, status), …] in their order."""
    found = re.findall(r'data-thing="([^"]+)" data-status="([^"]*)"', response.content.decode())
    return [
        (thing.partition(":")[2], status) for thing, status in found if thing.startswith(f"{kind}:")
    ]


def cost(client: Client, url: str, query: dict | None = None) -> int:
    """How many queries a page costs; what is cached for the process is not the page's."""
    client.get(url, query)
    with CaptureQueriesContext(connection) as spent:
        assert client.get(url, query).status_code == 200
    return len(spent)
