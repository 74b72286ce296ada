"""Events in words: roles, particulars."""

from django import template
from django.utils.translation import pgettext

from organization.acts import role_names
from organization.models import Event
from organization.particulars import sentence

register = template.Library()


@register.filter
def roles_in_words(roles: str) -> str:
    """The roles of an event ("head,member") in words."""
    return pgettext("between names", ", ").join(role_names(roles.split(",")))


@register.filter
def particulars(event: Event) -> str:
    """The particulars of an event in one line; only for readers who may know them."""
    return sentence(event)
