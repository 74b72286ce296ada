"""Looking at evidence without opening the original."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns import previews
from campaigns.access import evidence_to_read
from campaigns.library import shelved
from campaigns.permissions import can_read_uses
from campaigns.views.evidence import GUARDED
from organization.models import record


@require_safe
def pages(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The first pages of a file as pictures, with what is known about the file."""
    kept = evidence_to_read(request, code, pk)
    drawn = list(kept.pages.all())
    if drawn:
        record("evidence.viewed", kept, by=request.user)
    context = {
        "evidence": kept,
        "pages": drawn,
        "shelved": shelved([kept])[0] if can_read_uses(request.user, kept) else None,
        "why_none": "" if drawn else previews.why_none(kept),
    }
    return render(request, "campaigns/evidence_pages.html", context)


@require_safe
def page(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """One page as PNG, drawn by the server; whoever may read the file may see it."""
    kept = evidence_to_read(request, code, pk)
    row = get_object_or_404(kept.pages, number=number)
    try:
        picture = previews.path_of(row).read_bytes()
    except OSError as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png", headers=GUARDED)
