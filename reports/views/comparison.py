"""与上次对比: the numbers of two campaigns beside each other, and which one is compared with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from organization import clock
from organization.access import demand
from reports import charting, comparing, publishing
from reports.compared import Compared, Row
from reports.document import Figure
from reports.figures import Figures
from reports.permissions import can_write_papers
from reports.views.papers import campaign_of


@require_safe
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    """Last time, this time, the change; each number leads to its records in its campaign."""
    campaign = campaign_of(request, code)
    publication = publishing.current(campaign, charting.REPORT)
    signed = publication.as_of if publication and publication.content else None
    figures = Figures(campaign, signed or clock.now())
    compared = Compared.of(figures)
    may_choose = (
        can_write_papers(request.user, campaign)
        and campaign.is_running
        and charting.is_draft(campaign)
    )

    def shown(rows: list[Row]) -> list[tuple[Row, str, str]]:
        return [(row, link(row.before), link(row.now)) for row in rows]

    def link(figure: Figure | None) -> str:
        opens = figure and comparing.may_open(figures, figure.name, request.user)
        return figure.url if figure and opens else ""

    context = {
        "campaign": campaign,
        "compared": compared,
        "may_choose": may_choose,
        "choices": comparing.choices(campaign, request.user) if may_choose else (),
        "tables": [
            (
                pgettext("compared", "The whole campaign"),
                pgettext("compared", "Figure"),
                shown([*compared.measures()]),
            ),
            (_("Findings by aspect"), _("Aspect"), shown([*compared.aspects()])),
            (_("Findings by department"), _("Department"), shown([*compared.departments()])),
        ]
        if compared
        else [],
        "again": compared.items_again() if compared else [],
    }
    return render(request, "reports/comparison.html", context)


@require_POST
def choose_comparison(request: HttpRequest, code: str) -> HttpResponse:
    """`earlier` is the code of the campaign, "" for none."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    chosen = request.POST.get("earlier", "")
    earlier = None
    if chosen:
        earlier = get_object_or_404(Campaign.objects.visible_to(request.user), code=chosen)
    comparing.choose(campaign, earlier, by=request.user)
    said = _("The report is compared with it.") if earlier else _("The report compares nothing.")
    messages.success(request, said)
    return redirect("comparison", code)
