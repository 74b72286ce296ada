"""How many queries a page costs, with the rows seen on it before it is believed."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str, mark: str, rows: int) -> int:
    """The queries of the page at `url`, which must show `mark` exactly `rows` times."""
    client.get(url)  # what is cached for the process is not the page's
    with CaptureQueriesContext(connection) as spent:
        response = client.get(url)
    assert response.status_code == 200
    assert response.content.decode().count(mark) == rows
    return len(spent)
