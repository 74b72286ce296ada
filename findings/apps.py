from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    """What came up: findings, their sources and suggestions."""

    name = "findings"
    verbose_name = _("Findings")

    def ready(self) -> None:
        from findings import (  # noqa: F401  receivers of phase_ending and closing; 待办; mails
            gates,
            survey_mailing,
            waiting_complaints,
            waiting_faults,
            waiting_opinions,
            waiting_said,
            waiting_surveys,
            waiting_visits,
        )
        from organization import sweeps

        task = "findings.tasks.sweep_surveys"
        sweeps.register("surveys", task, _("Close surveys whose last day is over"))
