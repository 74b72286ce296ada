"""What the acts of this floor are called in the event log."""

from django.utils.translation import gettext_lazy as _

from organization import acts, particulars

acts.register(
    {
        "publication.in_review": _("Paper sent to be read"),
        "publication.draft": _("Paper taken back to the draft"),
        "publication.signed": _("Paper signed"),
        "publication.issued": _("Paper issued"),
        "publication.superseded": _("Paper superseded"),
        "publication.drafted": _("Paper drafted"),
        "publication.rendered": _("Paper rendered"),
        "publication.downloaded": _("Paper downloaded"),
        "verification.printed": _("Verification record taken out as a file"),
    }
)
particulars.register({"format": _("Format")})
