"""服务承诺 of a campaign: what is late, how each promise is kept, a new promise."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from organization import clock
from organization.access import demand
from organization.form_pages import FormPage, carried_out, show
from rectification import commitment_rates, commitment_words
from rectification import commitments as register
from rectification.forms.commitment import CommitmentForm, FinishForm
from rectification.models import Commitment, CommitmentCase
from rectification.permissions import can_read_commitments

MOST = 30  # open matters on the page


def commitments_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for who oversees it and for heads and members of departments."""
    campaign = campaign_or_404(request, code)
    if not can_read_commitments(request.user, campaign):
        raise Http404
    return campaign


@require_safe
def commitment_list(request: HttpRequest, code: str) -> HttpResponse:
    """The open matters, the latest first, then every promise with its rate of the span."""
    campaign = commitments_or_404(request, code)
    today, now = clock.today(), clock.now()
    span = commitment_words.chosen_span(request.GET.get("span", ""), today)
    rows = promises(request, campaign)
    lines = commitment_rates.lines(rows, span.first_on, span.last_on)
    waits = CommitmentCase.objects.filter(commitment__in=rows, done_at=None).select_related(
        "commitment__department"
    )
    context = {
        "campaign": campaign,
        "span": span,
        "spans": commitment_words.spans(today),
        "lines": lines,
        "sums": _sums(lines),
        "waits": commitment_words.matters(commitment_rates.by_due(waits)[:MOST], now),
        "recorded": _recorded_by(request, rows),
        "finish_form": FinishForm(auto_id=False),
        "may_publish": can_set_up(request.user, campaign) and campaign.is_running,
    }
    return render(request, "rectification/commitments.html", context)


def promises(request: HttpRequest, campaign: Campaign) -> list[Commitment]:
    """The promises that exist for the person, those that were withdrawn last."""
    rows = Commitment.objects.visible_to(request.user).filter(campaign=campaign)
    found = rows.select_related("department", "campaign")
    return list(found.order_by("retired_on", "published_on", "pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def publish_commitment(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a promise that was published."""
    campaign = commitments_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    campaign.demand_running()
    form = CommitmentForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        told = dict(form.cleaned_data)
        first = (campaign, told.pop("kind"), told.pop("department"))
        if carried_out(form, lambda: register.publish(*first, by=request.user, **told)):
            messages.success(request, _("The commitment stands in the register."))
            return redirect("commitments", code)
    page = FormPage(
        act="publish_commitment",
        title=_("Enter a commitment"),
        submit=_("Enter it"),
        back=reverse("commitments", args=[code]),
        back_word=_("Service commitments"),
        intro=_("The lead department then records every matter; the rate is computed."),
    )
    return show(request, form, page)


def _recorded_by(request: HttpRequest, rows: list[Commitment]) -> set[int]:
    """Of which promises the person may say that a matter is done."""
    return {
        one.pk for one in rows if one.campaign.is_running and register.can_record(request.user, one)
    }


def _sums(lines: list[commitment_rates.Line]) -> dict[str, int]:
    return {
        "late": sum(one.late for one in lines),
        "open": sum(one.open for one in lines),
        "on_time": sum(one.rate.on_time for one in lines),
        "total": sum(one.rate.total for one in lines),
        "fen": sum(one.fen for one in lines),
    }
