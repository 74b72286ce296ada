"""Keeping departments and people: every act is an event, nothing is deleted."""

import secrets

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from organization.invitation_keys import LETTERS
from organization.inviting import withdraw
from organization.models import (
    Department,
    DepartmentRole,
    Invitation,
    NotAllowed,
    Person,
    record,
    record_each,
)
from organization.models.role import grant, revoke
from organization.signals import people_changed


def add_department(*, by: Person | None, **fields) -> Department:
    """A new department below `parent` (None: a company of its own)."""
    with transaction.atomic():
        department = Department(**fields)
        department.save()
        record("department.created", department, by=by)
    return department


def change_department(department: Department, *, by: Person | None, **fields) -> Department:
    """Change what is recorded; when it moves, what is below it moves along.

    Raises NotAllowed when it would come to lie below itself.
    """
    parent = fields.get("parent", department.parent)
    if parent is not None and parent.path.startswith(department.path):
        raise NotAllowed(_("A department cannot lie below itself."))
    with transaction.atomic():
        before = department.path
        for name, value in fields.items():
            setattr(department, name, value)
        department.save()
        _move_below(before, department.path)
        record("department.changed", department, by=by, fields=sorted(fields))
        if before != department.path:
            people_changed.send(Person, people=None, by=by)
    return department


def add_person(*, by: Person | None, **fields) -> Person:
    """A new account without a password: it signs in after `reset_password`."""
    charge = fields.pop("in_charge_of", ())
    with transaction.atomic():
        person = Person.objects.create_user(**fields)
        person.in_charge_of.set(charge)
        record("person.created", person, by=by)
        people_changed.send(Person, people=[person.pk], by=by)
    return person


def add_people(people: list[Person], *, by: Person) -> list[Person]:
    """New accounts without a password, each with its event; the same statements for any number."""
    for person in people:
        person.set_unusable_password()
    with transaction.atomic():
        made = Person.objects.bulk_create(people, batch_size=500)
        record_each("person.created", made, by=by)
        if made:
            people_changed.send(Person, people=[person.pk for person in made], by=by)
    return made


def change_person(person: Person, *, by: Person | None, **fields) -> Person:
    """Change a personal record. Raises NotAllowed for one's own duty, and for a duty beside
    roles: who runs the system has no vote in a campaign."""
    duty = fields.get("duty", person.duty)
    if duty != person.duty:
        if by is not None and by.pk == person.pk:
            raise NotAllowed(_("Nobody changes the own system duty."), field="duty")
        if duty and person.roles.grants:
            said = _("Take the roles away first: a system duty stands alone.")
            raise NotAllowed(said, field="duty")
    with transaction.atomic():
        for name, value in fields.items():
            if name == "in_charge_of":
                person.in_charge_of.set(value)
            else:
                setattr(person, name, value)
        person.save(update_fields=fields.keys() - {"in_charge_of"})
        record("person.changed", person, by=by, fields=sorted(fields))
        if "email" in fields:  # what went to the old address lets nobody in any more
            withdraw([person.pk], by=by, way=Invitation.Way.MAIL)
        if {"department", "duty"} & fields.keys():
            people_changed.send(Person, people=[person.pk], by=by)
    return person


def disable(person: Person, *, by: Person) -> None:
    """Close the account; the person is out at the next request."""
    if person.pk == by.pk:
        raise NotAllowed(_("Nobody closes the own account."))
    _switch(person, False, "person.disabled", by)


def enable(person: Person, *, by: Person) -> None:
    """Open a closed account again."""
    _switch(person, True, "person.enabled", by)


def reset_password(person: Person, *, by: Person | None) -> str:
    """A new random password, given back once and stored nowhere in clear; old sessions end."""
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(4)) for _part in range(4)
    )
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        record("person.password_reset", person, by=by)
        withdraw([person.pk], by=by)
    return password


def give_role(person: Person, role: str, department: Department, *, by: Person) -> DepartmentRole:
    """Make `person` head, member or launcher of a department, from the next request on."""
    if person.duty:
        raise NotAllowed(_("Somebody with a system duty takes no role in campaigns."))
    if not person.is_active:
        raise NotAllowed(_("This account is closed."))
    return grant(person, role, department, by=by)


def take_role(person: Person, role: str, department: Department, *, by: Person) -> None:
    """Take the role away. Raises NotAllowed when the person does not have it (any more)."""
    if not revoke(person, role, department, by=by):
        raise NotAllowed()


def _switch(person: Person, active: bool, kind: str, by: Person) -> None:
    with transaction.atomic():
        won = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
        if not won:
            raise NotAllowed()
        person.is_active = active
        record(kind, person, by=by)
        withdraw([person.pk], by=by)
        people_changed.send(Person, people=[person.pk], by=by)


def _move_below(before: str, after: str) -> None:
    """Rewrite the paths of everything that lay below `before`, in one statement."""
    if before == after:
        return
    Department.objects.filter(path__startswith=before).exclude(path=after).update(
        path=Concat(Value(after), Substr(F("path"), len(before) + 1))
    )
