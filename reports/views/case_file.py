"""卷内文件目录 of a campaign."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.access import campaign_or_404
from campaigns.permissions import can_oversee
from organization.access import demand
from reports.case_file import filed_of
from reports.papers import archive_index
from reports.views.sheets import Found, Sheet


def indexed(request: HttpRequest, code: str) -> Found:
    """What lies in the file of the campaign."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only those who oversee the campaign see this."))
    document = archive_index.write(campaign, filed_of(campaign, request.user))
    return Found(campaign, document, reverse("papers", args=[code]))


INDEX = Sheet(
    "archive_index",
    "campaigns/<slug:code>/archive-index/",
    gettext_lazy("Index of the file"),
    indexed,
    "campaign.archive_index_printed",
)
