"""Who may do what, pure: a person's roles as read from the role tables.

A role is one guardian permission on one campaign or department. System duties
(administrator, security, auditor) are a column of the person and no role.
"""

from collections.abc import Iterable
from dataclasses import dataclass

CAMPAIGN_ROLES = ("office", "inspector", "leader", "evaluator", "visitor")
DEPARTMENT_ROLES = ("head", "member", "launcher")


@dataclass(frozen=True)
class Grant:
    """One role: `kind` is "campaign" or "department", `path` the department's path or ""."""

    kind: str
    pk: int
    role: str
    path: str = ""


class Roles:
    """All roles of one person, read once a request."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        self.grants = frozenset(grants)

    def campaigns(self, *roles: str) -> frozenset[int]:
        """The campaigns on which the person holds one of `roles`."""
        return frozenset(g.pk for g in self.grants if g.kind == "campaign" and g.role in roles)

    def paths(self, *roles: str) -> frozenset[str]:
        """The paths of the departments in which the person holds one of `roles`."""
        return frozenset(g.path for g in self.grants if g.kind == "department" and g.role in roles)

    def departments(self, *roles: str) -> frozenset[int]:
        """The departments in which the person holds one of `roles` directly."""
        return frozenset(g.pk for g in self.grants if g.kind == "department" and g.role in roles)

    def on_campaign(self, campaign_pk: int, *roles: str) -> bool:
        """Does the person hold one of `roles` on this campaign?"""
        return campaign_pk in self.campaigns(*roles)

    def in_department(self, department, *roles: str) -> bool:
        """Does the person hold one of `roles` in this department or in one above it?"""
        return any(department.path.startswith(path) for path in self.paths(*roles))

    def names(self) -> tuple[str, ...]:
        """The names of the roles, sorted, for the event log."""
        return tuple(sorted({grant.role for grant in self.grants}))
