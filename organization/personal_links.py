"""Personal links: the way from a mail to one page of one person, without signing in.

A link is signed, names its person and one thing, and is good for `PERSONAL_LINK_DAYS` days (0:
there are none). What it opens is decided by the view behind it, again at every request.
"""

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from organization.models import Person, record

SALT = "personal-link"
DAY = 24 * 3600


def token_for(person_pk: int, thing: str, pk: int) -> str:
    """The signed part of a link for a person to a thing ("campaigns.personalsheet", its key)."""
    email = Person.objects.filter(pk=person_pk).values_list("email", flat=True).first()
    return signing.dumps([person_pk, thing, pk, _mark_of(email or "")], salt=SALT)


def _mark_of(email: str) -> str:
    """What a link keeps of the address it was mailed to: when that is corrected, it ends."""
    return salted_hmac("personal-link-address", email.lower()).hexdigest()[:12]


class Refused(Http404):
    """A link that opens nothing: `why` is "forged", "expired", "other", "closed" or "void".

    The middleware answers it with a page that says what to do instead.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def read(token: str, model: type[models.Model]) -> tuple[Person, int]:
    """Person and key of the thing. Refused for a link that is forged, too old, of something
    else, of a closed account, or mailed to an address that is not the person's any more."""
    try:
        person_pk, thing, pk, mark = signing.loads(
            token, salt=SALT, max_age=settings.PERSONAL_LINK_DAYS * DAY
        )
    except signing.SignatureExpired as error:
        raise Refused("expired") from error
    except (signing.BadSignature, ValueError) as error:
        raise Refused("forged") from error
    if thing != model._meta.label_lower:
        raise Refused("other")
    person = Person.objects.active().filter(pk=person_pk).select_related("department").first()
    if person is None:
        raise Refused("closed")
    if not constant_time_compare(mark, _mark_of(person.email)):
        raise Refused("void")
    return person, pk


def open_link(token: str, model: type[models.Model]) -> tuple[Person, int]:
    """As `read`; a link that opens nothing is kept in the event log."""
    try:
        return read(token, model)
    except Refused as refused:
        refuse(model, refused.why)
        raise


def refuse(model: type[models.Model], why: str, person: Person | None = None) -> Refused:
    """Keep that a link was refused, to be raised; who sent it is known by the address only."""
    record("link.refused", None, by=person, ok=False, what=model._meta.model_name, why=why)
    return Refused(why)


def path_for(recipient_pk: int, thing: str, pk: int) -> str:
    """The path of the personal link in a mail about a thing, "" where there is none.

    A model that has personal links says so with `personal_link(pk, recipient_pk) -> url name`,
    one whose links are of its own kind with `mail_path(pk) -> path`.
    """
    model = apps.get_model(thing)
    if hasattr(model, "mail_path"):
        return model.mail_path(pk)
    name_of = getattr(model, "personal_link", None)
    if not settings.PERSONAL_LINK_DAYS or name_of is None:
        return ""
    name = name_of(pk, recipient_pk)
    return reverse(name, args=[token_for(recipient_pk, thing, pk)]) if name else ""
