"""The administrator's log of all mails: whom they reached and why not, never what they say."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from organization import delivery_log, keyset
from organization.access import demand
from organization.permissions import can_administer


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """All deliveries, newest first; `?state=failed` shows one state."""
    demand(can_administer(request.user))
    context = log_page(request, delivery_log.log())
    return render(request, "organization/deliveries.html", context)


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Once more what failed: one (`notice`), or everything in the state that is shown."""
    demand(can_administer(request.user))
    again(request, delivery_log.log())
    return redirect("deliveries")


def log_page(request: HttpRequest, rows) -> dict:
    """What a page of the log shows of `rows`."""
    state = request.GET.get("state", "")
    state = state if state in delivery_log.WORDS else ""
    shown = rows.filter(mail_state=state) if state else rows
    page = keyset.page_of(shown, request.GET.get("before"))
    return {
        "page": page,
        "lines": delivery_log.lines(page.rows, request.user),
        "counts": delivery_log.counts(rows),
        "state": state,
        "repeatable": delivery_log.REPEATABLE,
    }


def again(request: HttpRequest, rows) -> None:
    """Ask for the chosen deliveries once more, and say how many they were."""
    notice, state = request.POST.get("notice", ""), request.POST.get("state", "")
    chosen: dict = {"pk": int(notice)} if notice.isdecimal() else {"mail_state": state}
    number = delivery_log.send_again(
        rows.filter(**chosen), by=request.user, even_twice=request.POST.get("twice") == "yes"
    )
    said = ngettext("%(n)d notice is mailed again.", "%(n)d notices are mailed again.", number)
    messages.success(request, said % {"n": number})
