"""Pages that anybody opens without an account and that keep no trace of who did.

For surveys and every other anonymous intake. `anonymous_page` takes the account and the address
away before the view runs; what is needed to slow down a flood lives in memory, under a keyed
hash, for a minute. A form carries a one-time mark, so that it counts once however often it is
sent; the table of spent marks knows no answer.
"""

import re
import secrets
from collections import Counter
from collections.abc import Callable
from functools import wraps
from threading import Lock

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import activate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from campaigns.models import Campaign
from findings.models import SpentForm
from organization import clock
from organization.languages import is_offered
from organization.models import record
from organization.models.event import NOWHERE, current_request

LOGGED = 20  # refusals of a kind and a minute that are kept each; then one stands for ONE_IN
ONE_IN = 100
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|&#|javascript:", re.I)
_KEY = secrets.token_hex(16)  # dies with the process: no address can be worked out afterwards


class Refused(Exception):
    """What was sent is not taken; `why` is "forged", "used", "full", "closed", "many" or
    "markup"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class PerMinute:
    """Counts by a key within the running minute; in memory only, gone with the minute."""

    def __init__(self) -> None:
        self._minute, self._counts, self._lock = 0, Counter[object](), Lock()

    def add(self, key: object) -> int:
        """Count one more and say how many there are."""
        with self._lock:
            self._turn()
            self._counts[key] += 1
            return self._counts[key]

    def count(self, key: object) -> int:
        """How many there are in this minute."""
        with self._lock:
            self._turn()
            return self._counts[key]

    def _turn(self) -> None:
        minute = int(clock.now().timestamp()) // 60
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()


sent, guessed, refused = PerMinute(), PerMinute(), PerMinute()


def anonymous_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open `view` to everybody; neither it nor what it records knows account or address."""

    @wraps(view)
    def nobody_asks(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.user = AnonymousUser()
        request.source = _source(current_request.get().address)  # type: ignore[attr-defined]
        token = current_request.set(NOWHERE)
        try:
            response = view(request, *args, **kwargs)
        finally:
            current_request.reset(token)
        # What the page loads learns no key from its address; a form still says where it is from.
        response.headers["Referrer-Policy"] = "strict-origin"
        # A refusal stands in the event log, sampled; Django's own line would carry the request.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return login_not_required(never_cache(sensitive_post_parameters()(nobody_asks)))


def speak_for(campaign: Campaign, request: HttpRequest) -> None:
    """The rest of the answer is in the language of the campaign, unless the visitor chose one."""
    if not is_offered(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        activate(campaign.public_language)  # until `one_language` puts its own back


def demand_pace(request: HttpRequest) -> None:
    """Count a form that is sent. Refused("many") once its address sends too many a minute."""
    if sent.add(request.source) > settings.PUBLIC_POSTS:  # type: ignore[attr-defined]
        raise Refused("many")


def demand_few_guesses(request: HttpRequest) -> None:
    """Refused("many") for an address that came with too many unknown keys in this minute."""
    if guessed.count(request.source) >= settings.LINK_GUESSES:  # type: ignore[attr-defined]
        raise Refused("many")


def note_guess(request: HttpRequest) -> None:
    """Count a key that does not exist."""
    guessed.add(request.source)  # type: ignore[attr-defined]


def note_refusal(kind: str, thing: models.Model | None, why: str) -> None:
    """Keep in the event log that something was refused: after LOGGED a minute one in ONE_IN."""
    number = refused.add((kind, thing and thing.pk, why))
    if number <= LOGGED:
        record(kind, thing, by=None, ok=False, why=why)
    elif number % ONE_IN == 0:
        record(kind, thing, by=None, ok=False, why=why, times=ONE_IN)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: wait a minute; nothing was taken."""
    answer = render(request, "findings/public/too_many.html", status=429)
    answer.headers["Retry-After"] = "60"
    return answer


def new_form(purpose: str) -> str:
    """The one-time mark of a form for `purpose`; it says nothing, not even when it was made."""
    return signing.Signer(salt=f"public-form-{purpose}").sign(secrets.token_urlsafe(16))


def spend_form(mark: str, purpose: str) -> None:
    """Use a mark up. Refused: "forged" when it is none of ours, "used" the second time."""
    try:
        plain = signing.Signer(salt=f"public-form-{purpose}").unsign(mark)
    except signing.BadSignature as error:
        raise Refused("forged") from error
    kept = salted_hmac("spent-form", f"{purpose} {plain}", algorithm="sha256").hexdigest()
    try:
        # Without a savepoint: what is refused takes back all that came before it.
        with transaction.atomic(savepoint=False):
            SpentForm.objects.create(mark=kept)
    except IntegrityError as error:
        raise Refused("used") from error


def has_markup(text: str) -> bool:
    """Is it the code of a web page rather than words?"""
    return bool(MARKUP.search(text))


def _source(address: str) -> str:
    return salted_hmac("public-source", address, secret=_KEY, algorithm="sha256").hexdigest()
