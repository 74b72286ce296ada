"""穿越体验: the board with the list of tasks, and making tasks."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import walking
from findings.forms.walk import LISTS, GridForm, WalkFilterForm
from findings.models import WalkTask
from findings.permissions import can_plan_visits, can_read_walks
from findings.walk_board import board
from findings.word_lists import words_of
from organization.access import demand
from organization.models import record
from organization.registers import download, workbook

PAGE = 50


@require_safe
def walks(request: HttpRequest, code: str) -> HttpResponse:
    """Channel × stage with counts; below it the tasks, filtered by the address."""
    campaign = _readable(request, code)
    form = WalkFilterForm(request.GET, campaign=campaign)
    rows = form.narrow(_rows(campaign, request))
    words = words_of(campaign)
    context = {
        "tab": "walks",
        "form": form,
        "board": board(campaign, request.user),
        "stages": words["stage"],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "oversees": can_oversee(request.user, campaign),
        "may_plan": can_plan_visits(request.user, campaign) and campaign.is_running,
    }
    return render(request, "findings/walks.html", context)


@require_safe
def walks_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same tasks as a worksheet."""
    campaign = _readable(request, code)
    rows = WalkFilterForm(request.GET, campaign=campaign).narrow(_rows(campaign, request))
    title = _("Walk-through tasks")
    columns = [
        *(_("number"), _("whose process"), _("competitor"), _("channel"), _("stage")),
        *(_("product"), _("process that is walked"), _("team"), _("walk until"), _("Status")),
        *(_("walked on"), _("steps tried"), _("obstacles"), _("Proposals")),
    ]
    contents = workbook(title, columns, _lines(rows))
    record("campaign.walks_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_walks(request: HttpRequest, code: str) -> HttpResponse:
    """Tasks out of a grid; what is there already is not made again."""
    campaign = campaign_or_404(request, code)
    demand(can_plan_visits(request.user, campaign))
    form = GridForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        number = walking.plan_walks(campaign, form.cells(), by=request.user)
        messages.success(request, _("%(n)d tasks are new.") % {"n": number})
        return redirect("walks", code)
    names = (*LISTS, "team")
    ready = all(form.fields[name].queryset.exists() for name in names)
    context = {"tab": "walks", "form": form, "ready": ready}
    status = 422 if form.is_bound else 200
    return render(request, "findings/plan_walks.html", context, status=status)


def _readable(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_read_walks(request.user, campaign))
    return campaign


def _rows(campaign: Campaign, request: HttpRequest) -> QuerySet[WalkTask]:
    rows = WalkTask.objects.visible_to(request.user).filter(campaign=campaign)
    rows = rows.select_related("campaign", "channel", "stage", "product", "team")
    return rows.annotate(proposals_total=Count("proposals")).order_by("number")


def _lines(rows: QuerySet[WalkTask]) -> Iterator[list]:
    for row in rows.iterator(chunk_size=500):
        yield [
            *(row.number, row.get_kind_display(), row.competitor, row.channel.name),
            *(row.stage.name, row.product.name, row.process, row.team.name, row.due_on),
            *(row.get_status_display(), row.walked_on, row.steps, row.obstacles),
            row.proposals_total,
        ]
