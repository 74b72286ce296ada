"""What one row of a sheet would write, compared with what stands."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from organization.acts import ROLES
from organization.charges import BETWEEN
from organization.models import Department, Person
from organization.sheets import Row


@dataclass
class DepartmentRow:
    """A department of the file: `fields` are those to write, `before` what stands there now."""

    key: str
    state: str = "new"  # new, changed, same
    fields: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    cell: str = ""
    source: Row | None = None

    model: ClassVar[type[Department] | type[Person]] = Department

    def promise(self) -> list:
        """What the preview of this row promises, as JSON values."""
        return [self.key, self.state, self.fields, self.before]

    def shown(self) -> list[tuple[str, str, str]]:
        """What changes, as (name of the field, before, after) in words."""
        return [
            (_title(self.model, name), _words(self.model, name, self.before.get(name)), after)
            for name, value in self.fields.items()
            for after in [_words(self.model, name, value)]
        ]


@dataclass
class PersonRow(DepartmentRow):
    """A person of the file; `roles` are to be given in `department` (a code)."""

    roles: list[str] = field(default_factory=list)
    department: str = ""

    model = Person

    def promise(self) -> list:
        """The roles to be given included."""
        return [*super().promise(), self.roles, self.department]

    def shown(self) -> list[tuple[str, str, str]]:
        """What changes, the roles to be given included; the order is that of the sheet."""
        order = _title(self.model, "order")
        changes = [change for change in super().shown() if change[0] != order]
        return [*changes, *((_("Role"), "", str(ROLES[role])) for role in self.roles)]


def compare(made: DepartmentRow, fields: dict[str, Any], stands, read: dict) -> None:
    """Keep what differs from what stands; an empty cell changes nothing."""
    wanted = {name: value for name, value in fields.items() if value not in ("", None)}
    if stands is None:
        made.fields = wanted
        return
    before = {
        name: read.get(name, lambda thing, n=name: getattr(thing, n))(stands) for name in wanted
    }
    made.fields = {name: value for name, value in wanted.items() if before[name] != value}
    made.before = {name: before[name] for name in made.fields}
    made.state = "changed" if made.fields else "same"


def _title(model, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _words(model, name: str, value) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(model._meta.get_field(name).flatchoices or ())
    return str(choices.get(value, value))
