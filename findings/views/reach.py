"""知悉范围: the office and the chair say how far a finding goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from findings.access import finding_or_404
from findings.confidentiality import limit, reach_of
from findings.forms import ReachForm
from findings.models import Finding
from findings.permissions import can_limit
from findings.views.form_page import form_page
from organization.access import demand
from organization.form_pages import refusals_in


@require_http_methods(["GET", "HEAD", "POST"])
def finding_reach(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who may see the finding at all."""
    row = finding_or_404(request, code, number)
    demand(can_limit(request.user, row.campaign))
    initial = {"reach": reach_of(row), "readers": row.readers.all()}
    form = ReachForm(request.POST or None, finding=row, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            limit(row, form.cleaned_data["reach"], form.cleaned_data["readers"], by=request.user)
    if not form.is_bound or form.errors:
        return form_page(
            request,
            row,
            form,
            act="finding_reach",
            action=reverse("finding_reach", args=[code, number]),
            title=_("Who may see finding %(number)d") % {"number": row.number},
            submit=_("Save"),
            intro=_("Whoever may not see it meets it in no list, count, export or search."),
        )
    if Finding.objects.visible_to(request.user).filter(pk=row.pk).exists():
        words = _("Saved: who may see finding %(number)d.")
        messages.success(request, words % {"number": row.number})
        return redirect(row)
    words = _("Saved. You are not among those who may see finding %(number)d any more.")
    messages.warning(request, words % {"number": row.number})
    return redirect("findings", row.campaign.code)
