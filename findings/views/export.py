"""问题清单 as a worksheet."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from findings import register
from findings.models import Finding
from organization.models import record
from organization.registers import download, workbook


@require_safe
def findings_export(request: HttpRequest, code: str) -> HttpResponse:
    """The findings that exist for the person, merged and dismissed ones left out."""
    campaign = campaign_or_404(request, code)
    findings = (
        Finding.objects.visible_to(request.user)
        .filter(campaign=campaign, named_only=False)  # what only named people see is sent nowhere
        .exclude(status__in=Finding.Status.void)
    )
    title = _("List of findings")
    contents = workbook(title, register.columns(), register.rows(findings))
    record("campaign.findings_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")
