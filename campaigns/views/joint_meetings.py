"""联席会议: the plan with its agenda, each period held, to be held or missed; recording one."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import inspecting
from campaigns.access import campaign_or_404
from campaigns.forms.joint_meeting import JointMeetingForm, JointPlanForm
from campaigns.models import Campaign, Inspection, InspectionPlan, JointMeeting
from campaigns.permissions import can_oversee, can_read_joint_meetings, can_set_up
from campaigns.views.inspecting import with_lines
from organization import clock
from organization.access import demand
from organization.form_pages import FormPage, carried_out, show
from organization.models import Department
from organization.scope import in_departments

MEETING = InspectionPlan.Kind.MEETING


@require_safe
def joint_meetings(request: HttpRequest, code: str) -> HttpResponse:
    """Every plan with its periods, the latest first; a department finds those it came to."""
    campaign = _readable(request, code)
    oversees = can_oversee(request.user, campaign)
    seen = JointMeeting.objects.visible_to(request.user).filter(inspection=OuterRef("pk"))
    rows = Inspection.objects.filter(plan__campaign=campaign, plan__kind=MEETING)
    rows = rows if oversees else rows.filter(Exists(seen))
    rows = rows.select_related("plan__campaign").annotate(n_visits=Count("meetings"))
    plans = campaign.inspection_plans.filter(kind=MEETING).select_related("owner", "campaign")
    plans = plans if oversees else plans.filter(pk__in=rows.order_by().values("plan"))
    context = {
        "campaign": campaign,
        "plans": with_lines(
            list(plans.order_by("ends_on", "id")), list(rows.order_by("-starts_on"))
        ),
        "oversees": oversees,
        "may_plan": can_set_up(request.user, campaign) and campaign.is_running,
        "today": clock.today(),
    }
    return render(request, "campaigns/joint_meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_joint_meetings(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a meeting that comes back, with its agenda."""
    campaign = _readable(request, code)
    demand(can_set_up(request.user, campaign))
    campaign.demand_running()
    initial = {"starts_on": clock.today(), "owner": request.user.pk, "period": "month"}
    form = JointPlanForm(request.POST or None, campaign=campaign, initial=initial)
    if form.is_valid():
        inspecting.plan(campaign, by=request.user, kind=MEETING, **form.cleaned_data)
        messages.success(request, _("The meeting is planned; a period without one is told."))
        return redirect("joint_meetings", code)
    page = FormPage(
        act="plan_joint_meetings",
        title=_("Plan a joint meeting"),
        submit=_("Put it into the plan"),
        back=reverse("joint_meetings", args=[code]),
        back_word=_("Joint meetings"),
    )
    return show(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def joint_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One period: the agenda, what was recorded, the form that records it."""
    campaign = _readable(request, code)
    rows = Inspection.objects.filter(plan__campaign=campaign, plan__kind=MEETING)
    row = get_object_or_404(rows.select_related("plan__campaign"), pk=pk)
    held = JointMeeting.objects.visible_to(request.user).filter(inspection=row)
    if not can_oversee(request.user, campaign) and not held.exists():
        raise Http404
    form = JointMeetingForm(
        request.POST or None, inspection=row, initial={"told": row.plan.subjects}
    )
    if request.method == "POST":
        demand(can_set_up(request.user, campaign))
        if form.is_valid() and carried_out(
            form,
            lambda: inspecting.record_meeting(row, by=request.user, **form.cleaned_data),
        ):
            messages.success(request, _("The meeting was recorded."))
            return redirect(row)
    context = {
        "campaign": campaign,
        "inspection": row,
        "held": _with_own_part(held, request),
        "may_record": can_set_up(request.user, campaign)
        and campaign.is_running
        and row.starts_on <= clock.today(),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/joint_meeting.html", context, status=status)


def _with_own_part(held: QuerySet[JointMeeting], request: HttpRequest) -> list[JointMeeting]:
    """The meetings, each with what its minutes say of the person's departments."""
    own = list(Department.objects.filter(in_departments(request.user, "")))
    found = list(held.prefetch_related("departments"))
    for one in found:
        vars(one)["own_part"] = one.about(own)
    return found


def _readable(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    if not can_read_joint_meetings(request.user, campaign):
        raise Http404
    return campaign
