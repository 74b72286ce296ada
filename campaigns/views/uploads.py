"""Uploads in pieces: begin or go on, and one piece after the other."""

from collections.abc import Callable
from dataclasses import dataclass

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
from campaigns.uploads import Sheet
from campaigns.views.filling import autosaved
from organization.models import NotAllowed, Person


@dataclass(frozen=True)
class Aim:
    """Where a file goes: the sheet and its item, and what is said when it has arrived.

    `demand` raises NotAllowed when the item takes no file; `url` is where pieces of an upload
    go; `attached` lets the stored file support the answer, and answers.
    """

    sheet: Sheet
    by: Person
    demand: Callable[[], None]
    url: Callable[[int], str]
    attached: Callable[[Kept], JsonResponse]


@require_POST
def begin_upload(request: HttpRequest, code: str, department: str, no: int) -> JsonResponse:
    """Announce a file; the answer says where its pieces go and how much of it is here."""
    return begin(request, _aim(request, code, department, no))


@require_http_methods(["GET", "POST"])
def go_on_uploading(
    request: HttpRequest, code: str, department: str, no: int, pk: int
) -> JsonResponse:
    """GET: how much has arrived. POST: the piece that begins at `?offset=`."""
    return go_on(request, _aim(request, code, department, no), pk)


def begin(request: HttpRequest, aim: Aim) -> JsonResponse:
    """The answer to an announced file: where to send it, or that it is here already."""
    said = request.POST
    size = int(said.get("size", "")) if said.get("size", "").isdecimal() else 0
    sha256 = said.get("sha256", "").lower()
    try:
        aim.demand()
        same = uploads.already_there(aim.sheet, sha256)
        if same is not None:
            return aim.attached(Kept(same, is_new=False))
        upload = uploads.begin(
            aim.sheet, said.get("name", ""), size, said.get("stamp", ""), sha256, by=aim.by
        )
    except ValidationError as error:
        return _refused(" ".join(error.messages), 422)
    except NotAllowed as refusal:
        return _refused(refusal.reason, 409)
    return _goes_on(upload, aim.url(upload.pk))


def go_on(request: HttpRequest, aim: Aim, pk: int) -> JsonResponse:
    """How much of an upload has arrived, after the piece that came along if there is one."""
    upload = get_object_or_404(
        Upload.objects.select_related("campaign", "department", "owner"),
        pk=pk,
        by=aim.by,
        **aim.sheet.shelf,
    )
    if request.method == "GET":
        return _goes_on(upload, request.path)
    try:
        aim.demand()
        offset = request.GET.get("offset", "")
        uploads.receive(upload, int(offset) if offset.isdecimal() else -1, request.body)
        if upload.arrived < upload.size:
            return _goes_on(upload, request.path)
        return aim.attached(uploads.finish(upload, by=aim.by))
    except ValidationError as error:
        return _refused(" ".join(error.messages), 422)
    except NotAllowed as refusal:
        return _refused(refusal.reason, 409)


def _aim(request: HttpRequest, code: str, department: str, no: int) -> Aim:
    place = place_to_write(request, code, department, no)
    return Aim(
        place.sheet,
        request.user,
        demand=lambda: attaching.demand_writable(place),
        url=lambda pk: reverse("go_on_uploading", args=[code, department, no, pk]),
        attached=lambda kept: _attached(request, place, kept),
    )


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
