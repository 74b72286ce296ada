"""零容忍: what is late, counts by class and month, the records; a new one; those of visits."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from findings import fault_board, fault_files, zero_tolerance
from findings.forms.service_fault import FaultForm
from findings.models import ListWord, ServiceFault
from findings.permissions import can_read_faults, can_report
from findings.views.fault_files import kept
from organization import clock
from organization.access import demand
from organization.form_pages import FormPage, carried_out, show

ON_A_PAGE = 50
STATES = ("open", "late", "answered", "closed")


def faults_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for who oversees it and for heads and members of departments."""
    campaign = campaign_or_404(request, code)
    if not can_read_faults(request.user, campaign):
        raise Http404
    return campaign


@require_safe
def fault_list(request: HttpRequest, code: str) -> HttpResponse:
    """The board and the records it counts, filtered by class, month and how they stand."""
    campaign = faults_or_404(request, code)
    own = ServiceFault.objects.visible_to(request.user).filter(campaign=campaign)
    chosen = _chosen(request)
    rows = chosen_faults(request, campaign)
    runs = campaign.is_running
    opens_all = can_set_up(request.user, campaign) and runs
    classes = ListWord.objects.of(campaign, ListWord.Kind.FAULT_CLASS)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "board": fault_board.board(campaign, own),
        "counts": fault_board.tally(own),
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "page": page,
        "rows": page.object_list,
        "classes": classes,
        "unrecorded": zero_tolerance.unrecorded(campaign).count() if opens_all else 0,
        "may_open": runs and bool(classes) and _may_open(request, campaign),
        "may_list": opens_all,
    }
    return render(request, "findings/faults.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_fault(request: HttpRequest, code: str) -> HttpResponse:
    """Open the record of a fault."""
    campaign = faults_or_404(request, code)
    demand(_may_open(request, campaign))
    campaign.demand_running()
    initial = {"on": clock.today(), "due_on": zero_tolerance.usual_day()}
    form = FaultForm(
        request.POST or None,
        request.FILES or None,
        campaign=campaign,
        person=request.user,
        initial=initial,
    )
    if form.is_valid():
        told = form.told()
        about = (campaign, told.pop("fault_class"), told.pop("department"))
        files = kept(form, told.pop("files"), campaign, about[2], by=request.user)
        if files is not None and carried_out(
            form, lambda: fault_files.open_with(files, *about, by=request.user, **told)
        ):
            messages.success(request, _("The record is open; the department was told."))
            return redirect("faults", code)
    page = FormPage(
        act="new_fault",
        title=_("Record a service fault"),
        submit=_("Open the record"),
        back=reverse("faults", args=[code]),
        back_word=_("Zero tolerance"),
        intro=_("Whatever happens has its record, however small; the department answers it."),
    )
    return show(request, form, page)


@require_POST
def open_faults(request: HttpRequest, code: str) -> HttpResponse:
    """A record for every fault of an accepted visit that has none."""
    campaign = faults_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    n = zero_tolerance.open_for_visits(campaign, by=request.user)
    said = ngettext("%(n)d record was opened.", "%(n)d records were opened.", n)
    messages.success(request, said % {"n": n})
    return redirect("faults", code)


def chosen_faults(request: HttpRequest, campaign: Campaign) -> QuerySet[ServiceFault]:
    """The records that exist for the person and fit the filters of the address."""
    own = ServiceFault.objects.visible_to(request.user).filter(campaign=campaign)
    rows = _filtered(own, _chosen(request))
    return rows.select_related("fault_class", "department", "site")


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("class", "month", "state")}


def _filtered(rows: QuerySet[ServiceFault], chosen: dict[str, str]) -> QuerySet[ServiceFault]:
    """An unknown value filters nothing."""
    if chosen["class"].isdecimal():
        rows = rows.filter(fault_class=int(chosen["class"][:9]))
    if chosen["state"] == "late":
        rows = rows.late(clock.today())
    elif chosen["state"] in STATES:
        rows = rows.filter(status=chosen["state"])
    return fault_board.of_month(rows, chosen["month"])


def _may_open(request: HttpRequest, campaign: Campaign) -> bool:
    """The department itself is asked again in the form and by the verb."""
    person = request.user
    return can_report(person, campaign) or bool(person.roles.paths("head", "member"))
