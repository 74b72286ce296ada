"""What the acts of this floor are called in the event log."""

from django.utils.translation import gettext_lazy as _

from organization import acts, particulars

acts.register(
    {
        "finding.reported": _("Finding reported"),
        "finding.confirmed": _("Finding confirmed"),
        "finding.rectifying": _("Finding handed to rectification"),
        "finding.closed": _("Finding closed out"),
        "finding.merged": _("Finding merged"),
        "finding.dismissed": _("Finding dismissed"),
        "finding.source_added": _("Source added to a finding"),
        "finding.changed": _("Finding changed"),
        "aspect.named": _("Aspect named"),
        "suggestion.made": _("Suggestion made"),
        "campaign.findings_exported": _("Findings exported"),
    }
)
particulars.register(
    {
        "sources": _("Number of sources"),
        "source": _("Source"),
        "into": _("Merged into finding"),
    }
)
