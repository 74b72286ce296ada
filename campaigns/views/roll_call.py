"""点名: who came is ticked on the phone, in one list, in one go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaigns import meetings
from campaigns.models import Attendance
from campaigns.views.meetings import meeting_to_lead

MOST = 1000  # names on the page; the next ones come once these are noted


@require_http_methods(["GET", "HEAD", "POST"])
def roll_call(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Whoever is not noted yet, with a box each; a POST notes the ticked ones as present."""
    found = meeting_to_lead(request, code, pk)
    if request.method == "POST":
        keys = {int(key) for key in request.POST.getlist("came") if key.isdecimal()}
        n = meetings.tick(found, [key for key in keys if key < 2**63], by=request.user)
        said = ngettext(
            "%(n)d person was noted as present.", "%(n)d people were noted as present.", n
        )
        messages.success(request, said % {"n": n})
        return redirect(found)
    rows = found.attendances.filter(status=Attendance.Status.EXPECTED)
    context = {
        "meeting": found,
        "tally": meetings.tally(found),
        "rows": rows.select_related("person", "department")[:MOST],
    }
    return render(request, "campaigns/roll_call.html", context)
