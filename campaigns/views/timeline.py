"""The timeline by day, and recording publicity from the phone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import evidence, mobilizing, timeline
from campaigns.access import campaign_or_404
from campaigns.forms.activity import PublicityForm, default_department
from campaigns.models import Activity, Campaign, Evidence
from organization import clock
from organization.access import demand
from organization.models import Department

ON_A_PAGE = 60


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What was done, day by day, with its photos."""
    campaign = campaign_or_404(request, code)
    rows = timeline.activities(campaign, request.user)
    kind, phase = request.GET.get("kind", ""), request.GET.get("phase", "")
    if kind in Activity.Kind.values:
        rows = rows.filter(kind=kind)
    if phase.isdecimal():
        rows = rows.filter(phase__order=phase)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "days": timeline.by_day(page),
        "kinds": Activity.Kind.choices,
        "phases": campaign.phases.all(),
        "kind": kind,
        "phase": phase,
        "may_note": mobilizing.may_note(request.user, campaign),
        "may_publicize": mobilizing.may_publicize(request.user, campaign),
    }
    return render(request, "campaigns/timeline.html", context)


def note_publicity(request: HttpRequest, code: str) -> HttpResponse:
    """Record publicity: what it is, a photo, done."""
    campaign = campaign_or_404(request, code)
    campaign.demand_running()
    demand(mobilizing.may_publicize(request.user, campaign))
    initial = {"on": clock.today(), "department": default_department(request.user, campaign)}
    form = PublicityForm(
        request.POST or None, campaign=campaign, person=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        home = fields["department"] or campaign.office
        files = stored(request, form, campaign, home)
        if files is not None:
            phase = fields.pop("phase")
            fields["kind"] = Activity.Kind.PUBLICITY
            mobilizing.note_activity(phase, by=request.user, evidence=files, **fields)
            messages.success(request, _("The activity was recorded."))
            return redirect("timeline", code)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/publicity.html", {"form": form}, status=status)


def stored(
    request: HttpRequest, form: BaseForm, campaign: Campaign, home: Department
) -> list[Evidence] | None:
    """The files of the request as evidence; None with the error in the form when one is not
    taken."""
    try:
        uploads = request.FILES.getlist("files")
        return [evidence.store(one, campaign, home, by=request.user) for one in uploads]
    except ValidationError as error:
        form.add_error(None, error)
        return None
