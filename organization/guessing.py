"""Guessing is slowed down by django-axes: passwords by account, invitations by address."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest

from organization.models import current_request

# What axes counts under, beside accounts: no account begins with a blank.
BY_ADDRESS = " address "


def failure_limit(request: HttpRequest, credentials: dict | None) -> int:
    """How many wrong attempts are one too many: of an account, or from an address."""
    if is_about_links(credentials):
        return settings.LINK_GUESSES
    return settings.SIGN_IN_GUESSES


def is_about_links(credentials: dict | None) -> bool:
    """Was an invitation guessed at, rather than a password?"""
    return str((credentials or {}).get("username", "")).startswith(BY_ADDRESS)


def may_try(request: HttpRequest) -> bool:
    """May this address still open invitations? After too many unknown ones it waits."""
    return not AxesProxyHandler.is_locked(request, _address())


def note_unknown(request: HttpRequest) -> None:
    """Count an invitation that does not exist."""
    AxesProxyHandler.user_login_failed(AxesProxyHandler, _address(), request)


def _address() -> dict[str, str]:
    return {"username": f"{BY_ADDRESS}{current_request.get().address}"}
