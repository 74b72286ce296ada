"""Issued papers of the house, as the staff reads them: the signed words, Word and PDF."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from organization.models import record
from reports.kinds import INWARD, KINDS
from reports.models import PaperFile, Publication
from reports.publishing import signed_words
from reports.renderers.html import render_html
from reports.rendering import open_verified
from reports.unlinked import unlinked
from reports.views.papers import TYPES, files_of


@require_safe
def published(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The paper in force, word for word as it was signed."""
    publication = _published(request, code, kind)
    document = unlinked(signed_words(publication).document)
    context = {
        "publication": publication,
        "campaign": publication.campaign,
        "title": KINDS[kind].name,
        "files": files_of(publication),
        "html": render_html(document),
    }
    return render(request, "reports/published.html", context)


@require_safe
def published_file(request: HttpRequest, code: str, kind: str, format_: str) -> HttpResponse:
    """Its Word or PDF file, verified before it leaves."""
    publication = _published(request, code, kind)
    file = get_object_or_404(PaperFile, publication=publication, format=format_)
    if not file.is_of_these_words:
        raise Http404
    content = open_verified(file)
    with transaction.atomic():
        record("publication.downloaded", publication, by=request.user, format=format_)
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type=TYPES[format_]
    )


def _published(request: HttpRequest, code: str, kind: str) -> Publication:
    rows = Publication.objects.published_to(request.user).select_related("campaign")
    found = get_object_or_404(rows, campaign__code=code, paper=kind, paper__in=INWARD)
    if Campaign.objects.visible_to(request.user).filter(pk=found.campaign_id).exists():
        request.campaign = found.campaign  # the frame leads to its other pages
    return found
