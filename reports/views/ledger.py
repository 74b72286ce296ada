"""整改台账 on wide paper, as PDF and Word."""

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.permissions import can_oversee
from organization import clock
from organization.models import record
from organization.registers import download
from rectification import punctuality, register
from rectification.access import ledger_or_404
from rectification.ledger_query import Wish, visible_tasks
from reports.papers import ledger as paper
from reports.rendering import RENDERERS, file_name
from reports.views.papers import TYPES

LONGEST = 2000  # rows; a longer ledger is filtered first


@require_safe
def ledger_paper(request: HttpRequest, code: str, format_: str) -> HttpResponse:
    """The tasks that the address means, in its order, in the columns of the trade."""
    campaign = ledger_or_404(request, code)
    if format_ not in RENDERERS:
        raise Http404
    today, oversees = clock.today(), can_oversee(request.user, campaign)
    wish = Wish.of(request.GET)
    own = visible_tasks(campaign, request.user)
    shown = wish.lit(wish.narrow(own, oversees=oversees), today)
    if shown.count() > LONGEST:
        raise BadRequest(_("The ledger is too long for one paper: filter it first."))
    parts = (leg.ordered() for leg in wish.legs(shown))
    rows = register.rows(*parts, today=today, oversees=oversees)
    document = paper.write(campaign, rows, today, punctuality.count(shown, today))
    contents = RENDERERS[format_](document)
    with transaction.atomic():
        record("campaign.ledger_printed", campaign, by=request.user, format=format_)
    return download(contents, f"{file_name(document.title)}.{format_}", TYPES[format_])
