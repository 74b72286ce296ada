"""核查方案: the plan with its progress, new parts of it, changes of who goes where."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import verification_planning as acts
from campaigns.access import campaign_or_404
from campaigns.forms.verification_plan import AssignForm, PlanVerificationForm, UnitForm
from campaigns.models import Campaign, VerificationPlan
from campaigns.permissions import can_oversee, can_plan_for, can_plan_verification
from campaigns.verification_progress import Part, choice_counts, progress_of
from organization.access import demand
from organization.form_pages import refusals_in
from organization.looks import DONE
from organization.models import Department, Event
from organization.models.role import holders
from organization.particulars import sentence
from organization.timeline import Entry

LATEST = 20  # acts that the page shows


@require_safe
def verification_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan and how far it is, part by part."""
    return _show(request, _campaign(request, code))


def plan_verification(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a part: which items, in which departments, who, until when."""
    campaign = _campaign(request, code)
    demand(
        can_plan_verification(request.user, campaign),
        _("The office and the inspection group plan the verification."),
    )
    form = PlanVerificationForm(request.POST or None, campaign=campaign, person=request.user)
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        _demand_not_own(request, campaign, *draft.departments)
        with refusals_in(form):
            n = acts.plan(campaign, draft, by=request.user).checks.count()
            text = ngettext("%(n)d item × department is planned.", "%(n)d are planned.", n)
            messages.success(request, text % {"n": n})
            return redirect("verification_plan", code)
    counts = choice_counts(campaign)
    status = 422 if form.is_bound else 200
    context = {"form": form, "counts": counts}
    return render(request, "campaigns/plan_verification.html", context, status=status)


@require_POST
def assign_verification(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give what is open in a department to another inspector."""
    campaign, row = _part(request, code, pk)
    form = AssignForm(request.POST, campaign=campaign)
    if not form.is_valid():
        return _show(request, campaign, status=422)
    department, to = form.cleaned_data["department"], form.cleaned_data["inspector"]
    _demand_not_own(request, campaign, department)
    n = acts.assign(row, department, to, by=request.user)
    messages.success(request, _("%(n)d items went to %(who)s.") % {"n": n, "who": to.title})
    return redirect("verification_plan", code)


@require_POST
def withdraw_verification(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take what is open in a department out of the plan."""
    campaign, row = _part(request, code, pk)
    form = UnitForm(request.POST, campaign=campaign)
    if not form.is_valid():
        return _show(request, campaign, status=422)
    department = form.cleaned_data["department"]
    _demand_not_own(request, campaign, department)
    n = acts.withdraw(row, department, by=request.user)
    messages.success(request, _("%(n)d items were taken out of the plan.") % {"n": n})
    return redirect("verification_plan", code)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(
        can_oversee(request.user, campaign),
        _("Only the office, inspectors and leaders see the plan of the verification."),
    )
    return campaign


def _part(request: HttpRequest, code: str, pk: int) -> tuple[Campaign, VerificationPlan]:
    campaign = _campaign(request, code)
    demand(
        can_plan_verification(request.user, campaign),
        _("The office and the inspection group plan the verification."),
    )
    parts = VerificationPlan.objects.visible_to(request.user).select_related("campaign")
    return campaign, get_object_or_404(parts, pk=pk, campaign=campaign)


def _demand_not_own(request: HttpRequest, campaign: Campaign, *departments: Department) -> None:
    demand(
        all(can_plan_for(request.user, campaign, one) for one in departments),
        _("Nobody plans the verification of the own department."),
    )


def _show(request: HttpRequest, campaign: Campaign, *, status: int = 200) -> HttpResponse:
    parts = progress_of(campaign)
    inspectors = holders(campaign, "inspector").select_related("department")
    may = can_plan_verification(request.user, campaign) and campaign.is_running
    context = {
        "progress": parts,
        "may_plan": may,
        "may_for": {
            unit.department.pk
            for part in parts.parts
            for unit in part.units
            if may and can_plan_for(request.user, campaign, unit.department)
        },
        "inspectors": inspectors,
        "entries": _entries(request, parts.parts),
    }
    return render(request, "campaigns/verification_plan.html", context, status=status)


def _entries(request: HttpRequest, parts: list[Part]) -> list[Entry]:
    """What was planned, given to others and withdrawn, the latest first."""
    kind = VerificationPlan._meta.label_lower
    events = Event.objects.visible_to(request.user).filter(
        thing=kind, thing_pk__in=[part.plan.pk for part in parts]
    )
    return [
        Entry(event.act, event.at, event.actor, sentence(event), DONE) for event in events[:LATEST]
    ]
