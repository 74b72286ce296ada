from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    """Who: departments, people, roles, events, notices and jobs."""

    name = "organization"
    verbose_name = _("Organization")

    def ready(self) -> None:
        from organization import acts, panels, sign_in_events, sweeps, waiting  # noqa: F401
        from organization.calendar_seed import seed_after_migrate

        acts.load()
        panels.load()
        waiting.load()
        sweeps.register("jobs", "organization.tasks.sweep_jobs", _("Run waiting jobs"))
        sweeps.register("mail", "organization.tasks.deliver_notices", _("Mail what waits"))
        post_migrate.connect(seed_after_migrate, sender=self)
