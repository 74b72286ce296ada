"""Evidence: upload to an answer, remove from it, download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import evidence_to_read
from campaigns.evidence import read_verified
from campaigns.models import Evidence
from campaigns.views.filling import save_item
from organization.models import Person, record

# A browser that opens the file nevertheless runs and loads nothing in it.
GUARDED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@require_POST
def upload_evidence(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Add files to an item; what was typed beside them is saved as well, so nothing is lost."""
    return save_item(request, code, department, no)


@require_POST
def remove_evidence(
    request: HttpRequest, code: str, department: str, no: int, pk: int
) -> HttpResponse:
    """The file no longer supports the item; the file itself is kept, and what was typed too."""
    return save_item(request, code, department, no, removing=pk)


@require_safe
def evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The original file, verified against its SHA-256 before the first byte is sent."""
    return download(request, evidence_to_read(request, code, pk), by=request.user)


def download(request: HttpRequest, kept: Evidence, *, by: Person) -> HttpResponse:
    """A file that `by` may read, as an attachment; 404 without it, 409 when it is damaged."""
    if kept.swept_at is not None:
        raise Http404
    contents = read_verified(kept)
    if contents is None:
        record("evidence.damaged", kept, by=by, ok=False, sha256=kept.sha256)
        return render(request, "campaigns/evidence_damaged.html", {"evidence": kept}, status=409)
    if request.method != "HEAD":  # it is told of the file, not given it
        record("evidence.read", kept, by=by)
    return HttpResponse(
        contents,
        content_type=kept.kind,
        headers={"Content-Disposition": content_disposition_header(True, kept.name), **GUARDED},
    )
