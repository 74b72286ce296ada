"""Who has sent a nil return or a problem, who has sent neither, and urging these."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import nil_reports as returns
from campaigns import urging
from campaigns.access import campaign_or_404
from campaigns.models import NilReport, SelfCheck
from campaigns.permissions import can_oversee, can_set_up
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
    waiting = urging.silent(campaign) if not show else []
    calls = {row.sheet.pk: row for row in waiting}
    for sheet in page.object_list:
        sheet.call = calls.get(sheet.pk)
    context = {
        "call": urging.words(campaign, waiting) if waiting else "",
        "waiting": waiting,
        "urges": can_set_up(request.user, campaign) and campaign.is_running,
        "tally": tally,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "show": show if show in TABS else "",
        "page": page,
    }
    return render(request, "campaigns/nil_reports.html", context)


@require_POST
def urge_returns(request: HttpRequest, code: str) -> HttpResponse:
    """Remind whoever answers for a department that has sent nothing, once a person and day."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign), _("The office of the campaign urges."))
    n = urging.urge(campaign, by=request.user)
    if n:
        said = ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", n)
        messages.success(request, said % {"n": n})
    else:
        messages.info(request, _("Everybody was reminded today already; nobody is told twice."))
    return redirect("nil_reports", code)
