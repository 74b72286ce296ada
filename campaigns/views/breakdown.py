"""任务分解: the matrix of items and departments, item by item or many at once."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns import breakdown as activity
from campaigns.access import campaign_or_404
from campaigns.forms.breakdown import ScopeForm, WordsForm
from campaigns.models import Campaign, CheckItem, ItemScope
from campaigns.permissions import can_oversee, can_set_up
from campaigns.preflight import taking_part
from organization.access import demand
from organization.models import Department

ON_A_PAGE = 100
NARROW = 16  # departments that fit side by side as columns
SHOWN = ("", "open", "records")


@dataclass
class Row:
    """An item with its departments."""

    item: CheckItem
    lead: list[Department] = field(default_factory=list)
    support: list[Department] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # "lead", "support" or "" by department


def breakdown(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix; `?show=open` lists what has no department yet."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    if not hasattr(campaign, "checklist"):
        return redirect("campaign_checklist", code)
    return render(request, "campaigns/breakdown.html", _page(request, campaign))


def item(request: HttpRequest, code: str, no: int) -> HttpResponse:
    """One item: who leads, who supports, or everybody."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    found = get_object_or_404(
        CheckItem.objects.select_related("project", "checklist"),
        checklist__campaign=campaign,
        no=no,
    )
    departments = list(taking_part(campaign))
    row = _rows([found], departments)[0]
    named = activity.Directory(departments).read(found.departments_text)
    if not (found.all_departments or row.lead or row.support):
        # Nobody yet: the page proposes whom the column names.
        row.lead, row.support = named.departments[:1], named.departments[1:]
    context = {
        "row": row,
        "departments": departments,
        "named": named,
        "may_scope": _may_scope(request, campaign) and not found.from_records,
        "next": _after(campaign, found),
    }
    return render(request, "campaigns/breakdown_item.html", context)


@require_POST
def scope(request: HttpRequest, code: str) -> HttpResponse:
    """Break the ticked items down; frozen after the launch (409)."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    form = ScopeForm(request.POST, campaign=campaign)
    if not form.is_valid():
        context = _page(request, campaign) | {"form": form}
        return render(request, "campaigns/breakdown.html", context, status=422)
    items = form.cleaned_data["items"]
    activity.scope_items(campaign, items, form.departments(), by=request.user)
    count = len(items)
    text = ngettext("%(n)d item was assigned.", "%(n)d items were assigned.", count)
    messages.success(request, text % {"n": count})
    following = request.POST.get("next", "")
    if following.isdecimal():
        return redirect("breakdown_item", code, int(following))
    return redirect("breakdown", code)


@require_POST
def by_column(request: HttpRequest, code: str) -> HttpResponse:
    """Break the items down after the column 责任部门 and the meanings given to its words."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    if not hasattr(campaign, "checklist"):
        return redirect("campaign_checklist", code)
    form = WordsForm(
        request.POST,
        words=activity.unknown_words(campaign),
        departments=taking_part(campaign),
    )
    if form.is_valid():
        left = activity.break_down(
            campaign,
            by=request.user,
            choices=form.choices(),
            afresh=form.cleaned_data["afresh"],
        )
        text = _("Assigned by the column. Words without a department: %(n)d.")
        messages.success(request, text % {"n": len(left)})
    return redirect("breakdown", code)


def _page(request: HttpRequest, campaign: Campaign) -> dict:
    departments = list(taking_part(campaign))
    show = request.GET.get("show", "")
    items = campaign.checklist.items.select_related("project")
    page = Paginator(_shown(items, show), ON_A_PAGE).get_page(request.GET.get("page"))
    may = _may_scope(request, campaign)
    unknown = activity.unknown_words(campaign) if may else {}
    return {
        "departments": departments,
        "is_narrow": len(departments) <= NARROW,
        "page": page,
        "rows": _rows(page, departments),
        "show": show if show in SHOWN else "",
        "counts": {key or "all": _shown(items, key).count() for key in SHOWN},
        "may_scope": may,
        "unknown": unknown,
        "words_form": WordsForm(words=unknown, departments=departments),
    }


def _shown(items: QuerySet[CheckItem], show: str) -> QuerySet[CheckItem]:
    if show == "open":
        return items.filter(from_records=False, all_departments=False, scopes=None)
    return items.filter(from_records=True) if show == "records" else items


def _rows(items: Page | list[CheckItem], departments: list[Department]) -> list[Row]:
    """One query for the departments of all the items."""
    known = {department.pk: department for department in departments}
    scopes: dict[int, dict[int, bool]] = defaultdict(dict)
    keys = [item.pk for item in items]
    for pk, department, lead in ItemScope.objects.filter(item__in=keys).values_list(
        "item", "department", "lead"
    ):
        scopes[pk][department] = lead
    return [_row(item, scopes[item.pk], known) for item in items]


def _row(item: CheckItem, scopes: dict[int, bool], known: dict[int, Department]) -> Row:
    if item.all_departments:
        return Row(item)
    words = {None: "", True: "lead", False: "support"}
    return Row(
        item,
        lead=[known[pk] for pk, lead in scopes.items() if lead and pk in known],
        support=[known[pk] for pk, lead in scopes.items() if not lead and pk in known],
        cells=[words[scopes.get(pk)] for pk in known],
    )


def _may_scope(request: HttpRequest, campaign: Campaign) -> bool:
    return can_set_up(request.user, campaign) and campaign.status == Campaign.Status.DRAFT


def _after(campaign: Campaign, found: CheckItem) -> int | None:
    """The number of the next item that departments answer."""
    later = CheckItem.objects.asked().filter(checklist__campaign=campaign, order__gt=found.order)
    return later.values_list("no", flat=True).first()
