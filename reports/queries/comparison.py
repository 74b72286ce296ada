"""与上次对比: what recurs."""

from django.utils.translation import gettext_lazy as _


def define_all(define, define_rate) -> None:
    """Register the figures of the comparison with an earlier campaign."""
    define(
        "recurring_items",
        _("Check-points not compliant last time either"),
        lambda s, _p: s.recurring_items,
    )
