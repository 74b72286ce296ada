"""Who has sent a nil return or a problem, and who has sent neither."""

from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns import nil_reports as returns
from campaigns.access import campaign_or_404
from campaigns.models import NilReport, SelfCheck
from campaigns.permissions import can_oversee
from organization.access import demand

PAGE = 100
TABS = {
    "": gettext_lazy("Not sent"),
    "nil": gettext_lazy("Nil returns"),
    "problems": gettext_lazy("Problems reported"),
}


@require_safe
def nil_reports(request: HttpRequest, code: str) -> HttpResponse:
    """应报 n, 已报 m, and by name who has not sent one."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only those who oversee the campaign see this."))
    every = SelfCheck.objects.filter(campaign=campaign)
    tally = returns.count(every)
    show = request.GET.get("show", "")
    signed = NilReport.objects.filter(round=F("selfcheck__round"))
    rows = returns.shown(every, show).select_related("department")
    page = Paginator(
        rows.prefetch_related(Prefetch("nil_reports", signed, to_attr="signed")), PAGE
    ).get_page(request.GET.get("page"))
    counts = {"": tally.missing, "nil": tally.nil, "problems": tally.problems}
    context = {
        "tally": tally,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "show": show if show in TABS else "",
        "page": page,
    }
    return render(request, "campaigns/nil_reports.html", context)
