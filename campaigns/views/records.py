"""系统取数: the office answers the items that no department is asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import review as acts
from campaigns.access import campaign_or_404
from campaigns.forms.review import RecordsForm
from campaigns.models import Campaign, CheckItem
from campaigns.permissions import can_answer_from_records, can_oversee
from campaigns.records_page import RecordRow, facts, record_rows
from organization.access import demand


@require_safe
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Every item from records, with its answer and what the house knows itself."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only the office and inspectors read this."))
    return _show(request, campaign, record_rows(campaign))


@require_POST
def answer_from_records(request: HttpRequest, code: str, no: int) -> HttpResponse:
    """Answer one item, or correct its answer."""
    campaign = campaign_or_404(request, code)
    demand(can_answer_from_records(request.user, campaign), _("The office answers from records."))
    item = get_object_or_404(CheckItem, checklist__campaign=campaign, no=no, from_records=True)
    form = RecordsForm(request.POST, auto_id=ids_of(no))
    if not form.is_valid():
        rows = record_rows(campaign)
        row = next((row for row in rows if row.item.pk == item.pk), None)
        if row is None:
            raise Http404
        row.form = form
        return _show(request, campaign, rows, status=422)
    acts.answer_from_records(item, by=request.user, **form.cleaned_data)
    messages.success(request, _("Item %(no)d is answered from records.") % {"no": no})
    return redirect("records", code)


def _show(
    request: HttpRequest, campaign: Campaign, rows: list[RecordRow], status: int = 200
) -> HttpResponse:
    writes = can_answer_from_records(request.user, campaign) and campaign.has_open("analysis")
    for row in rows:
        if writes and row.form is None:
            known = row.recorded
            initial = {"result": known.result, "text": known.text} if known else None
            row.form = RecordsForm(auto_id=ids_of(row.item.no), initial=initial)
    context = {
        "rows": rows,
        "facts": facts(campaign),
        "writes": writes,
        "may": can_answer_from_records(request.user, campaign),
        "is_open": campaign.has_open("analysis"),
        "done": sum(row.recorded is not None for row in rows),
    }
    return render(request, "campaigns/records.html", context, status=status)


def ids_of(no: int) -> str:
    """One form an item on the same page: the names are the same, the ids are not."""
    return f"id_{no}_%s"
