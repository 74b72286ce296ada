"""扫码签阅: a code to print or to show that leads everybody to the own signature."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Receipt
from campaigns.permissions import can_read_signatures
from campaigns.reach import reach
from campaigns.views.circulation import circulation_or_404
from organization import personal_links
from organization.access import demand
from organization.qr import qr_path


@require_safe
def circulation_code(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The code for a notice board. It names the document only: who signs is the account."""
    campaign = campaign_or_404(request, code)
    demand(can_read_signatures(request.user, campaign))
    found = circulation_or_404(request, campaign, pk)
    campaign.demand_running()
    size, dark = qr_path(f"{settings.SITE_URL}{reverse('own_receipt', args=[code, pk])}")
    context = {"circulation": found, "reach": reach(found), "size": size, "dark": dark}
    return render(request, "campaigns/circulation_code.html", context)


@require_safe
def own_receipt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Whoever scanned the code goes on to the own receipt; who is not asked is told so."""
    rows = Receipt.objects.filter(circulation__campaign__code=code, circulation=pk)
    own = rows.select_related("circulation__campaign").filter(person=request.user.pk).first()
    if own is None:
        raise personal_links.refuse(Receipt, "not_asked", request.user)
    return redirect(own)
