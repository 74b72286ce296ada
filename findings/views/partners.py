"""合作方: the register with what is to be done, one partner, its contract and its end."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from findings import partners as register
from findings.forms.partner import EndPartnerForm, PartnersForm, RenewForm
from findings.models import Partner
from findings.permissions import can_read_partners
from organization import clock
from organization.access import demand
from organization.form_pages import FormPage, carried_out, show
from organization.named_kinds import kinds_of
from organization.timeline import timeline

SHELVES = ("standing", "run_out", "ended")


def partners_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for its office and leaders."""
    campaign = campaign_or_404(request, code)
    if not can_read_partners(request.user, campaign):
        raise Http404
    return campaign


@require_safe
def partner_list(request: HttpRequest, code: str) -> HttpResponse:
    """The partners by how they stand and by kind, and the initiatives with how many signed."""
    campaign, today = partners_or_404(request, code), clock.today()
    own = Partner.objects.visible_to(request.user).filter(campaign=campaign)
    shelves = _shelves(today)
    counts = own.order_by().aggregate(
        **{name: Count("pk", filter=where) for name, where in shelves.items()}
    )
    shelf, kind = request.GET.get("shelf", "standing"), request.GET.get("kind", "")
    rows = list(chosen_partners(request, campaign))
    for row in rows:
        row.campaign = campaign  # the panels of every row ask what may be done in it
    signed = Count("signatures", filter=Q(signatures__partner__ended_on=None))
    context = {
        "campaign": campaign,
        "rows": rows,
        "run_out": {row.pk for row in rows if row.is_run_out(today)},
        "counts": counts,
        "any": counts["standing"] + counts["ended"],
        "shelf": shelf if shelf in SHELVES else "",
        "kind": kind,
        "kinds": kinds_of("partner_kinds"),
        "initiatives": campaign.initiatives.annotate(n_signed=signed),
        "may_keep": can_set_up(request.user, campaign) and campaign.is_running,
    }
    return render(request, "findings/partners.html", context)


def chosen_partners(request: HttpRequest, campaign: Campaign) -> QuerySet[Partner]:
    """The partners on the shelf and of the kind that the address names, with `n_signed`."""
    shelf, kind = request.GET.get("shelf", "standing"), request.GET.get("kind", "")
    rows = Partner.objects.visible_to(request.user).filter(campaign=campaign)
    rows = rows.filter(_shelves(clock.today()).get(shelf, Q()))
    rows = rows.filter(kind=kind) if kind in kinds_of("partner_kinds") else rows
    return rows.annotate(n_signed=Count("signatures"))


def _shelves(today: date) -> dict[str, Q]:
    run_out = Q(ended_on=None, contract_until__lt=today)
    return {"standing": Q(ended_on=None), "run_out": run_out, "ended": Q(ended_on__isnull=False)}


@require_http_methods(["GET", "HEAD", "POST"])
def new_partners(request: HttpRequest, code: str) -> HttpResponse:
    """Enter one partner or many at once."""
    campaign = to_keep(request, code)
    form = PartnersForm(request.POST or None)
    if form.is_valid():
        told = dict(form.cleaned_data)
        kind, names = told.pop("kind"), told.pop("names")
        if carried_out(
            form, lambda: register.enter_all(campaign, kind, names, by=request.user, **told)
        ):
            n = sum(bool(name) for name in names)
            said = ngettext("%(n)d partner was entered.", "%(n)d partners were entered.", n)
            messages.success(request, said % {"n": n})
            return redirect("partners", code)
    page = form_page(code, "new_partners", _("Enter partners"), _("Enter partners"))
    return show(request, form, page)


@require_safe
def partner(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One partner: contract, signatures, cards."""
    row = partner_or_404(request, code, pk)
    context = {
        "campaign": row.campaign,
        "partner": row,
        "run_out": row.is_run_out(clock.today()),
        "signatures": row.signatures.select_related("initiative"),
        "may_end": row.ended_on is None
        and row.campaign.is_running
        and can_set_up(request.user, row.campaign),
        "entries": timeline(row, request.user),
    }
    return render(request, "findings/partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def renew_partner(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The contract was renewed: its new last day."""
    to_keep(request, code)
    row = partner_or_404(request, code, pk)
    form = RenewForm(request.POST or None)
    if form.is_valid():
        until = form.cleaned_data["until"]
        if carried_out(form, lambda: register.renew(row, until, by=request.user)):
            messages.success(request, _("The new end of the contract stands in the register."))
            return redirect(row)
    page = FormPage(
        act="renew_partner",
        title=_("Renew the contract"),
        submit=_("Renew it"),
        back=row.get_absolute_url(),
        back_word=row.name,
    )
    return show(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def end_partner(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """终止合作: the office decides, for a reason."""
    to_keep(request, code)
    row = partner_or_404(request, code, pk)
    form = EndPartnerForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, lambda: register.end(row, reason, by=request.user)):
            messages.success(request, _("The partnership was ended today."))
            return redirect(row)
    page = FormPage(
        act="end_partner",
        title=_("End the partnership"),
        submit=_("End the partnership"),
        back=row.get_absolute_url(),
        back_word=row.name,
        intro=_("It is ended from today on and cannot be taken back; signatures and cards stay."),
    )
    return show(request, form, page)


def partner_or_404(request: HttpRequest, code: str, pk: int) -> Partner:
    """The partner if it exists for the person."""
    campaign = partners_or_404(request, code)
    row = get_object_or_404(Partner.objects.visible_to(request.user), campaign=campaign, pk=pk)
    row.campaign = campaign
    return row


def to_keep(request: HttpRequest, code: str) -> Campaign:
    """The running campaign, for its office, which keeps the register."""
    campaign = partners_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    campaign.demand_running()
    return campaign


def form_page(code: str, act: str, title: str, submit: str) -> FormPage:
    """A page whose way back is the register."""
    return FormPage(act, title, submit, reverse("partners", args=[code]), _("Partners"))
