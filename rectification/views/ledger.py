"""整改台账: every task with its light, filtered, in the chosen order, page by page."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_read_lists
from findings.models import Finding, FindingSource
from organization import clock, keyset
from organization.models import record
from organization.registers import download, workbook
from rectification import ledger_offers, lights, register
from rectification.access import ledger_or_404
from rectification.forms.ledger_view import LedgerViewForm
from rectification.ledger_query import ELSEWHERE, SORTS, Wish, visible_tasks
from rectification.models import LedgerView, Task
from rectification.permissions import can_plan

ON_A_PAGE = 50
MOST_COUNTED = 5000  # tasks; of more, their findings are not counted on every page


@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """The tasks that exist for the person; filters, order and place are in the address."""
    campaign = ledger_or_404(request, code)
    today, wish = clock.today(), Wish.of(request.GET)
    own = visible_tasks(campaign, request.user)
    oversees = can_oversee(request.user, campaign)
    filtered = wish.narrow(own, oversees=oversees)
    counts = lights.tally(filtered, today)
    counted = filtered if counts["all"] <= MOST_COUNTED else None
    offers = ledger_offers.read(campaign, request.user, own, counted)
    if not request.GET and (view := offers.opening(request.user)):
        return redirect(view.address)
    shown = _for_a_line(wish.lit(filtered, today))
    page = keyset.stretch_of(wish.legs(shown, counts), request.GET.get("after"), ON_A_PAGE)
    context = {
        "campaign": campaign,
        "page": page,
        "rows": _with_lights(page.rows, today),
        "tiles": lights.tiles(counts),
        "counts": counts,
        "wish": wish,
        "finding_count": offers.finding_count,
        "uncounted": offers.uncounted,
        "today": today,
        "oversees": oversees,
        "may_plan": can_plan(request.user, campaign) and campaign.is_running,
        "may_see_lists": can_read_lists(request.user, campaign),
        **_choices(offers),
        **_views(request, campaign, offers.views),
    }
    return render(request, "rectification/ledger.html", context)


@require_safe
def ledger_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same tasks as a worksheet, in the column order of the trade."""
    campaign = ledger_or_404(request, code)
    today, wish = clock.today(), Wish.of(request.GET)
    oversees = can_oversee(request.user, campaign)
    own = visible_tasks(campaign, request.user)
    shown = wish.lit(wish.narrow(own, oversees=oversees), today)
    parts = (leg.ordered() for leg in wish.legs(shown))
    rows = register.rows(*parts, today=today, oversees=oversees)
    title = _("Rectification ledger")
    contents = workbook(title, register.columns(), rows)
    record("campaign.ledger_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def _for_a_line(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("measure__finding", "department", "responsible").prefetch_related(
        "supports"
    )


def _with_lights(rows: list[Task], today) -> list[Task]:
    for row in rows:
        vars(row).update(shown_light=row.light(today), shown_note=lights.note(row, today))
    return rows


def _views(request: HttpRequest, campaign: Campaign, views: list[LedgerView]) -> dict:
    """The views that the person may open, and those that may be taken away."""
    current = next((view for view in views if str(view.pk) == request.GET.get("view")), None)
    mine = current and (current.owner_id == request.user.pk or can_plan(request.user, campaign))
    may_share = can_plan(request.user, campaign)
    form = LedgerViewForm(may_share=may_share, initial={"name": current.name if current else ""})
    return {"views": views, "view": current, "may_forget": mine, "view_form": form}


def _choices(offers: ledger_offers.Offers) -> dict:
    """What the filters offer: only what occurs among the person's tasks."""
    return {
        "departments": offers.departments,
        "aspects": offers.aspects,
        "tracks": Finding.Track.choices,
        "statuses": Task.Status.choices,
        "ways": [*FindingSource.FoundBy.choices, (ELSEWHERE, _("Found in another way"))],
        "sorts": SORTS.items(),
    }
