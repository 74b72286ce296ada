"""Choosing evidence from the files of the department, and putting a newer file in its place."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import attaching, evidence, library, quota
from campaigns.access import place_to_write
from campaigns.file_kinds import ACCEPT
from campaigns.models import Evidence
from campaigns.places import Place

A_PAGE = 30


def choose_evidence(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The library of the department; what is ticked supports the item from then on."""
    place = place_to_write(request, code, department, no)
    if request.method == "POST":
        return _chosen(request, place)
    words = request.GET.get("q", "").strip()
    rows = library.files_of_department(place.sheet, words)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = library.shelved(page.object_list, place.answer and place.answer.pk)
    context = {"place": place, "page": page, "words": words}
    return render(request, "campaigns/library.html", context)


def _chosen(request: HttpRequest, place: Place) -> HttpResponse:
    keys = [key for key in request.POST.getlist("files") if key.isdecimal()]
    files = library.files_of_department(place.sheet).filter(pk__in=keys)
    n = attaching.choose(place, files, by=request.user)
    if n:
        said = ngettext(
            "%(n)d file of the library supports this item now.",
            "%(n)d files of the library support this item now.",
            n,
        )
        messages.success(request, said % {"n": n})
    else:
        messages.info(request, _("Nothing was chosen that did not support this item already."))
    return redirect("fill_item", *_address(place))


def replace_evidence(
    request: HttpRequest, code: str, department: str, no: int, pk: int
) -> HttpResponse:
    """A newer file for an older one; the older one stays readable in the item."""
    place = place_to_write(request, code, department, no)
    here = place.answer.evidence_uses.standing() if place.answer else Evidence.objects.none()
    files = library.files_of_department(place.sheet).filter(pk__in=here.values("evidence"))
    old = get_object_or_404(files, pk=pk)
    error = ""
    if request.method == "POST":
        error = _replace(request, place, old)
        if not error:
            return redirect("fill_item", *_address(place))
    context = {"place": place, "old": old, "error": error, "accept": ACCEPT}
    context |= quota.limits(request.user)
    status = 422 if error else 200
    return render(request, "campaigns/replace_evidence.html", context, status=status)


def _replace(request: HttpRequest, place: Place, old: Evidence) -> str:
    """Put the uploaded file in the place of `old`; why it was not taken, "" when it was."""
    attaching.answer_for_files(place, by=request.user)  # asks whether the item is open
    upload = request.FILES.get("evidence")
    if upload is None:
        return _("Please choose a file.")
    sheet = place.sheet
    try:
        kept = evidence.keep(upload, sheet.campaign, sheet.department, by=request.user)
    except ValidationError as error:
        return " ".join(error.messages)
    attaching.replace(place.answer, old, kept.evidence, by=request.user)
    messages.success(request, _("The newer file is valid now; the older one can still be read."))
    if not kept.is_new:
        messages.info(request, library.said_of(kept.evidence))
    return ""


def _address(place: Place) -> list:
    sheet = place.sheet
    return [sheet.campaign.code, sheet.department.code, place.item.no]
