"""签到: the code on the wall, and the phone that scans it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import meeting_codes, meetings
from campaigns.models import Meeting
from campaigns.permissions import can_lead_meeting
from campaigns.views.meetings import meeting_or_404
from organization.access import demand
from organization.models import NotAllowed
from organization.qr import qr_path


@require_safe
@never_cache
def meeting_code(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The code for the wall; the page brings a new one every minute."""
    found = meeting_or_404(request, code, pk)
    demand(can_lead_meeting(request.user, found))
    if found.status != Meeting.Status.PLANNED:
        raise NotAllowed(_("This meeting is over."))
    path = reverse("meeting_sign_in", args=[meeting_codes.code_for(found)])
    size, dark = qr_path(f"{settings.SITE_URL}{path}")
    context = {
        "meeting": found,
        "tally": meetings.tally(found),
        "size": size,
        "dark": dark,
        "fresh": meeting_codes.FRESH,
    }
    return render(request, "campaigns/meeting_code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever scanned the code signs in with the own account; looking signs nobody in."""
    try:
        if request.method == "POST":
            found = meeting_codes.sign_in(token, by=request.user)
            messages.success(request, _("You are signed in to the meeting."))
            return redirect(found.meeting)
        found = meeting_codes.attendance_by(token, request.user)
    except meeting_codes.Refused as refused:
        context = {"refused": refused}
        return render(request, "campaigns/meeting_refused.html", context, status=409)
    return render(request, "campaigns/meeting_sign_in.html", {"attendance": found})
