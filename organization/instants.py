"""Deadlines that are instants, such as those of hour clocks, asked of the database.

`clocks.is_over` says the same of one instant; a test holds both against each other.
"""

from datetime import datetime

from django.db.models import Q


def over(field: str, now: datetime) -> Q:
    """The rows whose instant in `field` is reached at the aware instant `now`; none without one."""
    return Q(**{f"{field}__lte": now})


def runs_out(field: str, now: datetime, until: datetime) -> Q:
    """The rows whose instant lies after `now`, and not after `until`: nearly due."""
    return Q(**{f"{field}__gt": now, f"{field}__lte": until})
