from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What we say about it: figures, papers, publications."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from organization import jobs
        from reports import gates  # noqa: F401  receiver of taking_back
        from reports.rendering import render_publication

        jobs.register("paper", render_publication, _("Make the files of a paper"))
