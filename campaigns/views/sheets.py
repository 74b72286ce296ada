"""The sheets of a campaign: a head goes straight to the own one, overseers see them all."""

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaigns.access import campaign_or_404
from campaigns.models import SelfCheck
from campaigns.permissions import can_oversee

PAGE = 100


def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """The departments with status, progress and light; one sheet only is opened at once."""
    campaign = campaign_or_404(request, code)
    mine = SelfCheck.objects.visible_to(request.user).filter(campaign=campaign)
    page = Paginator(mine.select_related("campaign", "department"), PAGE).get_page(
        request.GET.get("page")
    )
    sheets = list(page.object_list)
    oversees = can_oversee(request.user, campaign)
    if page.paginator.count == 1 and not oversees:
        return redirect(sheets[0])
    context = {
        "sheets": sheets,
        "page": page,
        "oversees": oversees,
        **mine.aggregate(answered=Sum("answered"), total=Sum("total")),
    }
    return render(request, "campaigns/sheets.html", context)
