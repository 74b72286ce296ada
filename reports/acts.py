"""What the acts of this floor are called in the event log."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization import acts, particulars

acts.register(
    {
        "publication.in_review": _("Paper sent to be read"),
        "publication.draft": _("Paper taken back to the draft"),
        "publication.signed": _("Paper signed"),
        "publication.issued": _("Paper issued"),
        "publication.superseded": _("Paper superseded"),
        "publication.dropped": _("Draft of a periodical not issued"),
        "edition.changed": _("Draft of a periodical changed"),
        "periodicrule.set": _("Rule of a recurring paper set"),
        "periodicrule.ended": _("Rule of a recurring paper ended"),
        "publication.drafted": _("Paper drafted"),
        "publication.sent_up": _("Report sent up"),
        "dispatch.received": _("Receipt of the superior recorded"),
        "dispatch.returned": _("Report returned by the superior"),
        "publication.rewritten": _("Part of a paper rewritten"),
        "publication.generated_again": _("Rewriting taken back"),
        "publication.remarked": _("Remark on a draft"),
        "publication.remark_settled": _("Remark on a draft settled"),
        "campaign.charts_chosen": _("Charts of the report chosen"),
        "cosignature.asked": _("Co-signature asked for"),
        "cosignature.agreed": _("Paper co-signed"),
        "cosignature.objected": _("Objection to a paper"),
        "cosignature.answered": _("Objection to a paper answered"),
        "cosignature.withdrawn": _("Co-signature not asked for any more"),
        "cosignature.lapsed": _("Co-signature lapsed"),
        "publication.formed": _("Form of a paper chosen"),
        "letter.formed": _("Form of a letter chosen"),
        "housestyle.kept": _("Form of all papers kept"),
        "publication.rendered": _("Paper rendered"),
        "publication.downloaded": _("Paper downloaded"),
        "campaign.comparison_chosen": _("Earlier campaign to compare with chosen"),
        "publication.packed": _("Package for the superior made"),
        "publication.package_downloaded": _("Package for the superior downloaded"),
        "publication.package_deleted": _("Package for the superior deleted"),
        "campaign.archive_index_printed": _("Index of the file taken out as a file"),
        "letter.printed": _("Letter taken out as a file"),
        "task.printed": _("Close-out form taken out as a file"),
        "task.acceptance_form_printed": _("Blank acceptance form taken out as a file"),
        "extension.printed": _("Form of an extension taken out as a file"),
        "acceptance.printed": _("Acceptance form taken out as a file"),
        "campaign.ledger_printed": _("Ledger taken out as a paper"),
        "campaign.printed": _("List taken out as a file"),
        "evaluatorterm.printed": _("Letter of appointment taken out as a file"),
        "verification.printed": _("Verification record taken out as a file"),
    }
)
particulars.register(
    {
        "format": _("Format"),
        "block": _("Part"),
        "sent_to": _("Sent to"),
        "head": pgettext_lazy("of a paper", "head"),
        "label": _("label"),
        "deviations": _("deviations from the standard"),
    }
)
