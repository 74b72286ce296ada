"""The tabs of the registers of conduct: whoever reads a page is offered what exists for them."""

from django import template

from findings.permissions import can_read_partners

register = template.Library()


@register.inclusion_tag("components/conduct_tabs.html", takes_context=True)
def conduct_tabs(context, tab: str) -> dict:
    """The tabs over a page of conduct; `tab` is the one that is open."""
    campaign, person = context["campaign"], context["request"].user
    return {
        "campaign": campaign,
        "tab": tab,
        "may_read_partners": can_read_partners(person, campaign),
    }
