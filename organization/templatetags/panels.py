"""`{% panels thing %}`: what upper apps know about a thing, on the page of a lower one.

In a list, `{% panels thing among=things %}` loads the whole list once: every panel makes one
query a page, however many rows there are. `place="row"` asks for the short form.
"""

from collections.abc import Sequence

from django import template
from django.db import models
from django.template.context import Context
from django.utils.safestring import SafeString

from organization.panels import Panel, registered

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(
    context: Context,
    thing: models.Model,
    among: Sequence[models.Model] | None = None,
    place: str = "",
) -> SafeString:
    """Draw every panel registered for the model of `thing`, as the person of the request."""
    drawn = []
    for panel in registered(thing._meta.label_lower, place):
        found = _loaded(context, panel, thing, among).get(thing.pk)
        if found is None:
            continue
        part = context.template.engine.get_template(panel.template)
        with context.push(**found, thing=thing):
            drawn.append(part.render(context))
    return SafeString("".join(drawn))


def _loaded(context: Context, panel: Panel, thing: models.Model, among) -> dict[int, dict]:
    """What the panel knows about the things of this page, loaded on first use."""
    request = context["request"]
    kept = request.__dict__.setdefault("_panels", {})
    answers = kept.setdefault(panel, {})
    if thing.pk not in answers:
        things = list(among) if among is not None else [thing]
        answers.update(dict.fromkeys((t.pk for t in things), None))
        answers.update(panel.load(things, request.user))
    return answers
