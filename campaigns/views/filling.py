"""Filling a sheet: the list, one item in focus, autosave, handing over, submitting."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import filling, handing_over, quota, saving
from campaigns.access import place_to_write
from campaigns.file_kinds import ACCEPT
from campaigns.forms.submission import HandOverForm, SubmissionForm
from campaigns.item_page import ItemPage, files_of, is_writable, item_page
from campaigns.last_time import TAKEN_OVER, knowing_earlier
from campaigns.models import Answer, SelfCheck
from campaigns.nil_reports import NotDeclared, declaration_of
from campaigns.permissions import (
    can_hand_over,
    can_submit,
    fills_sheet,
)
from campaigns.places import Place, place_of, read_sheet, sheets_of
from campaigns.rounds import compare
from campaigns.sheet_rows import SheetList, SheetRow, sheet_list
from organization import clock
from organization.access import demand


def fill(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """The sheet with the first incomplete item in focus; overseers are led to the review."""
    sheet = sheet_or_404(request, code, department)
    if not fills_sheet(request.user, sheet):
        return redirect("review_sheet", code, department)
    listing = sheet_list(sheet, request.GET.get("show", ""), request.GET.get("q", ""))
    mine = [row for row in listing.shown_blocking if is_writable(sheet, row, request.user)]
    row = next(iter([*mine, *listing.shown_blocking, *listing.shown, *listing.rows]), None)
    if row is None:
        raise Http404
    page = item_page(listing, row.item.no, request.user)
    return render(request, "campaigns/fill.html", {**_context(page), "at_list": True})


@require_http_methods(["GET", "HEAD", "POST"])
def fill_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """One item of the sheet; a POST saves what was typed for it."""
    if request.method == "POST":
        return save_item(request, code, department, no)
    sheet = sheet_or_404(request, code, department)
    if not fills_sheet(request.user, sheet):
        return redirect("review_item", code, department, no)
    return _show(request, sheet, no)


def save_item(
    request: HttpRequest, code: str, department: str, no: int, *, removing: int | None = None
) -> HttpResponse:
    """Save an item and answer as it was asked: a page, or JSON to the autosave."""
    place = place_to_write(request, code, department, no)
    goes_to = request.POST.get("go", "")
    outcome = saving.save(request, place, removing=removing)
    if request.headers.get("X-Autosave"):
        return autosaved(request, outcome, with_files=bool(request.FILES))
    if outcome.status != 200:
        return _show(request, place.sheet, no, outcome)
    if outcome.answer is not None and outcome.answer.status == Answer.Status.RETURNED:
        text = _("Item %(no)d is saved. It counts as checked again when you tick it so.")
        messages.warning(request, text % {"no": no})
    else:
        messages.success(request, _("Item %(no)d is saved.") % {"no": no})
    to = int(goes_to) if goes_to.isdecimal() else no
    query = request.META.get("QUERY_STRING", "")
    url = reverse("fill_item", args=[code, department, to])
    return redirect(f"{url}?{query}" if query else url)


@require_POST
def submit_sheet(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """The head signs and submits; what is missing is listed with links."""
    sheet = sheet_or_404(request, code, department)
    demand(can_submit(request.user, sheet), _("The head of the department submits the sheet."))
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return _not_submitted(request, sheet, form)
    try:
        filling.submit(sheet, by=request.user, **form.cleaned_data)
    except NotDeclared as refusal:
        form.add_error("nil", refusal.reason)
        return _not_submitted(request, sheet, form)
    messages.success(request, _("The sheet is signed and submitted. It is now being reviewed."))
    return redirect(sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Choose who answers the item from now on."""
    place = _place_of_head(request, code, department, no)
    form = HandOverForm(request.POST or None, sheet=place.sheet, by=request.user)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        handing_over.hand_over(place.sheet, place.item, to, by=request.user)
        text = _("Item %(no)d is handed over: %(to)s") % {"no": no, "to": to.title}
        messages.success(request, text)
        return redirect("fill_item", code, department, no)
    context = {"sheet": place.sheet, "item": place.item, "form": form}
    return render(
        request, "campaigns/hand_over.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def take_back_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The head answers the item again."""
    place = _place_of_head(request, code, department, no)
    handing_over.take_back(place.sheet, place.item, by=request.user)
    messages.success(request, _("Item %(no)d is taken back.") % {"no": no})
    return redirect("fill_item", code, department, no)


def sheet_or_404(request: HttpRequest, code: str, department: str) -> SelfCheck:
    """The sheet if it exists for the person; the frame of the page then names its campaign."""
    sheet = read_sheet(knowing_earlier(sheets_of(request.user, code, department)))
    if sheet is None:
        raise Http404
    request.campaign = sheet.campaign
    return sheet


def _not_submitted(request: HttpRequest, sheet: SelfCheck, form: SubmissionForm) -> HttpResponse:
    """The sheet again, with what is wrong in the form under it."""
    listing = sheet_list(sheet)
    page = item_page(listing, listing.rows[0].item.no, request.user)
    context = _context(page)
    asked = context["submission"]
    form.declares = asked.declares or "nil" in form.errors
    form["nil"].help_text = asked.fields["nil"].help_text  # this one was bound before
    return render(request, "campaigns/fill.html", {**context, "submission": form}, status=422)


def kept_query(listing: SheetList) -> str:
    """The filter and the search, as the links of the page carry them on."""
    kept = {"show": listing.show, "q": listing.words}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else ""


def _place_of_head(request: HttpRequest, code: str, department: str, no: int) -> Place:
    place = place_of(request.user, code, department, no)
    if place is None:
        raise Http404
    request.campaign = place.sheet.campaign
    demand(can_hand_over(request.user, place.sheet), _("The head hands items over."))
    return place


def _show(
    request: HttpRequest, sheet: SelfCheck, no: int, outcome: saving.Outcome | None = None
) -> HttpResponse:
    """The page of the item; after a failed save with everything that was typed."""
    listing = sheet_list(sheet, request.GET.get("show", ""), request.GET.get("q", ""))
    lost = outcome is not None and outcome.state != "saved"
    page = item_page(listing, no, request.user, request.POST if lost else None)
    if page is None:
        raise Http404
    if page.last and (name := request.GET.get("take", "")) in TAKEN_OVER and not lost:
        page.values[name] = page.last.taken_over(name, page.values[name])
    context = {**_context(page), "outcome": outcome}
    if lost:
        context["save_state"] = "conflict" if outcome.theirs else ""
    if lost and outcome.theirs is not None:
        context["stale"] = _both_texts(outcome)
    return render(
        request, "campaigns/fill.html", context, status=outcome.status if outcome else 200
    )


def _context(page: ItemPage) -> dict:
    answer = page.row.answer
    declaration = declaration_of((row.item, row.answer) for row in page.listing.rows)
    saved_today = answer is not None and clock.day_of(answer.edited_at) == clock.today()
    return {
        "page": page,
        "sheet": page.sheet,
        "submission": SubmissionForm(statement=declaration.words if declaration else ""),
        **quota.sizes(),
        "accept": ACCEPT,
        "edits_closed": filling.closed_because(page.sheet),
        "query": kept_query(page.listing),
        "owner": saving.owner_of_kept(page.person, page.sheet.campaign),
        "save_state": "saved" if saved_today else "",
    }


def _both_texts(outcome: saving.Outcome) -> dict:
    """What the other person saved beside what this one typed."""
    theirs = outcome.theirs
    mine = outcome.form.draft().contents
    sheet, item = outcome.place.sheet, outcome.place.item
    url = reverse("fill_item", args=[sheet.campaign.code, sheet.department.code, item.no])
    fields = compare(theirs.contents(), mine, item.count_names)
    return {"theirs": theirs, "fields": fields, "url": url}


def autosaved(
    request: HttpRequest, outcome: saving.Outcome, *, with_files: bool = False
) -> JsonResponse:
    """What the scripts on the page need to know; with the new list of files if there is one."""
    said: dict = {"state": outcome.state, "reason": outcome.reason}
    if outcome.state == "invalid":
        said["errors"] = outcome.form.errors
    elif outcome.state == "stale":
        said["part"] = render_to_string("campaigns/_stale.html", {"stale": _both_texts(outcome)})
    elif outcome.answer is not None:
        said |= _saved(outcome)
        if with_files:
            said["files"] = _files_part(request, outcome)
    return JsonResponse(said, status=outcome.status)


def _saved(outcome: saving.Outcome) -> dict:
    answer, item = outcome.answer, outcome.place.item
    row = SheetRow(item, answer, missing=filling.missing_in(item, answer))
    return {
        "version": answer.version,
        "at": f"{timezone.localtime(answer.edited_at):%H:%M}",
        "missing": row.missing,
        "look": row.look._asdict(),
        "word": row.word,
        "note": _("not complete") if row.result and row.missing else "",
    }


def _files_part(request: HttpRequest, outcome: saving.Outcome) -> str:
    row = SheetRow(outcome.place.item, outcome.answer)
    context = {
        "files": files_of(outcome.place.sheet, row, removable=True),
        "file_errors": outcome.file_errors,
        "file_notes": outcome.notes,
    }
    return render_to_string("campaigns/_files.html", context, request)
