"""Papers that are printed from one page: on the screen, as PDF and as Word.

Each is a `Sheet`: its address, its name, who finds and writes it. `early_sheets` has those of the
first phases; whoever may see the page behind a sheet may print it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organization.models import record
from organization.registers import download
from reports.document import Document
from reports.renderers.html import render_html
from reports.rendering import RENDERERS, file_name
from reports.views.papers import TYPES
from reports.without_names import SAID, shown_without_names, without_names

LONGEST = 2000  # rows; a longer sheet is printed department by department


@dataclass(frozen=True)
class Found:
    """What a sheet is about and its paper, None when it is too long for one.

    `back` is the page it belongs to, that of the thing without one; `more` what its page shows
    beside the paper.
    """

    thing: models.Model
    document: Document | None
    back: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A paper of one page. `find(request, **arguments of the address)` refuses who may not."""

    name: str
    path: str
    title: str | Promise
    find: Callable[..., Found]
    act: str = ""  # what printing it is called in the event log; "" for that of the thing

    def urls(self) -> list[URLPattern]:
        """Its page, and its files below it."""

        @require_safe
        def view(request: HttpRequest, format_: str = "", **place: Any) -> HttpResponse:
            return show(request, self, place, format_)

        view.__doc__ = self.find.__doc__
        return [
            path(self.path, view, name=self.name),
            path(f"{self.path}<slug:format_>/", view, name=f"{self.name}_file"),
        ]


def show(request: HttpRequest, sheet: Sheet, place: dict[str, Any], format_: str) -> HttpResponse:
    """The sheet as a page, or as a file."""
    if format_ and format_ not in RENDERERS:
        raise Http404
    found = sheet.find(request, **place)
    if format_:
        return file_of(request, found.thing, found.document, format_, act=sheet.act)
    files = [
        reverse(f"{sheet.name}_file", kwargs={**place, "format_": one}) for one in ("docx", "pdf")
    ]
    context = {
        "title": sheet.title,
        "thing": found.thing,
        "back": found.back or found.thing.get_absolute_url(),  # type: ignore[attr-defined]
        "word": files[0],
        "pdf": files[1],
        "html": render_html(found.document) if found.document else "",
        "longest": LONGEST,
        **found.more,
    }
    return render(request, "reports/sheet.html", context)


def file_of(
    request: HttpRequest,
    thing: models.Model,
    document: Document | None,
    format_: str,
    *,
    act: str = "",
    name: str = "",
) -> HttpResponse:
    """The paper of `thing` as a file, with `?names=hidden` without names; None is too long for
    one. `name` is that of the file, the title of the paper where none is said."""
    if document is None:
        raise BadRequest(_("Please choose a department: the whole sheet is too long."))
    if format_ not in RENDERERS:
        raise Http404
    name, edition = name or document.title, ""
    if request.GET.get("names") == "hidden":
        document, edition = without_names(document), SAID
        name = shown_without_names(name)
    content = RENDERERS[format_](document)
    if request.method != "HEAD":  # it is told of the file, not given it
        act = act or f"{thing._meta.model_name}.printed"
        with transaction.atomic():
            record(act, thing, by=request.user, format=format_)
    return download(content, f"{file_name(name)}{edition}.{format_}", TYPES[format_])
