from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """How it is put right: measures, tasks, acceptance, reminders."""

    name = "rectification"
    verbose_name = _("Rectification")

    def ready(self) -> None:
        from organization import sweeps

        # Receivers of questions.
        from rectification import (  # noqa: F401
            calendar_shifts,
            reminders,
            waiting_commitments,
            waiting_letters,
            waiting_proposals,
            waiting_steps,
        )

        task = "rectification.tasks.sweep_reminders"
        sweeps.register("reminders", task, _("Remind of what is due"))
