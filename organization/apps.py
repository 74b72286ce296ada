from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    """Who: departments, people, roles, events, notices and jobs."""

    name = "organization"
    verbose_name = _("Organization")

    def ready(self) -> None:
        from organization import acts, panels, sign_in_events, waiting  # noqa: F401

        acts.load()
        panels.load()
        waiting.load()
