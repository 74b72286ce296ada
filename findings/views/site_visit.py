"""One visit: the visitor writes on the phone, the office accepts or sends back."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_set_up
from campaigns.views.evidence import download as send_file
from findings import visit_photos, visit_reassigning, visiting
from findings.forms.visit import ReassignForm, VisitForm
from findings.models import FindingSource, SiteVisit, VisitPhoto
from findings.models import visit as visit_model
from findings.permissions import can_judge_visit, can_record_visit
from organization.access import demand
from organization.forms.reason import ReasonForm
from organization.models import NotAllowed

# Two reasons on one page: their fields need ids of their own.
BACK_IDS, CANCEL_IDS = "back_%s", "cancel_%s"


@require_safe
def site_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The record: a form for its visitor, to be read by whoever oversees."""
    return _page(request, _visit(request, code, pk))


@require_safe
def own_visits(request: HttpRequest) -> HttpResponse:
    """What a visitor has to do and has done, in all campaigns."""
    rows = SiteVisit.objects.filter(visit_model.own_visits(request.user))
    rows = rows.select_related("plan__campaign", "site").order_by("plan__ends_on", "site__name")
    return render(request, "findings/own_visits.html", {"rows": rows})


@require_POST
def save_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Save what was found so far; with the button "submit" it is handed in as well."""
    visit = _visit(request, code, pk)
    demand(can_record_visit(request.user, visit))
    form = VisitForm(request.POST, visit=visit, points=_points(visit))
    if not form.is_valid():
        return _page(request, visit, form)
    said = form.cleaned_data
    fields = {name: said[name] for name in ("visited_on", "words", "version")}
    visiting.save_visit(visit, form.marks(), by=request.user, **fields)
    errors = visit_photos.take(visit, request.FILES.getlist("files"), by=request.user)
    for error in errors:
        messages.error(request, error)
    if "submit" in request.POST and not errors:
        return _submitted(request, visit)
    messages.success(request, _("The record was saved."))
    return redirect(visit)


def _submitted(request: HttpRequest, visit: SiteVisit) -> HttpResponse:
    """Handed in; or the page with what is missing, everything typed being saved."""
    missing = visiting.missing_for(visit)
    if missing:
        for reason in missing:
            messages.error(request, reason)
        return redirect(visit)
    visiting.submit(visit, by=request.user)
    messages.success(request, _("The record was handed in."))
    return redirect(visit)


@require_POST
def accept_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office takes the record as it is."""
    visit = _judged(request, code, pk)
    visiting.accept(visit, by=request.user)
    messages.success(request, _("The record was accepted: its faults can become findings."))
    return redirect(visit)


@require_POST
def return_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office asks for more."""
    visit = _judged(request, code, pk)
    form = ReasonForm(request.POST, auto_id=BACK_IDS)
    if not form.is_valid():
        return _page(request, visit, back_form=form)
    visiting.send_back(visit, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The record was sent back."))
    return redirect(visit)


@require_POST
def cancel_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office calls the visit off."""
    visit = _visit(request, code, pk)
    demand(can_set_up(request.user, visit.plan.campaign))
    form = ReasonForm(request.POST, auto_id=CANCEL_IDS)
    if not form.is_valid():
        return _page(request, visit, cancel_form=form)
    visiting.cancel(visit, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The visit was called off."))
    return redirect(visit)


@require_POST
def reassign_visit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The office gives a visit that has not begun to another visitor."""
    visit = _visit(request, code, pk)
    demand(can_set_up(request.user, visit.plan.campaign))
    form = ReassignForm(request.POST, visit=visit)
    if not form.is_valid():
        return _page(request, visit, reassign_form=form)
    visit_reassigning.reassign(visit, form.cleaned_data["visitor"], by=request.user)
    messages.success(request, _("The visit was given to another visitor."))
    return redirect(visit)


@require_safe
def visit_photo(request: HttpRequest, code: str, pk: int, photo: int) -> HttpResponse:
    """A photo, for whoever reads the visit."""
    visit = _visit(request, code, pk)
    uses = VisitPhoto.objects.filter(target=visit).select_related("evidence")
    return send_file(request, get_object_or_404(uses, pk=photo).evidence, by=request.user)


@require_POST
def remove_photo(request: HttpRequest, code: str, pk: int, photo: int) -> HttpResponse:
    """The visitor takes a photo off the record."""
    visit = _visit(request, code, pk)
    demand(can_record_visit(request.user, visit))
    uses = VisitPhoto.objects.filter(target=visit).select_related("evidence")
    use = get_object_or_404(uses, pk=photo)
    use.target = visit
    visiting.remove_photo(use, by=request.user)
    messages.success(request, _("The photo was taken off."))
    return redirect(visit)


def _visit(request: HttpRequest, code: str, pk: int) -> SiteVisit:
    """The visit if it exists for the person. The frame names the campaign only to those for whom
    that exists: a visitor from outside reaches nothing else of it."""
    rows = SiteVisit.objects.visible_to(request.user).select_related(
        "plan__campaign__office", "plan__script", "site__department", "visitor__department"
    )
    visit = get_object_or_404(rows, plan__campaign__code=code, pk=pk)
    campaign = Campaign.objects.visible_to(request.user).filter(pk=visit.plan.campaign_id).first()
    if campaign is not None:
        request.campaign = campaign
    return visit


def _judged(request: HttpRequest, code: str, pk: int) -> SiteVisit:
    visit = _visit(request, code, pk)
    person = request.user
    if can_set_up(person, visit.plan.campaign) and not can_judge_visit(person, visit):
        raise NotAllowed(_("Nobody accepts the own record."))
    demand(can_judge_visit(person, visit))
    return visit


def _points(visit: SiteVisit) -> list:
    return list(visit.plan.script.points.select_related("fault_class"))


def _page(
    request: HttpRequest,
    visit: SiteVisit,
    form: VisitForm | None = None,
    **sent: Form,
) -> HttpResponse:
    """The page, with the form that was filled in wrongly when there is one."""
    person, status, campaign = request.user, SiteVisit.Status, visit.plan.campaign
    writes = visit.status in status.writable and can_record_visit(person, visit)
    points = _points(visit)
    oversees = can_oversee(person, campaign)
    sources = FindingSource.objects.visible_to(person).filter(visit__visit=visit)
    fed = {row.visit.point_id: row.finding for row in sources.select_related("visit", "finding")}
    marks = visit.points.select_related("point__fault_class", "visit__plan")
    marks = list(marks)
    office = can_set_up(person, campaign) and campaign.is_running
    context = {
        "visit": visit,
        "code": campaign.code,
        "form": form or (VisitForm(visit=visit, points=points) if writes else None),
        "marks": [(mark, fed.get(mark.point_id) if oversees else None) for mark in marks],
        "score": sum(mark.score or 0 for mark in marks),
        "most": sum(point.most for point in points),
        "photos": visit.evidence_uses.select_related("evidence"),
        "writes": writes,
        "oversees": oversees,
        "may_judge": office and visit.status == status.SUBMITTED and visit.visitor_id != person.pk,
        "may_cancel": office and visit.status in status.writable,
        "may_reassign": office and not visit_reassigning.has_begun(visit),
        "reassign_form": ReassignForm(visit=visit) if office else None,
        "back_form": ReasonForm(auto_id=BACK_IDS),
        "cancel_form": ReasonForm(auto_id=CANCEL_IDS),
        **sent,
    }
    answer = 422 if form or sent else 200
    return render(request, "findings/site_visit.html", context, status=answer)
