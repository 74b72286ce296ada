"""A stored file on its way out: verified, told to the event log, not sent twice for nothing."""

from collections.abc import Callable

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from reports.models import Package, PaperFile
from reports.rendering import open_verified


def hand_out(
    request: HttpRequest, file: PaperFile | Package, kind: str, note: Callable[[], object]
) -> HttpResponseBase:
    """The file as an attachment of the content type `kind`; `note` writes the event.

    Call it once it is known that the person may have it: what the browser has already
    (If-None-Match) is not sent again. HEAD is told of the file, not given it: there is no event.
    Raises NotAllowed when the file is not what was made.
    """
    etag = quote_etag(file.sha256)
    if answer := get_conditional_response(request, etag=etag):
        return _kept_to_oneself(answer, etag)
    content = open_verified(file)
    if request.method == "HEAD":
        content.close()
        answer = HttpResponse(content_type=kind)
        answer.headers["Content-Length"] = str(file.size)
        answer.headers["Content-Disposition"] = content_disposition_header(True, file.name)
        return _kept_to_oneself(answer, etag)
    try:
        with transaction.atomic():
            note()
    except BaseException:
        content.close()
        raise
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=kind)
    return _kept_to_oneself(answer, etag)


def _kept_to_oneself(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    """A browser may keep the file, asks each time whether it may still show it; a proxy may not."""
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
