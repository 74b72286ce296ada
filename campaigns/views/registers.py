"""制度清单, 反馈渠道, 场所: lists that the office keeps and whoever takes part reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import registers
from campaigns.access import campaign_or_404
from campaigns.forms.registers import ChannelForm, RuleForm, SitesForm, StandardForm
from campaigns.models import BasisDocument, Campaign, FeedbackChannel, Site, Standard
from campaigns.permissions import can_set_up
from organization.access import demand


def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules in force by kind; the office adds its own."""
    campaign, sends = _to_write(request, code)
    form = RuleForm(request.POST or None, campaign=campaign)
    if sends and form.is_valid():
        registers.add_rule(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The rule is on the list."))
        return redirect("rules", code)
    rows = campaign.basis_documents.prefetch_related("clauses")
    roles = [(role, role.label, [one for one in rows if one.role == role]) for role in _ROLES]
    return _page(request, campaign, "campaigns/rules.html", {"form": form, "roles": roles})


@require_POST
def remove_rule(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a rule off the list."""
    campaign = _of_the_office(request, code)
    rows = BasisDocument.objects.select_related("campaign")
    registers.remove_rule(get_object_or_404(rows, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("The rule was taken off the list."))
    return redirect("rules", code)


def channels(request: HttpRequest, code: str) -> HttpResponse:
    """Where people turn to, and who handles it."""
    campaign, sends = _to_write(request, code)
    form = ChannelForm(request.POST or None, campaign=campaign)
    if sends and form.is_valid():
        registers.add_channel(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The channel is on the list."))
        return redirect("channels", code)
    rows = campaign.channels.select_related("department", "responsible")
    return _page(request, campaign, "campaigns/channels.html", {"form": form, "channels": rows})


@require_POST
def remove_channel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a channel off the list."""
    campaign = _of_the_office(request, code)
    rows = FeedbackChannel.objects.select_related("campaign")
    registers.remove_channel(get_object_or_404(rows, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("The channel was taken off the list."))
    return redirect("channels", code)


def standards(request: HttpRequest, code: str) -> HttpResponse:
    """What is a breach, how it is judged and what follows."""
    campaign, sends = _to_write(request, code)
    form = StandardForm(request.POST or None, campaign=campaign)
    if sends and form.is_valid():
        registers.add_standard(campaign, by=request.user, **form.wanted())
        messages.success(request, _("The standard is on the list."))
        return redirect("standards", code)
    rows = campaign.standards.select_related("basis").prefetch_related("items")
    context = {"form": form, "standards": rows}
    return _page(request, campaign, "campaigns/standards.html", context)


@require_POST
def remove_standard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a standard off the list."""
    campaign = _of_the_office(request, code)
    rows = Standard.objects.select_related("campaign")
    registers.remove_standard(get_object_or_404(rows, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("The standard was taken off the list."))
    return redirect("standards", code)


def sites(request: HttpRequest, code: str) -> HttpResponse:
    """Own halls and those of partners; the office adds them as a list."""
    campaign, sends = _to_write(request, code)
    form = SitesForm(request.POST or None, campaign=campaign)
    if sends and form.is_valid():
        fields = dict(form.cleaned_data)
        number = registers.add_sites(campaign, fields.pop("names"), by=request.user, **fields)
        messages.success(request, _("%(n)d sites are new on the list.") % {"n": number})
        return redirect("sites", code)
    rows = Site.objects.visible_to(request.user).filter(campaign=campaign)
    context = {"form": form, "sites": rows.select_related("department")}
    return _page(request, campaign, "campaigns/sites.html", context)


@require_POST
def remove_site(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a site off the list that was never used."""
    campaign = _of_the_office(request, code)
    rows = Site.objects.select_related("campaign")
    registers.remove_site(get_object_or_404(rows, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("The site was taken off the list."))
    return redirect("sites", code)


_ROLES = (
    BasisDocument.Role.INTERNAL,
    BasisDocument.Role.SECONDARY,
    BasisDocument.Role.BASIS,
)


def _to_write(request: HttpRequest, code: str) -> tuple[Campaign, bool]:
    """The campaign for who reads it, and whether something is sent by who may write."""
    campaign = campaign_or_404(request, code)
    sends = request.method == "POST"
    if sends:
        demand(can_set_up(request.user, campaign))
        campaign.demand_changeable()
    return campaign, sends


def _of_the_office(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    return campaign


def _page(request: HttpRequest, campaign: Campaign, template: str, context: dict) -> HttpResponse:
    may = can_set_up(request.user, campaign) and campaign.status not in Campaign.Status.over
    status = 422 if request.method == "POST" else 200
    return render(request, template, {**context, "may_write": may}, status=status)
