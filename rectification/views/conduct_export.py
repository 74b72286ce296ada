"""承诺台账、红黄牌台账 as worksheets: what the page shows, by its filters."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from organization import clock
from organization.models import record
from organization.registers import register
from rectification import card_register, commitment_rates, commitment_words, conduct_export
from rectification.access import cards_or_404
from rectification.views.cards import chosen_cards
from rectification.views.commitments import commitments_or_404, promises


@require_safe
def commitments_export(request: HttpRequest, code: str) -> HttpResponse:
    """The promises that exist for the person with their figures of the span of the address."""
    campaign = commitments_or_404(request, code)
    span = commitment_words.chosen_span(request.GET.get("span", ""), clock.today())
    rows = promises(request, campaign)
    lines = commitment_rates.lines(rows, span.first_on, span.last_on)
    title = pgettext("register", "Register of commitments")
    answer = register(
        campaign.title,
        title,
        conduct_export.commitment_columns(),
        conduct_export.commitment_rows(lines),
    )
    record("campaign.commitments_exported", campaign, by=request.user)
    return answer


@require_safe
def cards_export(request: HttpRequest, code: str) -> HttpResponse:
    """The cards that exist for the person."""
    campaign = cards_or_404(request, code)
    rows = card_register.shown(chosen_cards(request, campaign), clock.today())
    title = pgettext("register", "Register of cards")
    answer = register(
        campaign.title, title, conduct_export.card_columns(), conduct_export.card_rows(rows)
    )
    record("campaign.cards_exported", campaign, by=request.user)
    return answer
