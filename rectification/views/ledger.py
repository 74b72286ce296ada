"""整改台账: every task with its light, the most urgent first."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings.models import Aspect, Finding
from organization import clock
from organization.models import Department, record
from organization.registers import download, workbook
from rectification import lights, register
from rectification.access import ledger_or_404
from rectification.models import Task

ON_A_PAGE = 50


@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """The tasks that exist for the person, filtered by light, department, track, aspect."""
    campaign = ledger_or_404(request, code)
    today = clock.today()
    own = Task.objects.visible_to(request.user).filter(campaign=campaign)
    filtered = _filtered(own, request)
    counts = lights.tally(filtered, today)
    light = request.GET.get("light", "")
    shown = lights.by_urgency(_on_shelf(filtered, light, today))
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "rows": _with_lights(page, today),
        "tiles": lights.tiles(counts),
        "counts": counts,
        "light": light if light in lights.SHELVES else "",
        "finding_count": filtered.values("measure__finding").distinct().count(),
        "today": today,
        "oversees": can_oversee(request.user, campaign),
        **_choices(own, campaign, request),
    }
    return render(request, "rectification/ledger.html", context)


@require_safe
def ledger_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same tasks as a worksheet, in the column order of the trade."""
    campaign = ledger_or_404(request, code)
    today = clock.today()
    tasks = Task.objects.visible_to(request.user).filter(campaign=campaign)
    shown = _on_shelf(_filtered(tasks, request), request.GET.get("light", ""), today)
    oversees = can_oversee(request.user, campaign)
    rows = register.rows(lights.by_urgency(shown), today, oversees=oversees)
    title = _("Rectification ledger")
    contents = workbook(title, register.columns(), rows)
    record("campaign.ledger_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def _on_shelf(tasks: QuerySet[Task], light: str, today) -> QuerySet[Task]:
    return tasks.filter(lights.shelf(light, today)) if light in lights.SHELVES else tasks


def _filtered(tasks: QuerySet[Task], request: HttpRequest) -> QuerySet[Task]:
    """By lead department, track and aspect; an unknown value filters nothing."""
    department, track = request.GET.get("department", ""), request.GET.get("track", "")
    aspect = request.GET.get("aspect", "")
    if department:
        tasks = tasks.filter(department__code=department)
    if track in Finding.Track.values:
        tasks = tasks.filter(measure__finding__track=track)
    if aspect.isdecimal():
        tasks = tasks.filter(measure__finding__aspect=int(aspect))
    return tasks


def _with_lights(page, today) -> list[Task]:
    rows = list(
        page.object_list.select_related("measure__finding", "department").prefetch_related(
            "supports"
        )
    )
    for row in rows:
        vars(row).update(shown_light=row.light(today), shown_note=lights.note(row, today))
    return rows


def _choices(own: QuerySet[Task], campaign: Campaign, request: HttpRequest) -> dict:
    """What the filters offer: only what occurs among the person's tasks."""
    return {
        "departments": Department.objects.filter(pk__in=own.order_by().values("department")),
        "tracks": Finding.Track.choices,
        "aspects": Aspect.objects.filter(pk__in=own.order_by().values("measure__finding__aspect")),
        "chosen": {name: request.GET.get(name, "") for name in ("department", "track", "aspect")},
        "is_filtered": any(request.GET.get(n) for n in ("department", "track", "aspect")),
    }
