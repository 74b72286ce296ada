"""计划活动: planning, doing, waiving; urging what a phase waits for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import phase_urging, planned_activities
from campaigns.access import campaign_or_404
from campaigns.forms.activity import ChangeForm, DoForm, PlannedForm
from campaigns.models import Campaign, Participation, Phase, PlannedActivity
from campaigns.permissions import can_do_planned, can_set_up
from campaigns.views.timeline import stored
from organization import clock
from organization.access import demand
from organization.forms.reason import ReasonForm


def plan_activity(request: HttpRequest, code: str) -> HttpResponse:
    """Plan an activity of a phase: for one person, one department, or each of them."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = PlannedForm(
        request.POST or None, campaign=campaign, initial={"planned_on": clock.today()}
    )
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            return _planned(request, campaign, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/plan_activity.html", {"form": form}, status=status)


@require_safe
def planned_activity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What is to be done by whom, and the form to say that it was done."""
    return _page(request, planned_or_404(request, code, pk))


@require_POST
def do_activity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It was done: the day, a photo, a note."""
    found = planned_or_404(request, code, pk)
    demand(can_do_planned(request.user, found))
    form = DoForm(request.POST, planned=found, person=request.user)
    if not form.is_valid():
        return _page(request, found, form)
    if found.needs_evidence and not request.FILES.getlist("files"):
        form.add_error(None, ValidationError(_("A photo or file that shows it is asked for.")))
        return _page(request, found, form)
    campaign = found.phase.campaign
    files = stored(request, form, campaign, found.department or campaign.office)
    if files is None:
        return _page(request, found, form)
    planned_activities.do(found, by=request.user, evidence=files, **form.cleaned_data)
    messages.success(request, _("Done: it stands in the timeline."))
    return redirect(found)


@require_POST
def waive_activity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office: this is not needed, and why."""
    found = _of_the_office(request, code, pk)
    form = _waive_form(request.POST)
    if not form.is_valid():
        return _page(request, found, waiving=form)
    planned_activities.waive(found, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("It was waived."))
    return redirect(found)


@require_POST
def take_up_activity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office: it is needed after all."""
    found = _of_the_office(request, code, pk)
    planned_activities.take_up(found, by=request.user)
    messages.success(request, _("It is to be done again."))
    return redirect(found)


@require_POST
def change_activity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office: another day or another owner."""
    found = _of_the_office(request, code, pk)
    form = ChangeForm(request.POST, instance=planned_or_404(request, code, pk))
    if not form.is_valid():
        return _page(request, found, changes=form)
    planned_activities.change(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The plan was changed."))
    return redirect(found)


@require_POST
def urge_phase(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """催办: everybody this phase waits for is reminded, once a day at most."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    phase = get_object_or_404(Phase, campaign=campaign, order=order)
    phase.campaign = campaign
    number = phase_urging.urge(phase, by=request.user)
    said = ngettext("%(n)d reminder was sent.", "%(n)d reminders were sent.", number)
    none = _("Everybody who is waited for was reminded today already.")
    messages.success(request, said % {"n": number} if number else none)
    return redirect("campaign", code)


def planned_or_404(request: HttpRequest, code: str, pk: int) -> PlannedActivity:
    """The planned activity if it exists for the person."""
    campaign = campaign_or_404(request, code)
    rows = planned_activities.of_campaign(campaign, request.user).select_related("activity")
    found = get_object_or_404(rows, pk=pk)
    found.phase.campaign = campaign
    return found


def _waive_form(sent: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(sent, most=200, auto_id="waive_%s")


def _of_the_office(request: HttpRequest, code: str, pk: int) -> PlannedActivity:
    found = planned_or_404(request, code, pk)
    demand(can_set_up(request.user, found.phase.campaign))
    return found


def _planned(request: HttpRequest, campaign: Campaign, form: PlannedForm) -> HttpResponse:
    fields = dict(form.cleaned_data)
    phase, each = fields.pop("phase"), fields.pop("each")
    phase.campaign = campaign
    if each:
        del fields["department"], fields["owner"]
        number = planned_activities.plan_for_each(phase, by=request.user, **fields)
        messages.success(request, _("%(n)d departments were asked.") % {"n": number})
        return redirect("mobilization", campaign.code)
    if fields["owner"] is None:
        place = Participation.objects.filter(campaign=campaign, department=fields["department"])
        fields["owner"] = place.select_related("head").get().head
    planned = planned_activities.plan(phase, by=request.user, **fields)
    messages.success(request, _("It is planned, and its owner was told."))
    return redirect(planned)


def _page(
    request: HttpRequest,
    found: PlannedActivity,
    form: DoForm | None = None,
    changes: ChangeForm | None = None,
    waiving: ReasonForm | None = None,
) -> HttpResponse:
    person, running = request.user, found.phase.campaign.is_running
    is_open = found.status == PlannedActivity.Status.PLANNED and running
    sets_up = can_set_up(person, found.phase.campaign) and running
    context = {
        "planned": found,
        "form": form or DoForm(planned=found, person=person, initial={"on": clock.today()}),
        "changes": changes or ChangeForm(instance=found),
        "waiving": waiving or _waive_form(),
        "may_do": is_open and can_do_planned(person, found),
        "may_waive": is_open and sets_up,
        "may_take_up": sets_up and found.status == PlannedActivity.Status.WAIVED,
    }
    status = 422 if form or changes or waiving else 200
    return render(request, "campaigns/planned_activity.html", context, status=status)
