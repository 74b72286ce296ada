"""What the acts of this floor are called in the event log."""

from django.utils.translation import gettext_lazy as _

from organization import acts, particulars

acts.register(
    {
        "measure.planned": _("Measure planned"),
        "task.assigned": _("Task assigned"),
        "task.in_progress": _("Task taken up"),
        "task.submitted": _("Acceptance asked for"),
        "task.returned": _("Task sent back"),
        "task.closed": _("Task accepted and closed out"),
        "task.progress": _("Progress reported"),
        "campaign.ledger_exported": _("Ledger exported"),
    }
)
particulars.register({"percent": _("Done in percent"), "due_on": _("Deadline")})
