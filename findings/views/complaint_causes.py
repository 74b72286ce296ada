"""投诉统计: the causes a campaign asks for, and causes that are put forward for a finding."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from findings import complaints
from findings.access import surveying_or_404
from findings.forms.complaint import ComplaintRulesForm
from findings.models import ComplaintCount, ComplaintRules
from findings.permissions import can_consolidate
from findings.views.findings import tabs
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Level, causes, how often figures are expected."""
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    rules = ComplaintRules.of(campaign)
    if rules.pk is None:
        rules.causes = "\n".join(complaints.offered(campaign))
    form = ComplaintRulesForm(request.POST or None, instance=rules)
    if form.is_valid():
        ComplaintRules.of(campaign).change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The settings were saved."))
        return redirect("complaints", code)
    context = {"tab": "complaints", "form": form, **tabs(campaign, request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "findings/complaint_rules.html", context, status=status)


@require_POST
def put_complaints_forward(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A cause waits to be consolidated."""
    count = _own_count(request, code, pk)
    complaints.put_forward(count, by=request.user)
    messages.success(request, _("“%(cause)s” waits to be consolidated.") % {"cause": count.cause})
    return redirect(count)


@require_POST
def take_complaints_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It waits no longer."""
    count = _own_count(request, code, pk)
    complaints.take_back(count, by=request.user)
    messages.success(request, _("“%(cause)s” waits no longer.") % {"cause": count.cause})
    return redirect(count)


def _own_count(request: HttpRequest, code: str, pk: int) -> ComplaintCount:
    campaign = surveying_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    rows = ComplaintCount.objects.select_related("period__campaign")
    return get_object_or_404(rows, period__campaign=campaign, pk=pk)
