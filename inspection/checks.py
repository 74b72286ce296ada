"""System checks of the installation."""

from datetime import datetime

from django.core import checks
from django.db import connection
from django.utils import timezone

from organization import clock


@checks.register()
def the_day_always_ends_at_the_same_hour(**_options) -> list[checks.CheckMessage]:
    """On SQLite the end of a day is counted with one offset: no zone with summer time there."""
    zone = timezone.get_default_timezone()
    year = clock.now().year
    offsets = {datetime(year, month, 1, tzinfo=zone).utcoffset() for month in range(1, 13)}
    if connection.vendor != "sqlite" or len(offsets) == 1:
        return []
    return [
        checks.Error(
            f"TIME_ZONE {zone} has summer time, which SQLite does not know.",
            hint="Use PostgreSQL (DATABASE_URL), or a zone without summer time.",
            id="inspection.E001",
        )
    ]
