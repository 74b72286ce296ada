"""Confirmed imports: what came is told once more to whoever goes back to the preview."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

REMEMBERED = 20  # imports of one signed-in person


class AlreadyImported(Http404):
    """The file is not kept any more because the same person has confirmed it."""

    def __init__(self, said: str, url: str, again: str) -> None:
        self.said, self.url, self.again = said, url, again
        super().__init__(said)


def done(
    request: HttpRequest, token: str | uuid.UUID, said: str, *, to: str, again: str
) -> HttpResponse:
    """Say what came and lead there; as long as the person is signed in, the preview says it too.

    `to` is the address of what came, `again` that of the form for another file.
    """
    kept = request.session.get("imported", {}) | {str(token): [said, to, again]}
    request.session["imported"] = dict(list(kept.items())[-REMEMBERED:])
    messages.success(request, said)
    return redirect(to)


def missing(
    request: HttpRequest, token: str | uuid.UUID, otherwise: Exception | None = None
) -> Exception:
    """Why nothing lies under this name: AlreadyImported, else `otherwise` (no such page)."""
    kept = request.session.get("imported", {}).get(str(token))
    return AlreadyImported(*kept) if kept else otherwise or Http404()
