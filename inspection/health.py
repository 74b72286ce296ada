"""`/health/`: is the database there, does the queue move, when did the last sweep run."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from organization import clock
from organization.models import Job, Sweep

STUCK = timedelta(minutes=10)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """JSON for monitoring: no names, no counts of anybody's records. 503 without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse(
            {
                "database": "down",
                "queue": "unknown",
                "last_sweep": None,
                "last_sweep_age": None,
            },
            status=503,
        )
    swept = Sweep.objects.filter(name="reminders").first()
    late = Job.objects.runnable().filter(made_at__lt=clock.machine_now() - STUCK).exists()
    return JsonResponse(
        {
            "database": "ok",
            "queue": "stuck" if late else "ok",
            "last_sweep": swept.at.isoformat() if swept else None,
            "last_sweep_age": age_in_seconds(swept),
        }
    )


def age_in_seconds(swept: Sweep | None) -> int | None:
    """How long ago the last sweep of reminders began, in whole seconds; None: never."""
    return int((clock.now() - swept.at).total_seconds()) if swept else None
