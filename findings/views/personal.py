"""A problem of a personal sheet becomes a finding, through whoever reads the sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.models import PersonalAnswer
from campaigns.permissions import can_review_personal
from findings import consolidation
from findings.forms import PersonalSourceForm
from findings.models import Finding
from organization.access import demand


@require_POST
def report_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A new finding out of the answer, or one more source of the chosen one."""
    readable = PersonalAnswer.objects.visible_to(request.user).select_related(
        "item", "sheet__department", "sheet__level__campaign"
    )
    answer = get_object_or_404(readable, pk=pk, sheet__level__campaign__code=code)
    demand(can_review_personal(request.user, answer.sheet), _("Nobody reviews the own sheet."))
    campaign = request.campaign = answer.sheet.level.campaign
    form = PersonalSourceForm(request.POST, campaign=campaign, person=request.user)
    finding = form.cleaned_data["finding"] if form.is_valid() else None
    if finding is None:
        finding = consolidation.report_finding(campaign, [answer], by=request.user)
    else:
        consolidation.add_source(finding, answer, by=request.user)
    said = _("Finding %(number)d has this answer as a source.") % {"number": finding.number}
    messages.success(request, said)
    exists = Finding.objects.visible_to(request.user).filter(pk=finding.pk).exists()
    return redirect(finding if exists else answer)
