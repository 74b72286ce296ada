"""`/go/<thing>/<pk>/`: the way from a stored label and key to the page of a thing.

Notices, events, mails and codes on paper carry only label and key, so that a link survives
sign-in and a change of addresses, and leaks nothing.
"""

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from organization import clock
from organization.models.event import leads_somewhere


@require_safe
def go(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Redirect to the thing if it exists for the person; 404 for anything else.

    Opening the thing reads the person's notices about it.
    """
    model = _model(thing)
    found = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    request.user.notifications.unread().filter(thing=thing, thing_pk=pk).update(read_at=clock.now())
    return redirect(page_of(found, request.user))


def page_of(thing: models.Model, person) -> str:
    """The page of `thing` for `person`: `url_for(person)` where people have different pages
    (the office reviews the sheet that the department fills), else `get_absolute_url()`."""
    if hasattr(thing, "url_for"):
        return thing.url_for(person)
    return thing.get_absolute_url()


def _model(thing: str) -> type[models.Model]:
    try:
        model = apps.get_model(thing)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if thing != model._meta.label_lower or not leads_somewhere(model):
        raise Http404
    return model
