"""核查记录表: the paper as it will print, and its Word and PDF files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from organization.models import Department, record
from organization.registers import download
from reports.document import Document
from reports.renderers.html import render_html
from reports.rendering import file_name
from reports.verification_papers import RENDERERS, record_paper
from reports.views.papers import TYPES


@require_safe
def verification_record(
    request: HttpRequest, code: str, department: str, no: int | None = None
) -> HttpResponse:
    """The paper of a department, or of one item in it."""
    document, place = _document(request, code, department, no)
    context = {"title": document.title, "html": render_html(document), "no": no, **place}
    return render(request, "reports/verification_record.html", context)


@require_safe
def verification_record_file(
    request: HttpRequest, code: str, department: str, format_: str, no: int | None = None
) -> HttpResponse:
    """The paper as a Word or PDF file, made as it is asked for."""
    if format_ not in RENDERERS:
        raise Http404
    document, place = _document(request, code, department, no)
    content = RENDERERS[format_](document)
    if request.method != "HEAD":
        record(
            "verification.printed",
            place["campaign"],
            by=request.user,
            format=format_,
            department=place["department"].name,
        )
    return download(content, f"{file_name(document.title)}.{format_}", TYPES[format_])


def _document(
    request: HttpRequest, code: str, department: str, no: int | None
) -> tuple[Document, dict]:
    campaign = campaign_or_404(request, code)
    place = get_object_or_404(Department, code=department, participations__campaign=campaign)
    document = record_paper(campaign, place, request.user, no)
    if document is None:
        raise Http404
    return document, {"campaign": campaign, "department": place}
