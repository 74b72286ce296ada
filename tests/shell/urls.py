"""Addresses that the frame links to, answered by nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


NAMES = ("home", "search", "notices", "campaigns", "login", "logout", "password_change")
urlpatterns = [path(f"{name}/", nothing, name=name) for name in NAMES]
