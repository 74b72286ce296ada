"""What an office asks for again and again, by the reason of the return: at most three each."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Return

PHRASES: dict[str, tuple[str | Promise, ...]] = {
    Return.Reason.SUPERFICIAL: (
        _("State what was sampled, how many, and what was found."),
        _("Do not write general words: answer the standard of this item point by point."),
        _("Check again on the spot and state who checked and when."),
    ),
    Return.Reason.NO_EVIDENCE: (
        _("Upload the document, register or photo that bears the conclusion out."),
        _("Give title, number and date of the document referred to."),
    ),
    Return.Reason.COPIED: (
        _("State the situation of your own department; do not copy other departments."),
        _("State what was done this time; do not copy last time's answer."),
    ),
    Return.Reason.CONTRADICTED: (
        _("The conclusion does not agree with the evidence: check and correct."),
        _("The numbers do not agree with the evidence: check and correct."),
    ),
    Return.Reason.SCOPE: (
        _("Cover all subordinate units and the whole period of the campaign."),
        _("Explain what the check did not cover and why."),
    ),
}
