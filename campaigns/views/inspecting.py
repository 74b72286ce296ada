"""监督检查: the plans with their periods, one inspection with its visits."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import inspecting
from campaigns.access import campaign_or_404
from campaigns.forms.inspecting import InspectionPlanForm, VisitForm
from campaigns.models import (
    Campaign,
    Evidence,
    EvidencePage,
    Inspection,
    InspectionPlan,
    Visit,
    VisitEvidence,
)
from campaigns.permissions import can_oversee, can_record_visits, can_set_up
from campaigns.views.timeline import stored
from organization import clock
from organization.access import demand
from organization.models import Person


@dataclass(frozen=True)
class Line:
    """The inspection of one period as a line: held, running, missed, or not asked for."""

    inspection: Inspection
    state: str


@require_safe
def inspections(request: HttpRequest, code: str) -> HttpResponse:
    """Every plan with its periods; departments see the visits they had."""
    campaign = campaign_or_404(request, code)
    plans = (
        InspectionPlan.objects.visible_to(request.user)
        .filter(campaign=campaign, kind=InspectionPlan.Kind.INSPECTION)
        .select_related("owner")
    )
    rows = (
        Inspection.objects.filter(plan__in=plans)
        .select_related("plan__campaign")
        .annotate(
            n_visits=Count("visits"), n_departments=Count("visits__department", distinct=True)
        )
        .order_by("-starts_on")
    )
    oversees = can_oversee(request.user, campaign)
    context = {
        "plans": with_lines(list(plans), list(rows)),
        "oversees": oversees,
        "visits": [] if oversees else visits_of(campaign, request.user),
        "may_plan": can_set_up(request.user, campaign) and campaign.is_running,
        "today": clock.today(),
    }
    return render(request, "campaigns/inspections.html", context)


def plan_inspections(request: HttpRequest, code: str) -> HttpResponse:
    """Plan an inspection that comes back every week, month or quarter."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    initial = {"starts_on": clock.today(), "owner": request.user.pk}
    form = InspectionPlanForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            inspecting.plan(campaign, by=request.user, **form.words)
            messages.success(request, _("The inspection is planned; it opens every period."))
            return redirect("inspections", code)
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/plan_inspections.html", {"form": form}, status=status)


@require_POST
def end_inspections(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """No further period is opened."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    plan = get_object_or_404(InspectionPlan, campaign=campaign, pk=pk)
    plan.campaign = campaign
    inspecting.end(plan, by=request.user)
    messages.success(request, _("The plan was ended."))
    return redirect(plan)


@require_safe
def inspection(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The visits of one period, and the form for one more."""
    return _page(request, inspection_or_404(request, code, pk))


@require_POST
def record_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A department was inspected on a day of the period."""
    found = inspection_or_404(request, code, pk)
    demand(can_record_visits(request.user, found.plan.campaign))
    form = VisitForm(request.POST, inspection=found, person=request.user)
    if not form.is_valid():
        return _page(request, found, form)
    fields = dict(form.cleaned_data)
    files = stored(request, form, found.plan.campaign, found.plan.campaign.office)
    if files is None:
        return _page(request, found, form)
    inspecting.record_visit(found, by=request.user, evidence=files, **fields)
    messages.success(request, _("The visit was recorded."))
    return redirect(found)


def inspection_or_404(request: HttpRequest, code: str, pk: int) -> Inspection:
    """The inspection if it exists for the person."""
    campaign = campaign_or_404(request, code)
    rows = Inspection.objects.visible_to(request.user).select_related("plan__owner")
    kind = InspectionPlan.Kind.INSPECTION
    found = get_object_or_404(rows, plan__campaign=campaign, plan__kind=kind, pk=pk)
    found.plan.campaign = campaign
    return found


def visits_of(campaign: Campaign, person: Person) -> QuerySet[Visit]:
    """The visits that `person` may see, with the files they may open: five queries."""
    first = Prefetch(
        "evidence__pages", EvidencePage.objects.filter(number=1), to_attr="first_pages"
    )
    files = Evidence.objects.visible_to(person).filter(campaign=campaign)
    uses = VisitEvidence.objects.filter(evidence__in=files).select_related("evidence")
    return (
        Visit.objects.visible_to(person)
        .filter(inspection__plan__campaign=campaign)
        .select_related("department", "recorded_by", "inspection__plan")
        .prefetch_related("inspectors", Prefetch("evidence_uses", uses.prefetch_related(first)))
    )


def with_lines(
    plans: list[InspectionPlan], rows: list[Inspection]
) -> list[tuple[InspectionPlan, list[Line]]]:
    """Each plan with its periods; `n_visits` of a row says whether something was held."""
    return [
        (plan, [Line(row, _state(row, plan)) for row in rows if row.plan_id == plan.pk])
        for plan in plans
    ]


def _state(row: Inspection, plan: InspectionPlan) -> str:
    if row.n_visits:
        return "held"
    if plan.ends_on is not None and row.ends_on > plan.ends_on:
        return "not_asked"
    return "missed" if row.ends_on < clock.today() else "open"


def _page(request: HttpRequest, found: Inspection, form: VisitForm | None = None) -> HttpResponse:
    campaign = found.plan.campaign
    may = campaign.is_running and can_record_visits(request.user, campaign)
    has_begun = found.starts_on <= clock.today()
    context = {
        "inspection": found,
        "visits": visits_of(campaign, request.user).filter(inspection=found),
        "may_record": may and has_begun,
        "form": form or VisitForm(inspection=found, person=request.user),
    }
    return render(request, "campaigns/inspection.html", context, status=422 if form else 200)
