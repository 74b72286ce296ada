"""A personal sheet: filled on the phone by its person, read by its reviewer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import layers
from campaigns.forms.level import BackForm, PersonalSheetForm, ReviewerForm, SignatureForm
from campaigns.models import PersonalSheet
from campaigns.permissions import can_read_personal, can_review_personal
from organization.access import demand
from organization.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def personal_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The sheet; a POST of its person saves what was typed."""
    sheet = _sheet_or_404(request, code, pk)
    if request.method == "POST":
        return _save(request, sheet)
    return _page(request, sheet)


@require_POST
def submit_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Sign and hand in."""
    sheet = _sheet_or_404(request, code, pk)
    demand(sheet.person_id == request.user.pk, _("Only the person whose sheet it is fills it."))
    return submit(request, request.user, sheet, sheet.get_absolute_url())


def submit(
    request: HttpRequest, person: Person, sheet: PersonalSheet, address: str
) -> HttpResponse:
    """`person` signs and hands in."""
    form = SignatureForm(request.POST, person=person)
    if not form.is_valid():
        return page(request, person, sheet, address, signing=form, status=422)
    layers.submit_sheet(sheet, by=person, signature=form.cleaned_data["signature"])
    messages.success(request, _("Signed and handed in. Thank you."))
    return redirect(address)


@require_POST
def accept_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Read and taken as it is."""
    sheet = _for_reviewer(request, code, pk)
    layers.accept_sheet(sheet, by=request.user)
    messages.success(request, _("The sheet is accepted."))
    return redirect(sheet)


@require_POST
def return_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Send it back, saying why."""
    sheet = _for_reviewer(request, code, pk)
    form = BackForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, back=form, status=422)
    layers.send_sheet_back(sheet, form.cleaned_data["note"], by=request.user)
    messages.success(request, _("The sheet was sent back."))
    return redirect("level_sheets", code, sheet.level_id)


@require_POST
def name_reviewer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The reviewer of a leader's sheet names somebody else for it."""
    sheet = _for_reviewer(request, code, pk)
    form = ReviewerForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, naming=form, status=422)
    layers.name_reviewer(sheet, form.cleaned_data["to"], by=request.user)
    messages.success(request, _("The sheet is passed on for review."))
    return redirect("home")


def _sheet_or_404(request: HttpRequest, code: str, pk: int) -> PersonalSheet:
    visible = PersonalSheet.objects.visible_to(request.user).filter(level__campaign__code=code)
    sheet = get_object_or_404(
        visible.select_related("level__campaign", "person", "department", "reviewer"), pk=pk
    )
    if not can_read_personal(request.user, sheet):
        raise Http404
    request.campaign = sheet.level.campaign
    return sheet


def _for_reviewer(request: HttpRequest, code: str, pk: int) -> PersonalSheet:
    sheet = _sheet_or_404(request, code, pk)
    demand(can_review_personal(request.user, sheet), _("Nobody reviews the own sheet."))
    return sheet


def _save(request: HttpRequest, sheet: PersonalSheet) -> HttpResponse:
    demand(sheet.person_id == request.user.pk, _("Only the person whose sheet it is fills it."))
    return save(request, request.user, sheet, sheet.get_absolute_url())


def save(request: HttpRequest, person: Person, sheet: PersonalSheet, address: str) -> HttpResponse:
    """Save what `person` typed; `address` is the page, by account or by personal link."""
    form = PersonalSheetForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return page(request, person, sheet, address, form=form, status=422)
    try:
        layers.save_sheet(sheet, form.cleaned_data["version"], form.answers(), by=person)
    except layers.StaleSheet as stale:
        form.add_error(None, str(stale))
        return page(request, person, sheet, address, form=form, stale=True, status=409)
    messages.success(request, _("Saved."))
    return redirect(f"{address}#sign")


def _page(request: HttpRequest, sheet: PersonalSheet, **forms) -> HttpResponse:
    return page(request, request.user, sheet, sheet.get_absolute_url(), **forms)


def page(
    request: HttpRequest,
    person: Person,
    sheet: PersonalSheet,
    address: str,
    *,
    status: int = 200,
    **forms,
) -> HttpResponse:
    """The sheet as `person` sees it; forms that came back with errors are shown as typed."""
    own = sheet.person_id == person.pk
    writes = own and sheet.is_with_person and sheet.level.campaign.is_running
    form = forms.get("form") or PersonalSheetForm(sheet=sheet)
    if forms.get("stale"):  # saving once more is the person's decision, with both texts in view
        form.data = {**form.data.dict(), "version": sheet.version}
    context = {
        "sheet": sheet,
        "level": sheet.level,
        "address": address,
        "form": form,
        "theirs": sheet.answers.select_related("item") if forms.get("stale") else (),
        "writes": writes,
        "missing": layers.missing(sheet) if writes else (),
        "signing": forms.get("signing") or SignatureForm(person=person),
        "reviews": can_review_personal(person, sheet) and sheet.status == "submitted",
        "back": forms.get("back") or BackForm(),
        "naming": forms.get("naming") or ReviewerForm(),
        "answers": sheet.answers.select_related("item"),
    }
    frame = "personal" if request.user.is_authenticated else "personal_linked"
    return render(request, f"campaigns/{frame}.html", context, status=status)
