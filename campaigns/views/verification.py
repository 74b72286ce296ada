"""逐项核查: inspectors look at items in departments that are not their own."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import verification as acts
from campaigns.access import campaign_or_404
from campaigns.file_kinds import ACCEPT
from campaigns.forms.verification import (
    CorrectionForm,
    ReplyForm,
    StatementForm,
    VerificationForm,
    VersionForm,
)
from campaigns.item_page import file_of, result_choices
from campaigns.models import Campaign, ItemScope, PlannedCheck, SelfCheck, Verification
from campaigns.permissions import (
    can_give_feedback,
    can_oversee,
    can_plan_verification,
    can_reply,
    can_verify,
    is_own,
)
from campaigns.seen_files import keep_brought, shown_to_inspectors
from campaigns.verification_page import (
    answer_shown,
    counts_of,
    pairs_of,
    record_page,
    scopes_of,
    shown_scopes,
    verified,
)
from organization.access import demand
from organization.models import Department
from organization.models.role import holders
from organization.timeline import timeline

PAGE = 50


@require_safe
def verifications(request: HttpRequest, code: str) -> HttpResponse:
    """What was verified and what can be; a department sees what was verified with it."""
    campaign = campaign_or_404(request, code)
    oversees = can_oversee(request.user, campaign)
    every = scopes_of(campaign, request.user, oversees=oversees)
    chosen, show = request.GET.get("department", ""), request.GET.get("show", "")
    wanted = shown_scopes(every, show, request.user)
    if chosen:
        wanted = wanted.filter(department__code=chosen)
    page = Paginator(wanted, PAGE).get_page(request.GET.get("page"))
    pairs = pairs_of(campaign, request.user, list(page.object_list))
    counts = counts_of(campaign, request.user, every)
    rows = [pair.verification for pair in pairs if pair.verification]
    context = {
        "pairs": pairs,
        "page": page,
        "counts": counts,
        "tiles": counts.tiles(oversees=oversees),
        "oversees": oversees,
        "may_plan": can_plan_verification(request.user, campaign),
        "show": show,
        "chosen": chosen,
        "departments": Department.objects.filter(participations__campaign=campaign),
        "is_open": campaign.has_open("analysis"),
        "verified": rows,
        "to_confirm": _to_confirm(request, campaign, rows),
    }
    return render(request, "campaigns/verifications.html", context)


def _to_confirm(request: HttpRequest, campaign: Campaign, rows: list[Verification]) -> set[int]:
    """The records of the page that the person may confirm now."""
    if not campaign.is_running:
        return set()
    open_ones = [row for row in rows if row.status == row.Status.RECORDED]
    return {row.pk for row in open_ones if can_give_feedback(request.user, row)}


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Record what was seen of one item in one department, or read the record."""
    campaign, scope, row = place_or_404(request, code, department, no)
    demand_reader(request, campaign, scope.department, has_row=row is not None)
    if request.method != "POST":
        return show_record(request, scope, row)
    demand(
        can_verify(request.user, campaign, scope.department),
        _("Inspectors verify, and never their own department."),
    )
    form = VerificationForm(request.POST, **_choices(request, campaign, scope))
    if not form.is_valid():
        return show_record(request, scope, row, form=form, status=422)
    brought, errors = _brought(request, campaign, scope)
    if errors:
        form.add_error(None, errors)
        return show_record(request, scope, row, form=form, status=422)
    acts.verify(
        campaign,
        scope.item,
        scope.department,
        by=request.user,
        brought=brought,
        **form.cleaned_data,
    )
    messages.success(request, _("The verification of item %(no)d is recorded.") % {"no": no})
    return _on_to_the_next(request, campaign, scope)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_verification(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Correct a record, with the reason; the department is asked once more."""
    campaign, scope, row = place_or_404(request, code, department, no)
    demand_reader(request, campaign, scope.department, has_row=row is not None)
    demand(
        can_verify(request.user, campaign, scope.department),
        _("Inspectors verify, and never their own department."),
    )
    if row is None:
        raise Http404
    choices = _choices(request, campaign, scope)
    if request.method != "POST":
        form = CorrectionForm.of(row, **choices)
        form.initial["version"] = row.version
        return show_record(request, scope, row, correcting=form)
    form = CorrectionForm(request.POST, **choices)
    if not form.is_valid():
        return show_record(request, scope, row, correcting=form, status=422)
    brought, errors = _brought(request, campaign, scope)
    if errors:
        form.add_error(None, errors)
        return show_record(request, scope, row, correcting=form, status=422)
    cleaned = dict(form.cleaned_data)
    version = cleaned.pop("version")
    acts.correct(row, version, by=request.user, brought=brought, **cleaned)
    messages.success(request, _("The record is corrected. The department is asked once more."))
    return redirect(row)


def place_or_404(
    request: HttpRequest, code: str, department: str, no: int
) -> tuple[Campaign, ItemScope, Verification | None]:
    """The campaign, the item in the department, and the record if one exists for the person."""
    campaign = campaign_or_404(request, code)
    scope = get_object_or_404(
        ItemScope.objects.select_related("item", "department"),
        item__checklist__campaign=campaign,
        item__no=no,
        item__from_records=False,
        department__code=department,
    )
    known = verified(campaign, request.user)
    return campaign, scope, known.filter(item=scope.item, department=scope.department).first()


def demand_reader(
    request: HttpRequest, campaign: Campaign, department: Department, *, has_row: bool
) -> None:
    """Overseers, and the department itself once there is something to read."""
    if can_oversee(request.user, campaign):
        return
    if not request.user.roles.in_department(department, "head", "member"):
        raise Http404
    demand(has_row, _("This item has not been verified in your department."))


def show_record(
    request: HttpRequest,
    scope: ItemScope,
    row: Verification | None,
    *,
    status: int = 200,
    **forms,
) -> HttpResponse:
    """The page of an item in a department: the form, or the record with what was said to it."""
    campaign, person = request.campaign, request.user
    sheet = SelfCheck.objects.filter(campaign=campaign, department=scope.department)
    sheet = sheet.select_related("campaign", "department").first()
    may = can_verify(person, campaign, scope.department)
    if row is None and may and "form" not in forms:
        planned = _planned(campaign, scope)
        initial = {"methods": planned.plan.method_list if planned else []}
        forms["form"] = VerificationForm(initial=initial, **_choices(request, campaign, scope))
    context = {
        "item": scope.item,
        "department": scope.department,
        "row": row,
        "record": record_page(row) if row else None,
        "choices": result_choices(),
        "answer": answer_shown(person, sheet, scope.item),
        "answer_files": _files(request, campaign, scope),
        "accept": ACCEPT,
        "max_mb": settings.EVIDENCE_MAX_BYTES // (1024 * 1024),
        "planned": _planned(campaign, scope) if row is None and may else None,
        "is_open": campaign.has_open("analysis"),
        "may": may,
        "own": is_own(person, scope.department),
        "entries": timeline(row, person) if row else [],
        **(_feedback_forms(request, row) if row else {}),
        **forms,
    }
    return render(request, "campaigns/verify.html", context, status=status)


def _feedback_forms(request: HttpRequest, row: Verification) -> dict:
    """The forms for what may be said to a record now."""
    person, version = request.user, {"version": row.version}
    if not row.campaign.is_running:
        return {}
    forms: dict = {}
    if row.status == row.Status.RECORDED and can_give_feedback(person, row):
        forms["agreement"] = VersionForm(initial=version)
        forms["statement"] = StatementForm(initial=version, auto_id="statement_%s")
    if row.status == row.Status.COMMENTED and can_reply(person, row):
        forms["answering"] = ReplyForm(initial=version, auto_id="reply_%s")
    answers_now = row.status == row.Status.COMMENTED
    forms["may_correct"] = can_verify(person, row.campaign, row.department) and (
        answers_now or row.campaign.has_open("analysis")
    )
    return forms


def _choices(request: HttpRequest, campaign: Campaign, scope: ItemScope) -> dict:
    planned = _planned(campaign, scope)
    colleagues = holders(campaign, "inspector").select_related("department")
    strangers = [one.pk for one in colleagues if can_verify(one, campaign, scope.department)]
    return {
        "item": scope.item,
        "files": shown_to_inspectors(campaign, scope.item, scope.department),
        "colleagues": colleagues.filter(pk__in=strangers).exclude(pk=request.user.pk),
        "planned": planned.plan.method_list if planned else None,
    }


def _planned(campaign: Campaign, scope: ItemScope) -> PlannedCheck | None:
    rows = PlannedCheck.objects.filter(item=scope.item, department=scope.department)
    return rows.select_related("plan", "inspector").first()


def _files(request: HttpRequest, campaign: Campaign, scope: ItemScope) -> list:
    """The files of the department's answer, for those who oversee the campaign."""
    if not can_oversee(request.user, campaign):
        return []
    files = shown_to_inspectors(campaign, scope.item, scope.department)
    return [(one.pk, file_of(campaign.code, one)) for one in files]


def _brought(request: HttpRequest, campaign: Campaign, scope: ItemScope):
    uploads = request.FILES.getlist("brought")
    return keep_brought(uploads, campaign, scope.department, by=request.user)


def _on_to_the_next(request: HttpRequest, campaign: Campaign, scope: ItemScope) -> HttpResponse:
    """The next item that is planned for the person, first of all in the same department."""
    mine = PlannedCheck.objects.open().filter(inspector=request.user, plan__campaign=campaign)
    mine = mine.select_related("item", "department")
    here = mine.filter(department=scope.department)
    following = here.filter(item__order__gt=scope.item.order).first() or here.first()
    following = following or mine.first()
    if following is None:
        return redirect("verifications", campaign.code)
    return redirect("verify", campaign.code, following.department.code, following.item.no)
