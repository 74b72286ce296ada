"""The end of a campaign before or after its time: given up, called off, archived, deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import ending, launch
from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from organization.access import demand
from organization.form_pages import FormPage, show
from organization.forms.reason import ReasonForm

REASON_LENGTH = Campaign._meta.get_field("cancel_reason").max_length


@require_POST
def close_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Close the campaign; from now on it can be read only."""
    found = _own(request, code)
    launch.close(found, by=request.user)
    messages.success(request, _("The campaign was closed."))
    return redirect(found)


@require_POST
def cancel_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Give up a draft, or call a running campaign off with a reason."""
    found = _own(request, code)
    if found.is_running:
        return _call_off(request, found)
    ending.cancel(found, by=request.user)
    messages.success(request, _("The draft was given up."))
    return redirect("campaigns")


def _call_off(request: HttpRequest, found: Campaign) -> HttpResponse:
    form = ReasonForm(request.POST, most=REASON_LENGTH)
    if form.is_valid():
        ending.cancel(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The campaign was called off; the heads have been told."))
        return redirect(found)
    page = FormPage(
        act="cancel_campaign",
        title=_("Call the campaign off"),
        submit=_("Call it off"),
        back=reverse("campaign", args=[found.code]),
        back_word=found.title,
    )
    return show(request, form, page)


@require_POST
def delete_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a draft that nobody else has touched."""
    found = _own(request, code)
    ending.delete_draft(found, by=request.user)
    messages.success(request, _("The draft was deleted."))
    return redirect("campaigns")


@require_POST
def archive_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Take the campaign from the lists."""
    found = _own(request, code)
    ending.archive(found, by=request.user)
    messages.success(request, _("The campaign was archived. It can be brought back."))
    return redirect("campaigns")


@require_POST
def bring_campaign_back(request: HttpRequest, code: str) -> HttpResponse:
    """Show the campaign in the lists again."""
    found = _own(request, code)
    ending.bring_back(found, by=request.user)
    messages.success(request, _("The campaign is in the lists again."))
    return redirect(found)


def _own(request: HttpRequest, code: str) -> Campaign:
    found = campaign_or_404(request, code)
    demand(can_set_up(request.user, found))
    return found
