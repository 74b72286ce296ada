"""Getting in by an invitation: look at the own entry, set a password, be in."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _later

from organization import clock
from organization.inviting import notices_of, trusted
from organization.models import Invitation, NotAllowed, Person, move, record
from organization.notices import notify, said
from organization.permissions import can_administer


class Refused(Exception):
    """An invitation that lets nobody in; `why` is a word of the event log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def find(key: str) -> Invitation:
    """The invitation of a link. Refused: forged, used, void, expired, closed."""
    rows = Invitation.objects.with_key(key).select_related("person__department", "by")
    found = rows.first()
    if found is None:
        raise Refused("forged")
    if found.status == Invitation.Status.USED or found.person.has_usable_password():
        raise Refused("used")
    if found.status == Invitation.Status.VOID or _outgrown(found):
        raise Refused("void")
    if found.is_expired:
        raise Refused("expired")
    if not found.person.is_active:
        raise Refused("closed")
    return found


def refuse(why: str, by: Person | None) -> None:
    """Keep that an invitation was refused. Whose it was is not said: a log is read by many."""
    record("invitation.refused", None, by=by, ok=False, why=why)


def confirm(invitation: Invitation) -> None:
    """The person has looked at the own entry and says that it is right."""
    if invitation.status == Invitation.Status.ISSUED:
        move(invitation, Invitation.Status.OPENED, by=invitation.person)


def object_to(invitation: Invitation, words: str) -> None:
    """The person says what is wrong with the entry: whoever invited them is told once."""
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(objection=words)
        record("invitation.objected", invitation, by=invitation.person)
        if invitation.by is not None:
            title = said(
                _later("An entry of the directory is wrong: %(person)s"),
                person=invitation.person.title,
            )
            notify([invitation.by], invitation, "invitation_objected", title, words)


def enter(invitation: Invitation, password: str) -> Person:
    """Set the first password and use the invitation up. Of two at once one gets in; NotAllowed
    for the other, and when it became void meanwhile."""
    person = invitation.person
    with transaction.atomic():
        move(invitation, Invitation.Status.USED, by=person)
        hashed = make_password(password)
        rows = Person.objects.active().not_in_yet().filter(pk=person.pk)
        if not rows.update(password=hashed):
            raise NotAllowed()
        person.password = hashed
        notices_of([invitation]).filter(read_at=None).update(read_at=clock.now())
    return person


def _outgrown(invitation: Invitation) -> bool:
    """Was it sent before the person came by an office whose letter the sender may not print?"""
    if invitation.by is not None and can_administer(invitation.by):
        return False
    if invitation.person.duty:
        return True
    return invitation.way == Invitation.Way.LETTER and bool(trusted([invitation.person]))
