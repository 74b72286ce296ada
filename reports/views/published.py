"""Issued papers of the house, as the staff reads them: the signed words, Word and PDF."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from reports.kinds import INWARD, KINDS
from reports.models import Publication
from reports.publishing import signed_words
from reports.renderers.html import render_html
from reports.unlinked import unlinked
from reports.views.papers import hand_out, usual_files


@require_safe
def published(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The paper in force, word for word as it was signed."""
    publication = _published(request, code, kind)
    document = unlinked(signed_words(publication).document)
    context = {
        "publication": publication,
        "campaign": publication.campaign,
        "title": KINDS[kind].name,
        "files": usual_files(publication),
        "html": render_html(document),
    }
    return render(request, "reports/published.html", context)


@require_safe
def published_file(request: HttpRequest, code: str, kind: str, format_: str) -> HttpResponseBase:
    """Its Word or PDF file, verified before it leaves."""
    publication = _published(request, code, kind)
    return hand_out(request, publication, format_)


def _published(request: HttpRequest, code: str, kind: str) -> Publication:
    rows = Publication.objects.published_to(request.user).select_related("campaign")
    found = get_object_or_404(rows, campaign__code=code, paper=kind, paper__in=INWARD)
    if Campaign.objects.visible_to(request.user).filter(pk=found.campaign_id).exists():
        request.campaign = found.campaign  # the frame leads to its other pages
    return found
