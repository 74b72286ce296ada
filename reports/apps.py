from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What we say about it: figures, papers, publications."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from organization import jobs, refusals, sweeps
        from reports import (  # noqa: F401  receivers, lines of records
            appraisal_records,
            gates,
            guarding,
            outside_records,
            rectifying_records,
        )
        from reports.models.standing import REFUSED
        from reports.packages import KIND, make
        from reports.rendering import render_publication

        jobs.register("paper", render_publication, _("Make the files of a paper"))
        jobs.register(KIND, make, _("Make the package for the superior"))
        task = "reports.tasks.sweep_periodicals"
        sweeps.register("periodicals", task, _("Draft bulletins and briefs that are due"))
        pre_migrate.connect(guarding.remove_before_migrating, sender=self)
        post_migrate.connect(guarding.install_after_migrating, sender=self)
        refusals.register(guarding.REFUSED, REFUSED)
