"""One promise: its matters with their clocks, totals, what was paid; its withdrawal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.permissions import can_set_up
from organization import clock
from organization.access import demand
from organization.form_pages import FormPage, carried_out, show
from organization.timeline import timeline
from rectification import commitment_rates, commitment_words, commitments
from rectification.forms.commitment import (
    FinishForm,
    MatterForm,
    RemedyForm,
    RetireForm,
    TotalForm,
)
from rectification.models import Commitment
from rectification.views.commitments import commitments_or_404

ON_A_PAGE = 50


@require_safe
def commitment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How the promise is kept."""
    return _page(request, commitment_or_404(request, code, pk))


@require_POST
def accept_matter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A matter was accepted: its time runs."""
    row = _to_record(request, code, pk)
    form = MatterForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        if carried_out(form, lambda: commitments.accept(row, by=request.user, **told)):
            messages.success(request, _("The matter was recorded; its time runs."))
            return redirect(row)
    return _page(request, row, form)


@require_http_methods(["GET", "HEAD", "POST"])
def finish_matter(request: HttpRequest, code: str, pk: int, case: int) -> HttpResponse:
    """A matter was done, now or at another time."""
    row = _to_record(request, code, pk)
    matter = get_object_or_404(row.cases.select_related("commitment__campaign"), pk=case)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form,
        lambda: commitments.finish(matter, at=form.cleaned_data["at"], by=request.user),
    ):
        late = matter.is_late(clock.now())
        messages.success(request, _("Done, but late.") if late else _("Done in time."))
        return redirect(row)
    title = _("%(matter)s is done") % {"matter": matter.name}
    return show(
        request, form, _form_page(row, "finish_matter", title, pgettext("a matter", "Finish"))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enter_total(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The totals of a period."""
    row = _to_record(request, code, pk)
    form = TotalForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        if carried_out(form, lambda: commitments.add_total(row, by=request.user, **told)):
            messages.success(request, _("The totals count in the rate."))
            return redirect(row)
    page = _form_page(
        row,
        "enter_total",
        _("Enter the totals of a period"),
        _("Enter it"),
        _("For days of which no single matter is recorded: nothing counts twice."),
    )
    return show(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def pay_remedy(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was paid on a day."""
    row = _to_record(request, code, pk)
    form = RemedyForm(request.POST or None, campaign=row.campaign, person=request.user)
    if form.is_valid() and carried_out(
        form, lambda: commitments.remedy(row, by=request.user, **form.told())
    ):
        messages.success(request, _("What was paid stands in the register."))
        return redirect(row)
    return show(request, form, _form_page(row, "pay_remedy", _("Record a payment"), _("Enter it")))


@require_http_methods(["GET", "HEAD", "POST"])
def retire_commitment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Withdraw the promise from today on."""
    row = commitment_or_404(request, code, pk)
    demand(can_set_up(request.user, row.campaign))
    row.campaign.demand_running()
    form = RetireForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, lambda: commitments.retire(row, reason, by=request.user)):
            messages.success(request, _("The commitment was withdrawn; what was recorded stays."))
            return redirect(row)
    page = _form_page(
        row,
        "retire_commitment",
        _("Withdraw the commitment"),
        _("Withdraw the commitment"),
        _("No further matter is accepted under it; what was accepted can still be done."),
    )
    return show(request, form, page)


def commitment_or_404(request: HttpRequest, code: str, pk: int) -> Commitment:
    """The promise if it exists for the person."""
    campaign = commitments_or_404(request, code)
    rows = Commitment.objects.visible_to(request.user).select_related("department", "by")
    row = get_object_or_404(rows, campaign=campaign, pk=pk)
    row.campaign = campaign
    return row


def _to_record(request: HttpRequest, code: str, pk: int) -> Commitment:
    row = commitment_or_404(request, code, pk)
    demand(commitments.can_record(request.user, row))
    row.campaign.demand_running()
    return row


def _form_page(row: Commitment, act: str, title: str, submit: str, intro: str = "") -> FormPage:
    return FormPage(act, title, submit, row.get_absolute_url(), row.title, intro)


def _page(request: HttpRequest, row: Commitment, form: MatterForm | None = None) -> HttpResponse:
    today, now = clock.today(), clock.now()
    span = commitment_words.chosen_span(request.GET.get("span", ""), today)
    runs = row.campaign.is_running
    cases = row.cases.select_related("commitment")
    done = cases.exclude(done_at=None).order_by("-done_at", "-pk")
    page = Paginator(done, ON_A_PAGE).get_page(request.GET.get("page"))
    may_record = runs and commitments.can_record(request.user, row)
    context = {
        "campaign": row.campaign,
        "commitment": row,
        "span": span,
        "spans": commitment_words.spans(today),
        "line": commitment_rates.lines([row], span.first_on, span.last_on)[0],
        "waits": commitment_words.matters(commitment_rates.by_due(cases.filter(done_at=None)), now),
        "recorded": {row.pk} if may_record else set(),
        "finish_form": FinishForm(auto_id=False),
        "page": page,
        "done": commitment_words.matters(page.object_list, now),
        "totals": row.totals.order_by("-first_on"),
        "remedies": row.remedies.select_related("opinion").order_by("-paid_on", "-pk"),
        "may_record": may_record,
        "may_accept": may_record and row.limit is not None and row.retired_on is None,
        "may_retire": runs and row.retired_on is None and can_set_up(request.user, row.campaign),
        "form": form or MatterForm(initial={"at": clock.local(now)}),
        "entries": timeline(row, request.user, also=[*row.totals.all(), *row.remedies.all()]),
    }
    status = 422 if form else 200
    return render(request, "rectification/commitment.html", context, status=status)
