"""责任分工: who answers for what; and the page on which the staff reads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import division as dividing
from campaigns.access import campaign_or_404
from campaigns.forms.leadership import ResponsibilityForm
from campaigns.models import Announcement, Campaign, Group, Responsibility
from campaigns.permissions import can_announce, can_divide_work, can_oversee
from campaigns.preflight import taking_part
from campaigns.views.groups import in_a_tree
from organization.access import demand


def division(request: HttpRequest, code: str) -> HttpResponse:
    """Every line, the chain of each department, and the form for a new line."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    may = can_divide_work(request.user, campaign)
    form = ResponsibilityForm(request.POST or None, campaign=campaign)
    if request.method == "POST":
        demand(may)
        if form.is_valid():
            row = Responsibility.assign(campaign, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("%(person)s answers for it.") % {"person": row.person.title}
            )
            return redirect("division", code)
    context = {
        **_shown(campaign),
        "form": form,
        "may_divide": may and campaign.status not in Campaign.Status.over,
        "announcement": Announcement.objects.filter(campaign=campaign).first(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/division.html", context, status=status)


def responsibility(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change one line."""
    campaign = campaign_or_404(request, code)
    demand(can_divide_work(request.user, campaign))
    found = _row_or_404(campaign, pk)
    form = ResponsibilityForm(request.POST or None, campaign=campaign, instance=found)
    if request.method == "POST" and form.is_valid():
        _row_or_404(campaign, pk).change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The division of work was changed."))
        return redirect("division", code)
    status = 422 if form.is_bound else 200
    context = {"row": found, "form": form}
    return render(request, "campaigns/responsibility.html", context, status=status)


@require_POST
def withdraw_responsibility(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one line out."""
    campaign = campaign_or_404(request, code)
    demand(can_divide_work(request.user, campaign))
    found = _row_or_404(campaign, pk)
    found.withdraw(by=request.user)
    told = _("%(person)s no longer answers for it.") % {"person": found.person.title}
    messages.success(request, told)
    return redirect("division", code)


@require_POST
def propose_division(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in what groups and directory know."""
    campaign = campaign_or_404(request, code)
    demand(can_divide_work(request.user, campaign))
    new = dividing.propose(campaign, by=request.user)
    told = ngettext("%(n)d line was filled in.", "%(n)d lines were filled in.", new)
    messages.success(request, told % {"n": new} if new else _("Nothing was left to fill in."))
    return redirect("division", code)


@require_safe
def leadership(request: HttpRequest, code: str) -> HttpResponse:
    """宣布领导机构、工作职责和责任分工: for the staff once it was announced (A-021)."""
    campaign = get_object_or_404(
        Campaign.objects.announced_to(request.user).select_related("organisation", "office"),
        code=code,
    )
    if Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists():
        request.campaign = campaign  # the frame leads to its other pages
    groups = Group.objects.visible_to(request.user).filter(campaign=campaign)
    context = {
        **_shown(campaign),
        "campaign": campaign,
        "groups": in_a_tree(
            groups.select_related("office").prefetch_related("memberships__person__department")
        ),
        "announcement": Announcement.objects.filter(campaign=campaign).first(),
        "may_announce": can_announce(request.user, campaign)
        and campaign.status not in Campaign.Status.over,
    }
    return render(request, "campaigns/leadership.html", context)


@require_POST
def announce_leadership(request: HttpRequest, code: str) -> HttpResponse:
    """The staff may read it from now on."""
    campaign = campaign_or_404(request, code)
    demand(can_announce(request.user, campaign))
    dividing.announce(campaign, by=request.user)
    messages.success(request, _("Announced: the whole staff can read it now."))
    return redirect("leadership", code)


@require_POST
def take_announcement_back(request: HttpRequest, code: str) -> HttpResponse:
    """Only overseers read it again."""
    campaign = campaign_or_404(request, code)
    demand(can_announce(request.user, campaign))
    dividing.take_announcement_back(campaign, by=request.user)
    messages.success(request, _("The announcement was taken back."))
    return redirect("leadership", code)


def _shown(campaign: Campaign) -> dict:
    rows = dividing.responsibilities(campaign)
    return {"rows": rows, "chains": dividing.chains(taking_part(campaign), rows)}


def _row_or_404(campaign: Campaign, pk: int) -> Responsibility:
    found = get_object_or_404(
        Responsibility.objects.select_related("person"), campaign=campaign, pk=pk
    )
    found.campaign = campaign
    return found
