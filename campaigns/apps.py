from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """What is asked: campaigns, basis, phases, checklists, self-checks, review."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        # Receivers of questions and news; loaders of what waits for a person.
        from campaigns import (  # noqa: F401
            activity_gate,
            audience,
            calendar_shifts,
            gates,
            hints,
            inviting,
            rosters,
            waiting_activities,
            waiting_inspections,
            waiting_meetings,
            waiting_personal,
            waiting_scans,
            waiting_talk,
            waiting_verification,
        )
        from campaigns.evidence import PREVIEW
        from campaigns.previews import draw
        from organization import jobs, sweeps

        jobs.register(PREVIEW, draw, _("Draw the pages of a file"))
        jobs.register(hints.HINTS, hints.work, _("Find hints for the review"))
        for name, label in (
            ("inspections", _("Open the inspections of new periods")),
            ("evidence", _("Remove files nobody uses")),
        ):
            sweeps.register(name, f"campaigns.tasks.sweep_{name}", label)
        sweeps.register("verified_files", "campaigns.tasks.verify_evidence", _("Verify kept files"))
