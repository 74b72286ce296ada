"""Requests through the whole stack in this process, and the empty view beside them."""

import io
from collections.abc import Callable
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from organization.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"


def empty(request: HttpRequest) -> HttpResponse:
    """The floor of every request: nothing is asked, nothing is said."""
    return HttpResponse(b"")


urlpatterns = [path("empty/", empty)]


def empty_request() -> Callable[[], bytes]:
    """One request to the empty view, without middleware."""
    with override_settings(MIDDLEWARE=[]):
        handler = WSGIHandler()

    def ask() -> bytes:
        with override_settings(ROOT_URLCONF=__name__):
            return answer_of(handler, environ("GET", "/empty/"))

    return ask


class Visitor:
    """A person signed in; `get` and `post` go through the project's own WSGI handler."""

    def __init__(self, person: Person) -> None:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person, BACKEND)
        client.get("/accounts/login/")
        self.secret = "x" * 32
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.cookies = {**cookies, "csrftoken": self.secret}
        self.handler = WSGIHandler()
        _keep_connection()

    @property
    def headers(self) -> dict[str, str]:
        """What the browser's script sends along with a save."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "X-CSRFToken": self.secret, "X-Autosave": "1"}

    def get(self, url: str) -> bytes:
        """The page at `url`."""
        cookie = self.headers["Cookie"]
        return answer_of(self.handler, environ("GET", url, HTTP_COOKIE=cookie))

    def post(self, url: str, fields: dict, status: str = "200") -> bytes:
        """The answer to an autosave, or to a form with another `status`."""
        heads = {f"HTTP_{n.upper().replace('-', '_')}": v for n, v in self.headers.items()}
        environment = environ("POST", url, urlencode(fields).encode(), **heads)
        return answer_of(self.handler, environment, status)


def _keep_connection() -> None:
    # One connection for the whole run, as a server that keeps its connections has. Django's
    # test client turns the closing on again.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)


def environ(method: str, url: str, body: bytes = b"", **more: str) -> dict:
    """A WSGI environment for one request."""
    address, _, query = url.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **more,
    }


def answer_of(handler: WSGIHandler, environment: dict, status: str = "200") -> bytes:
    """The body of an answer with this status; anything else is an error of the benchmark."""
    said = []
    answer = handler(environment, lambda status, headers: said.append(status))
    body = b"".join(answer)
    answer.close()
    if not said[0].startswith(status):
        raise AssertionError(f"{environment['PATH_INFO']}: {said[0]} {body[:300].decode()}")
    return body
