"""The library of checklists, the items of a checklist, and the choice for a campaign."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import plan
from campaigns.access import campaign_or_404
from campaigns.forms.checklist import ChooseForm, ItemForm
from campaigns.forms.plan import checklists_for
from campaigns.models import CheckItem, Checklist
from campaigns.permissions import can_edit_checklist, can_edit_library, can_oversee, can_set_up
from campaigns.search_words import contains
from organization.access import demand

ON_A_PAGE = 100


def checklists(request: HttpRequest) -> HttpResponse:
    """The library."""
    demand(can_edit_library(request.user))
    rows = _counted(Checklist.objects.visible_to(request.user).library())
    return render(request, "campaigns/checklists.html", {"checklists": rows})


def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of a checklist of the library, or of a campaign one oversees."""
    found = _checklist_or_404(request, pk)
    return _items_page(request, found, "campaigns/checklist.html")


def item(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """Edit an item. A frozen checklist is shown and refuses the change with 409."""
    found = _checklist_or_404(request, pk)
    rows = found.items.select_related("checklist", "project", "clause__document")
    row = get_object_or_404(rows, no=no)
    may = can_edit_checklist(request.user, found)
    form = ItemForm(request.POST or None, instance=row)
    if request.method == "POST":
        demand(may)
        found.demand_open()
        if form.is_valid():
            row.change(by=request.user, **{key: form.cleaned_data[key] for key in form.fields})
            messages.success(request, _("Item %(no)d was saved.") % {"no": row.no})
            return redirect("checklist", found.pk)
    for field in form.fields.values():
        field.disabled = not may or found.frozen_at is not None
    context = {"checklist": found, "item": row, "form": form, "may_edit": may}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/checklist_item.html", context, status=status)


def campaign_checklist(request: HttpRequest, code: str) -> HttpResponse:
    """The checklist of a campaign, or the library to choose one from."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    may = can_set_up(request.user, campaign) and campaign.status == campaign.Status.DRAFT
    library = (
        checklists_for(request.user).exclude(campaign=campaign) if may else Checklist.objects.none()
    )
    context = {"library": _counted(library), "may_choose": may}
    return _items_page(
        request,
        Checklist.objects.filter(campaign=campaign).first(),
        "campaigns/checklist.html",
        context,
    )


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Copy a checklist of the library for the campaign and break it down by its column."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = ChooseForm(request.POST, choices=checklists_for(request.user))
    if not form.is_valid():
        messages.warning(request, _("Choose a checklist of the library."))
        return redirect("campaign_checklist", code)
    plan.choose_checklist(campaign, form.cleaned_data["checklist"], by=request.user)
    messages.success(request, _("The checklist was copied for this campaign and broken down."))
    return redirect("breakdown", code)


def _items_page(request: HttpRequest, found: Checklist | None, template: str, more=None):
    items = found.items.all() if found else CheckItem.objects.none()
    items = items.select_related("project", "clause__document")
    words = request.GET.get("q", "").strip()
    uncited = items.asked().uncited()
    show = "uncited" if request.GET.get("show") == "uncited" else ""
    if show:
        items = uncited
    if words:
        items = items.filter(contains("text", words) | Q(code=words))
    context = {
        "checklist": found,
        "page": Paginator(items, ON_A_PAGE).get_page(request.GET.get("page")),
        "q": words,
        "show": show,
        "uncited": uncited.count() if found and found.campaign_id else 0,
        "may_edit": found is not None
        and found.frozen_at is None
        and can_edit_checklist(request.user, found),
        **(more or {}),
    }
    return render(request, template, context)


def _checklist_or_404(request: HttpRequest, pk: int) -> Checklist:
    found = get_object_or_404(
        Checklist.objects.visible_to(request.user).select_related("campaign"), pk=pk
    )
    if found.campaign:
        request.campaign = found.campaign
    return found


def _counted(rows: QuerySet[Checklist]) -> QuerySet[Checklist]:
    return rows.order_by("campaign", "name", "pk").annotate(
        item_count=Count("items", distinct=True), project_count=Count("projects", distinct=True)
    )
