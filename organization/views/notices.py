"""The inbox: notices to read and notices read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from organization import clock, keyset
from organization.bins import bins
from organization.models import Notification


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """待阅, or 已阅 with `?bin=read`; newest first, paged by key."""
    read = request.GET.get("bin") == "read"
    mine = Notification.objects.visible_to(request.user)
    rows = mine.exclude(read_at=None) if read else mine.unread()
    context = {
        "page": keyset.page_of(rows, request.GET.get("before")),
        "bins": bins(request.user),
        "bin": "read" if read else "unread",
    }
    return render(request, "organization/notices.html", context)


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one notice among those read."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    return redirect("notices")


@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    """Put every notice among those read."""
    n = Notification.objects.visible_to(request.user).unread().update(read_at=clock.now())
    messages.success(request, ngettext("%(n)d notice read.", "%(n)d notices read.", n) % {"n": n})
    return redirect("notices")
