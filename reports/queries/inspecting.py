"""日常管理: the recurring inspections, each plan by its place."""

from django.utils.translation import gettext_lazy as _


def define_all(define, define_rate) -> None:
    """Register the figures of the recurring inspections."""
    whose = {"whose": lambda s, p: s.inspection_plan(p).title}
    define("visits", _("Visits"), lambda s, p: s.visits_of(s.inspection_plan(p)), **whose)
    define(
        "visited", _("Departments inspected"), lambda s, p: s.visited(s.inspection_plan(p)), **whose
    )
    define(
        "inspection_gaps",
        _("Periods without an inspection"),
        lambda s, p: s.gaps_of(s.inspection_plan(p)),
        **whose,
    )
