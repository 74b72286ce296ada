"""In which language a page is written: the reader's choice, else the browser's cookie, else the
installation's. What a browser asks for by itself counts only where the operator says so."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_from_request, override

from organization.languages import is_offered


def one_language(get_response):
    """Write the whole answer in one language and name it in the header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with override(language):
            response = get_response(request)
            # A page for the public may have turned to the language of its campaign.
            response.headers.setdefault("Content-Language", get_language() or language)
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    """The code of a language of `settings.LANGUAGES`."""
    chosen = request.user.language if request.user.is_authenticated else ""
    for code in (chosen, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if is_offered(code):
            return code
    if settings.LANGUAGE_FROM_BROWSER:
        return get_language_from_request(request)
    return settings.LANGUAGE_CODE
