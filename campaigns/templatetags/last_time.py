"""Last time's answer beside an answer, on pages that do not look it up themselves."""

from typing import Any

from django import template

from campaigns.last_time import last_time
from campaigns.models import CheckItem, SelfCheck

register = template.Library()


@register.inclusion_tag("campaigns/_last_time.html", takes_context=True)
def last_time_of(context: template.Context, sheet: SelfCheck, item: CheckItem) -> dict[str, Any]:
    """Answer, finding and outcome of the last time, as far as the reader may see them."""
    page: dict[str, Any] = dict(context.flatten().items())  # type: ignore[arg-type]
    return page | {"last": last_time(sheet, item, context["request"].user)}
