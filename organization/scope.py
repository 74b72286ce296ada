"""What exists for a person: `Model.objects.visible_to(person)`.

A model names the way from itself to its campaign and to its department in
`scope = (path to campaign, path to department)`. The supervision office, inspectors and
leaders see a campaign; heads and members see their department and what is below it.
"""

from functools import reduce
from operator import or_
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)

OVERSIGHT = ("office", "inspector", "leader")
DEPARTMENTAL = ("head", "member")


class Scoped(models.QuerySet[M]):
    """A queryset that knows what a person may see."""

    def visible_to(self, person) -> Self:
        """The rows that exist for `person`: everything else is a 404 to them."""
        return self.filter(self.scope_of(person))

    def scope_of(self, person) -> Q:
        """The condition behind `visible_to`, from the two paths in `Model.scope`."""
        to_campaign, to_department = self.model.scope
        return in_campaigns(person, to_campaign) | in_departments(person, to_department)

    def of_campaigns(self, person, *roles: str) -> Q:
        """The condition that `person` has one of the roles in the campaign of `Model.scope`."""
        to_campaign, _to_department = self.model.scope
        return in_campaigns(person, to_campaign, roles)


def in_campaigns(person, path: str, roles: tuple[str, ...] = OVERSIGHT) -> Q:
    """Rows whose campaign (`path`, "" for the row itself) `person` oversees."""
    if path is None:
        return nothing()
    ids = person.roles.campaigns(*roles)
    return Q(**{f"{path}__in" if path else "pk__in": ids}) if ids else nothing()


def in_departments(person, path: str, roles: tuple[str, ...] = DEPARTMENTAL) -> Q:
    """Rows whose department (`path`) is one of the person's departments or lies below it."""
    if path is None:
        return nothing()
    below = f"{path}__path__startswith" if path else "path__startswith"
    conditions = [Q(**{below: prefix}) for prefix in person.roles.paths(*roles)]
    return reduce(or_, conditions) if conditions else nothing()


def nothing() -> Q:
    """The condition no row fulfils."""
    return Q(pk__in=())
