"""Asking for pages as a person of the small world."""

from functools import cached_property

from django.test import Client
from django.urls import reverse
from lxml import html

from organization.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Sent:
    """The answer to a form; `page` is what the person sees next, read when asked for."""

    def __init__(self, client: Client, response) -> None:
        self.client, self.response = client, response

    @cached_property
    def page(self):
        if self.response.status_code == 302:
            self.response = self.client.get(self.response.headers["Location"])
        return html.document_fromstring(self.response.content.decode())


def visit(account: str) -> Client:
    """A client signed in as the person with this account."""
    client = Client()
    client.force_login(Person.objects.get(account=account), BACKEND)
    return client


def get(account: str, name: str, *args, query: str = "", status: int = 200):
    """The parsed page `name` as this person; its status must be as expected."""
    response = visit(account).get(reverse(name, args=args) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return html.document_fromstring(response.content.decode())


def post(account: str, name: str, /, *args, status: int = 302, **fields) -> Sent:
    """Send a form to `name` as this person; its status must be as expected."""
    client = visit(account)
    response = client.post(reverse(name, args=args), fields)
    assert response.status_code == status, response.content.decode()[:2000]
    return Sent(client, response)


def text(element) -> str:
    """What people read in an element, white space made one."""
    return " ".join(element.text_content().split())


def things(page, kind: str) -> list[tuple[str, str]]:
    """What the page shows of a kind: [("finding:1", "confirmed"), …], in order."""
    found = page.xpath(f".//*[starts-with(@data-thing, '{kind}:')]")
    return [(element.get("data-thing"), element.get("data-status")) for element in found]
