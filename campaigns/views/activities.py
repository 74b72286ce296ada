"""What was done on which day: meetings, publicity, inspections."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campaigns import evidence, mobilizing
from campaigns.access import campaign_or_404
from campaigns.forms.mobilization import ActivityForm
from campaigns.models import Campaign
from organization import clock
from organization.access import demand


def note(request: HttpRequest, code: str) -> HttpResponse:
    """Record an activity: the office any, heads those of the own department."""
    campaign = campaign_or_404(request, code)
    campaign.demand_running()
    demand(mobilizing.may_note(request.user, campaign))
    form = ActivityForm(
        request.POST or None,
        campaign=campaign,
        person=request.user,
        initial={"on": clock.today()},
    )
    if request.method == "POST" and form.is_valid() and _keep(request, form, campaign):
        messages.success(request, _("The activity was recorded."))
        return redirect("mobilization", code)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/activity.html", {"form": form}, status=status)


def _keep(request: HttpRequest, form: ActivityForm, campaign: Campaign) -> bool:
    """Store the files, then record the activity; a file that is not taken is said in the form."""
    fields = dict(form.cleaned_data)
    department = fields["department"] or campaign.office
    try:
        files = [
            evidence.store(upload, campaign, department, by=request.user)
            for upload in request.FILES.getlist("files")
        ]
    except ValidationError as error:
        form.add_error(None, error)
        return False
    mobilizing.note_activity(fields.pop("phase"), by=request.user, evidence=files, **fields)
    return True
