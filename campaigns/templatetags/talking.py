"""`{% talk_about sheet item at %}`: the thread of an item on the page that shows it."""

from django import template

from campaigns.models import CheckItem, SelfCheck
from campaigns.talk_page import talk_of

register = template.Library()


@register.inclusion_tag("campaigns/_talk.html", takes_context=True)
def talk_about(context, sheet: SelfCheck, item: CheckItem, at: str) -> dict:
    """The thread with its form; `at` is "fill" or "review", where sending leads back to."""
    request = context["request"]
    return {
        "talk": talk_of(sheet, item, request.user),
        "sheet": sheet,
        "item": item,
        "at": at,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
