"""Uploads in pieces: begin or go on, and one piece after the other."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import attaching, library, uploads
from campaigns.access import place_to_write
from campaigns.evidence import Kept
from campaigns.forms.answer import AnswerForm
from campaigns.models import Upload
from campaigns.places import Place
from campaigns.saving import Outcome
from campaigns.views.filling import autosaved
from organization.models import NotAllowed


@require_POST
def begin_upload(request: HttpRequest, code: str, department: str, no: int) -> JsonResponse:
    """Announce a file; the answer says where its pieces go and how much of it is here."""
    place = place_to_write(request, code, department, no)
    said = request.POST
    size = int(said.get("size", "")) if said.get("size", "").isdecimal() else 0
    sha256 = said.get("sha256", "").lower()
    try:
        attaching.demand_writable(place)
        same = uploads.already_there(place.sheet, sha256)
        if same is not None:
            return _attached(request, place, Kept(same, is_new=False))
        upload = uploads.begin(
            place.sheet, said.get("name", ""), size, said.get("stamp", ""), sha256, by=request.user
        )
    except ValidationError as error:
        return _refused(" ".join(error.messages), 422)
    except NotAllowed as refusal:
        return _refused(refusal.reason, 409)
    url = reverse("go_on_uploading", args=[code, department, no, upload.pk])
    return _goes_on(upload, url)


@require_http_methods(["GET", "POST"])
def go_on_uploading(
    request: HttpRequest, code: str, department: str, no: int, pk: int
) -> JsonResponse:
    """GET: how much has arrived. POST: the piece that begins at `?offset=`."""
    place = place_to_write(request, code, department, no)
    sheet = place.sheet
    upload = get_object_or_404(
        Upload.objects.select_related("campaign", "department"),
        pk=pk,
        by=request.user,
        campaign=sheet.campaign,
        department=sheet.department,
    )
    if request.method == "GET":
        return _goes_on(upload, request.path)
    try:
        attaching.demand_writable(place)
        offset = request.GET.get("offset", "")
        uploads.receive(upload, int(offset) if offset.isdecimal() else -1, request.body)
        if upload.arrived < upload.size:
            return _goes_on(upload, request.path)
        return _attached(request, place, uploads.finish(upload, by=request.user))
    except ValidationError as error:
        return _refused(" ".join(error.messages), 422)
    except NotAllowed as refusal:
        return _refused(refusal.reason, 409)


def _attached(request: HttpRequest, place: Place, kept: Kept) -> JsonResponse:
    answer = attaching.answer_for_files(place, by=request.user)
    attaching.attach(answer, kept.evidence, by=request.user)
    notes = [] if kept.is_new else [library.said_of(kept.evidence)]
    form = AnswerForm(item=place.item)
    outcome = Outcome("saved", place, form, answer=answer, notes=notes)
    return autosaved(request, outcome, with_files=True)


def _goes_on(upload: Upload, url: str) -> JsonResponse:
    said = {"state": "goes_on", "url": url, "offset": upload.arrived, "piece": uploads.PIECE}
    return JsonResponse(said)


def _refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"state": "refused", "reason": reason}, status=status)
