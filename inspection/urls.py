"""Every page of the house. Each app keeps its own list."""

from django.urls import include, path

from inspection import health, home

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("", include("organization.urls")),
    path("", include("campaigns.urls")),
    path("", include("findings.urls")),
    path("", include("rectification.urls")),
    path("", include("reports.urls")),
]
