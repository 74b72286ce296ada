"""Accounts of people from outside who are to evaluate: the office opens them, and holds no key."""

from django.db import IntegrityError, transaction

from campaigns.models import Campaign
from findings import evaluators
from findings.models import EvaluatorTerm
from organization import directory, inviting, refusals
from organization.models import Department, NotAllowed, NumberSeries, Person


def enlist(
    campaign: Campaign, *, by: Person, unit: str, account: dict[str, str], **term
) -> EvaluatorTerm:
    """Open an account in the partner `unit` and appoint its person.

    `account`: name, post, account, email; `term` as in `evaluators.appoint`. Who has an address
    gets the invitation by mail; else the administrator prints the letter, since whoever holds it
    signs in as that person. Raises NotAllowed as `appoint` does, and when somebody else took the
    account meanwhile; then there is neither account nor unit.
    """
    try:
        with transaction.atomic():
            person = directory.add_person(by=by, department=_unit(unit, by), **account)
            invited = Person.objects.filter(pk=person.pk)
            inviting.invite(inviting.plan(invited, by=by), by=by)
            return evaluators.appoint(campaign, person, by=by, **term)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def outside_units():
    """The partners at the top of the chart, where people from outside belong."""
    rows = Department.objects.standing()
    return rows.filter(kind=Department.Kind.PARTNER, parent=None)


def _unit(name: str, by: Person) -> Department:
    known = outside_units().filter(name=name).first()
    if known is not None:
        return known
    code = f"P{NumberSeries.take('outside-unit')}"
    while Department.objects.filter(code__iexact=code).exists():
        code = f"P{NumberSeries.take('outside-unit')}"
    return directory.add_department(by=by, name=name, code=code, kind=Department.Kind.PARTNER)
