"""Files of a personal sheet: sent in pieces, taken off, and read back by a personal link."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import attaching, library, personal_filling
from campaigns.evidence import Kept
from campaigns.models import CheckItem, Evidence, PersonalEvidence
from campaigns.personal_page import files_of, save
from campaigns.views import uploads
from campaigns.views.evidence import download
from campaigns.views.personal import page
from campaigns.views.personal_visit import Visit, by_account, by_link


@require_POST
def begin(request: HttpRequest, visit: Visit, no: int) -> JsonResponse:
    """Announce a file for an item."""
    return uploads.begin(request, _aim(request, visit, no))


@require_http_methods(["GET", "POST"])
def go_on(request: HttpRequest, visit: Visit, no: int, upload: int) -> JsonResponse:
    """GET: how much has arrived. POST: the piece that begins at `?offset=`."""
    return uploads.go_on(request, _aim(request, visit, no), upload)


@require_POST
def remove(request: HttpRequest, visit: Visit, no: int, file: int) -> HttpResponse:
    """The file no longer supports the item; what was typed beside it is saved as well."""
    visit.demand_own()
    item = _item(visit, no)
    kept = get_object_or_404(Evidence.objects.library(**visit.sheet.shelf), pk=file)
    outcome = save(request, visit)
    if outcome.status != 200:
        return page(request, visit, outcome=outcome)
    answer = personal_filling.answer_for_files(visit.sheet, item, by=visit.person)
    attaching.detach(answer, kept, by=visit.person)
    return redirect(f"{visit.to('personal_sheet')}#item-{no}")


@require_safe
def read(request: HttpRequest, visit: Visit, file: int) -> HttpResponse:
    """The own file by the link, as with an account."""
    uses = PersonalEvidence.objects.filter(target__sheet=visit.sheet).values("evidence")
    kept = get_object_or_404(Evidence.objects.filter(pk__in=uses), pk=file)
    return download(request, kept, by=visit.person)


begin_personal_upload, begin_personal_upload_link = by_account(begin), by_link(begin)
go_on_personal_upload, go_on_personal_upload_link = by_account(go_on), by_link(go_on)
remove_personal_evidence, remove_personal_evidence_link = by_account(remove), by_link(remove)
personal_evidence_link = by_link(read)


def _aim(request: HttpRequest, visit: Visit, no: int) -> uploads.Aim:
    visit.demand_own()
    item = _item(visit, no)
    return uploads.Aim(
        visit.sheet,
        visit.person,
        demand=lambda: personal_filling.demand_fillable(visit.sheet, by=visit.person),
        url=lambda pk: visit.to("go_on_personal_upload", no, pk),
        attached=lambda kept: _attached(request, visit, item, kept),
    )


def _attached(request: HttpRequest, visit: Visit, item: CheckItem, kept: Kept) -> JsonResponse:
    answer = personal_filling.answer_for_files(visit.sheet, item, by=visit.person)
    attaching.attach(answer, kept.evidence, by=visit.person)
    context = {
        "files": files_of(visit, [answer], removable=True)[answer.pk],
        "file_notes": [] if kept.is_new else [library.said_of(kept.evidence)],
    }
    part = render_to_string("campaigns/_files.html", context, request)
    return JsonResponse({"state": "saved", "files": part})


def _item(visit: Visit, no: int) -> CheckItem:
    row = visit.sheet.level.asked.select_related("item").filter(item__no=no).first()
    if row is None:
        raise Http404
    return row.item
