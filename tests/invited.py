"""People who were never here, and their invitations."""

import re

from organization import inviting
from organization.invitation_list import standing
from organization.models import Invitation, Person


def newcomer(world, code: str = "SALES", **fields) -> Person:
    """Somebody without a password."""
    number = Person.objects.count()
    return Person.objects.create_user(
        f"newcomer{chr(97 + number)}",
        name=f"新员工{number}",
        post="营业员",
        department=world.departments[code],
        order=100 + number,
        **fields,
    )


def invite(world, person: Person, by: str = "head", **how) -> Invitation:
    """The invitation that goes out to a person."""
    sender = getattr(world, by)
    made = inviting.plan(Person.objects.filter(pk=person.pk), by=sender, **how)
    [row] = inviting.invite(made, by=sender)
    return row


def path_in(mail) -> str:
    """The path of the link in a mail."""
    return re.search(r"/i/\S+", mail.get_content())[0]


def standing_of(person: Person) -> str:
    """How a person stands in the list of invitations."""
    return standing(Person.objects.filter(pk=person.pk)).get().standing
