"""The page on which one chooses the language of pages and mails; open without an account too."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from organization import languages

KEPT = 365 * 24 * 3600  # seconds a browser keeps the choice


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose: an account keeps it for pages and mails, the browser for the pages before it."""
    if request.method == "POST":
        return _choose(request, request.POST.get("language", ""))
    if not request.user.is_authenticated:
        return redirect("login")  # which has the switch
    return render(request, "organization/language.html")


def _choose(request: HttpRequest, code: str) -> HttpResponse:
    languages.demand_offered(code)
    if request.user.is_authenticated:
        languages.choose(request.user, code)
        with override(code):
            messages.success(request, _("Saved."))
    answer = redirect(_back(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=KEPT,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _back(request: HttpRequest) -> str:
    """The page of ours that the switch stands on, else the first one."""
    asked = request.POST.get("next") or "/"
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else "/"
