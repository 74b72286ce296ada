from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What we say about it: figures, papers, publications."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from organization import jobs, sweeps
        from reports import (  # noqa: F401  receivers, lines of records
            appraisal_records,
            gates,
            outside_records,
            rectifying_records,
        )
        from reports.packages import KIND, make
        from reports.rendering import render_publication

        jobs.register("paper", render_publication, _("Make the files of a paper"))
        jobs.register(KIND, make, _("Make the package for the superior"))
        task = "reports.tasks.sweep_periodicals"
        sweeps.register("periodicals", task, _("Draft bulletins and briefs that are due"))
