"""明查暗访: the register of visits, and planning them."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import visiting
from findings.forms.visit import VisitFilterForm
from findings.forms.visit_setup import VisitPlanForm
from findings.models import SiteVisit, VisitPlan, VisitPoint
from findings.permissions import can_plan_visits
from organization import clock
from organization.access import demand
from organization.models import record
from organization.registers import download, workbook

PAGE = 50
ORDER = ("plan__starts_on", "plan", "site__department__order", "site__name", "pk")


@require_safe
def site_visits(request: HttpRequest, code: str) -> HttpResponse:
    """Every visit, filtered by the address; above them the plans with what is done of each."""
    campaign = _overseen(request, code)
    form = VisitFilterForm(request.GET, campaign=campaign)
    rows = form.narrow(_rows(campaign, request))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "visits",
        "form": form,
        "page": page,
        "plans": _plans(campaign),
        "may_plan": can_plan_visits(request.user, campaign) and campaign.is_running,
    }
    return render(request, "findings/site_visits.html", context)


@require_safe
def visits_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same visits as a worksheet, one row a point."""
    campaign = _overseen(request, code)
    rows = VisitFilterForm(request.GET, campaign=campaign).narrow(_rows(campaign, request))
    marks = VisitPoint.objects.select_related("point__fault_class")
    visits = rows.prefetch_related(Prefetch("points", marks))
    title = _("Visits to sites")
    columns = [
        *(_("plan of visits"), _("Site"), _("kind"), _("district"), _("looked after by")),
        *(_("visited on"), _("Status"), _("class of fault"), _("what is looked at")),
        *(_("Points"), _("points at most"), _("faulty"), _("what exactly was seen")),
    ]
    contents = workbook(title, columns, _lines(visits))
    record("campaign.visits_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_visits(request: HttpRequest, code: str) -> HttpResponse:
    """Sites, visitors, script and days: one visit for each site."""
    campaign = campaign_or_404(request, code)
    demand(can_plan_visits(request.user, campaign))
    form = VisitPlanForm(
        request.POST or None, campaign=campaign, initial={"starts_on": clock.today()}
    )
    if form.is_valid():
        fields = dict(form.cleaned_data)
        del fields["sites"], fields["visitors"]
        plan = visiting.plan_visits(campaign, form.assignments(), by=request.user, **fields)
        number = plan.visits.count()
        messages.success(request, _("%(n)d visits are planned.") % {"n": number})
        return redirect("site_visits", code)
    context = {"tab": "visits", "form": form, "ready": _ready(form)}
    status = 422 if form.is_bound else 200
    return render(request, "findings/plan_visits.html", context, status=status)


def _ready(form: VisitPlanForm) -> bool:
    """Is there a script, a visitor and a site to choose?"""
    return all(form.fields[name].queryset.exists() for name in ("script", "visitors", "sites"))


def _overseen(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    return campaign


def _rows(campaign: Campaign, request: HttpRequest) -> QuerySet[SiteVisit]:
    visible = SiteVisit.objects.visible_to(request.user).filter(plan__campaign=campaign)
    return (
        visible.select_related("plan__campaign", "site__department", "visitor__department")
        .annotate(faults=Count("points", filter=Q(points__faulty=True), distinct=True))
        .order_by(*ORDER)
    )


def _plans(campaign: Campaign) -> QuerySet[VisitPlan]:
    status = SiteVisit.Status
    standing = ~Q(visits__status=status.CANCELLED)
    return (
        VisitPlan.objects.filter(campaign=campaign)
        .select_related("script")
        .annotate(
            visits_total=Count("visits", filter=standing),
            visits_done=Count("visits", filter=Q(visits__status=status.ACCEPTED)),
        )
    )


def _lines(visits: QuerySet[SiteVisit]) -> Iterator[list]:
    yes, no = _("yes"), _("no")
    for visit in visits:
        site = visit.site
        place = [visit.plan.title, site.name, site.get_kind_display(), site.district]
        head = [*place, site.department.name, visit.visited_on, visit.get_status_display()]
        for mark in visit.points.all() or [None]:
            if mark is None:
                yield [*head, *[None] * 6]
                continue
            point = mark.point
            what = [point.fault_class.name, point.text, mark.score, point.most]
            yield [*head, *what, yes if mark.faulty else no, mark.words]
