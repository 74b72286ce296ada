"""逐项核查: inspectors look at items in departments that are not their own."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import verification as acts
from campaigns.access import campaign_or_404
from campaigns.forms.verification import VerificationForm
from campaigns.item_page import result_choices
from campaigns.models import Answer, Campaign, CheckItem, ItemScope, SelfCheck, Verification
from campaigns.permissions import can_oversee, can_read_sheet, can_verify, fills_sheet, is_own
from campaigns.review_page import as_submitted
from campaigns.rounds import fields_of, sample_words
from organization.access import demand
from organization.models import Department
from organization.scope import in_departments

PAGE = 50


@dataclass
class Pair:
    """An item in a department, and what the inspectors found there."""

    item: CheckItem
    department: Department
    verification: Verification | None
    may: bool

    @property
    def sample(self) -> str:
        """The sample in words."""
        row = self.verification
        return sample_words(row.sample_n, row.sample_ok) if row else ""


@require_safe
def verifications(request: HttpRequest, code: str) -> HttpResponse:
    """What was verified and what can be; a department sees what was verified with it."""
    campaign = campaign_or_404(request, code)
    oversees = can_oversee(request.user, campaign)
    every = _scopes(request, campaign, everything=oversees)
    chosen, show = request.GET.get("department", ""), request.GET.get("show", "")
    wanted = every.filter(department__code=chosen) if chosen else every
    if show in ("open", "done"):
        wanted = wanted.filter(is_verified=show == "done")
    page = Paginator(wanted, PAGE).get_page(request.GET.get("page"))
    pairs = _pairs(request, campaign, list(page.object_list))
    context = {
        "pairs": pairs,
        "page": page,
        "done": every.filter(is_verified=True).count(),
        "total": every.count(),
        "oversees": oversees,
        "show": show,
        "chosen": chosen,
        "departments": Department.objects.filter(participations__campaign=campaign),
        "is_open": campaign.has_open("analysis"),
        "verified": [pair.verification for pair in pairs if pair.verification],
    }
    return render(request, "campaigns/verifications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Record what was seen of one item in one department; a record is read, not changed."""
    campaign = campaign_or_404(request, code)
    scope = get_object_or_404(
        ItemScope.objects.select_related("item", "department"),
        item__checklist__campaign=campaign,
        item__no=no,
        item__from_records=False,
        department__code=department,
    )
    known = _verified(request, campaign).filter(item=scope.item, department=scope.department)
    row = known.first()
    _demand_reader(request, campaign, scope.department, has_row=row is not None)
    if request.method != "POST":
        return _show(request, campaign, scope, row, VerificationForm())
    demand(
        can_verify(request.user, campaign, scope.department),
        _("Inspectors verify, and never their own department."),
    )
    form = VerificationForm(request.POST)
    if not form.is_valid():
        return _show(request, campaign, scope, row, form)
    acts.verify(campaign, scope.item, scope.department, by=request.user, **form.cleaned_data)
    messages.success(request, _("The verification of item %(no)d is recorded.") % {"no": no})
    return redirect("verifications", code)


def _show(
    request: HttpRequest,
    campaign: Campaign,
    scope: ItemScope,
    row: Verification | None,
    form: VerificationForm,
) -> HttpResponse:
    context = {
        "item": scope.item,
        "department": scope.department,
        "row": row,
        "sample": sample_words(row.sample_n, row.sample_ok) if row else "",
        "form": form,
        "choices": result_choices(),
        "answer": _answer_for(request, campaign, scope),
        "is_open": campaign.has_open("analysis"),
        "may": can_verify(request.user, campaign, scope.department),
        "own": is_own(request.user, scope.department),
    }
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/verify.html", context, status=status)


def _scopes(request: HttpRequest, campaign: Campaign, *, everything: bool) -> QuerySet[ItemScope]:
    """Every item × department for overseers, else what was verified in one's department."""
    known = Verification.objects.filter(item=OuterRef("item"), department=OuterRef("department"))
    scopes = (
        ItemScope.objects.filter(item__checklist__campaign=campaign, item__from_records=False)
        .annotate(is_verified=Exists(known))
        .select_related("item", "department")
        .order_by("department__order", "department__code", "item__order")
    )
    if everything:
        return scopes
    return scopes.filter(in_departments(request.user, "department"), is_verified=True)


def _pairs(request: HttpRequest, campaign: Campaign, scopes: list[ItemScope]) -> list[Pair]:
    """The scopes of one page with what was found; one statement."""
    known = _verified(request, campaign).filter(
        item__in={scope.item_id for scope in scopes},
        department__in={scope.department_id for scope in scopes},
    )
    rows = {(row.item_id, row.department_id): row for row in known}
    may = {
        department: can_verify(request.user, campaign, department)
        for department in {scope.department for scope in scopes}
    }
    return [
        Pair(
            scope.item,
            scope.department,
            rows.get((scope.item_id, scope.department_id)),
            may[scope.department],
        )
        for scope in scopes
    ]


def _verified(request: HttpRequest, campaign: Campaign):
    return (
        Verification.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .select_related("campaign", "item", "department", "by")
    )


def _demand_reader(
    request: HttpRequest, campaign: Campaign, department: Department, *, has_row: bool
) -> None:
    """Overseers, and the department itself once there is something to read."""
    if can_oversee(request.user, campaign):
        return
    if not request.user.roles.in_department(department, "head", "member"):
        raise Http404
    demand(has_row, _("This item has not been verified in your department."))


def _answer_for(request: HttpRequest, campaign: Campaign, scope: ItemScope) -> list:
    """The department's own answer, as far as the person may read it."""
    sheet = (
        SelfCheck.objects.filter(campaign=campaign, department=scope.department)
        .select_related("campaign", "department")
        .first()
    )
    if sheet is None or not can_read_sheet(request.user, sheet):
        return []
    answer = Answer.objects.filter(selfcheck=sheet, item=scope.item).first()
    if answer is None:
        return []
    if not fills_sheet(request.user, sheet):
        as_submitted(sheet, [answer])
    return fields_of(answer.contents(), scope.item.count_names)
