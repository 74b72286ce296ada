"""Middleware: where a request comes from, who must sign in, how refusals are shown."""

import logging
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from organization import calendar, clock, imported, personal_links, refusals
from organization.addresses import client_address
from organization.models.event import NotAllowed, Request, current_request, record

log = logging.getLogger(__name__)


def request_id(get_response):
    """Tell the event log where an act came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex
        address = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            settings.TRUSTED_PROXIES,
        )
        token = current_request.set(Request(address, request.id))
        try:
            return get_response(request)
        finally:
            current_request.reset(token)

    return middleware


def idle_exit(get_response):
    """Sign out after half an hour without a request, and after twelve hours in any case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = int(clock.now().timestamp())
        began, seen = (request.session.get(name, now) for name in ("began", "seen"))
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        response = get_response(request)
        # A page without an account has taken it away by now: that it was opened is kept nowhere.
        if request.user.is_authenticated:
            request.session.setdefault("began", now)
            if now - request.session.setdefault("seen", now) > 60:  # a write a minute is enough
                request.session["seen"] = now
        return response

    return middleware


def one_calendar(get_response):
    """Read the working calendar at most once a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with calendar.once():
            return get_response(request)

    return middleware


class SignedIn(LoginRequiredMiddleware):
    """Closes every view that does not say otherwise.

    A script gets 401 with a part that says what is kept, never a redirect into a field. After
    signing in, what was sent is not sent again: the page it was sent from is opened.
    """

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        if request.headers.get("HX-Request") or request.headers.get("X-Autosave"):
            return render(request, "components/_signed_out.html", status=401)
        if request.method not in ("GET", "HEAD"):
            messages.warning(request, _("You had been signed out: what you sent was not done."))
            return redirect_to_login(_page_before(request))
        return super().handle_no_permission(request, view_func)


class Refusals:
    """What was refused becomes a page that says why, once for the whole house.

    A verb that refused is a 409; what the person may not do is a 403 and an event.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            # The address of a button, opened or reloaded by hand: a browser shows nothing at all.
            page = render(request, "405.html", {"before": _page_before(request)}, status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError) and (words := refusals.of_trigger(exception)):
            log.error("%s %s: %s", request.method, request.path, exception)
            exception = NotAllowed(words)
        if isinstance(exception, NotAllowed):
            before = _page_before(request)
            if before in ("/", request.build_absolute_uri()):  # none, or it would refuse again
                before = ""
            context = {"reason": exception.reason, "reasons": exception.reasons, "before": before}
            return render(request, "409.html", context, status=409)
        if isinstance(exception, imported.AlreadyImported):
            status = 200 if request.method == "GET" else 409
            return render(
                request, "organization/imported.html", {"outcome": exception}, status=status
            )
        if isinstance(exception, personal_links.Refused):
            return render(request, "link_refused.html", {"why": exception.why}, status=404)
        if isinstance(exception, OverflowError | DataError):
            # A number that no column holds, from an address or a form somebody made up.
            log.warning("%s %s: %s", request.method, request.path, exception)
            return render(request, "400.html", status=400)
        if isinstance(exception, PermissionDenied):
            _note_refusal(request)
            if request.headers.get("X-Autosave"):
                return _refused_to_script(str(exception))
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        return None


def _page_before(request: HttpRequest) -> str:
    """The page of ours a request came from, else the first one."""
    before = request.headers.get("Referer", "")
    if before and url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return before
    return "/"


def _refused_to_script(reason: str) -> JsonResponse:
    """What a page says that sends by itself, with what becomes of the words typed on it."""
    kept = _("It is not saved. What you typed stays on this page: copy it for whoever fills it in.")
    return JsonResponse({"state": "refused", "reason": f"{reason}{kept}"}, status=403)


def _note_refusal(request: HttpRequest) -> None:
    """Keep who was refused what page; the query string may hold words and is left out."""
    person = request.user if request.user.is_authenticated else None
    campaign = getattr(request, "campaign", None)
    act = {"path": request.path[:200], "method": request.method}
    record("access.refused", campaign, by=person, ok=False, **act)
