"""The records behind a figure: exactly the rows that were counted."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from organization import clock
from organization.access import demand
from reports import publishing
from reports.document import Figure
from reports.figures import Figures
from reports.kinds import FINAL, UPWARD
from reports.permissions import can_read_papers
from reports.records import line_of

ON_A_PAGE = 200
IN_A_DIALOG = 20


@require_safe
def figure(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """All records that a number in a paper was counted from; htmx: the first ones."""
    campaign = campaign_or_404(request, code)
    demand(can_read_papers(request.user, campaign))
    paper = request.GET.get("paper", FINAL)
    if paper not in UPWARD:
        raise Http404
    publication = publishing.current(campaign, paper)
    signed = publication if publication and publication.content else None
    figures = Figures(campaign, signed.as_of if signed else clock.now())
    try:
        if not figures.may_open(name, request.user):
            raise Http404
        made, rows, title = figures[name], figures.rows(name), figures.title(name)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    page = Paginator(rows, IN_A_DIALOG if request.htmx else ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    amount = figures.amount(name)
    return render(
        request,
        "reports/_figure.html" if request.htmx else "reports/figure.html",
        {
            "campaign": campaign,
            "paper": paper,
            "figure": made,
            "printed": _printed(signed, name) if signed else None,
            "title": title,
            "page": page,
            "adds": amount is not None,
            "lines": [
                (line_of(row, figures.sources), amount(row) if amount else None) for row in page
            ],
        },
    )


def _printed(signed, name: str) -> Figure | None:
    """The number in the signed paper: the records may have moved on since."""
    document = publishing.thaw_document(signed.content)
    runs = (run for runs in document.all_runs() for run in runs)
    return next((r for r in runs if isinstance(r, Figure) and r.name == name), None)
