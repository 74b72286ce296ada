"""Error pages that need more than a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, usually after signing in again in another tab."""
    text = _("This page was open for too long. Go back, reload it and send it again.")
    return render(request, "403.html", {"reason": text, "too_old": True}, status=403)
