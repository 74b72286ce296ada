"""Rows of which some columns stand for good from a step on: no code may change them after it.

The database keeps the same rule against everything that goes past the models (`guarding.py`).
"""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization.models import NotAllowed
from organization.scope import Scoped

M = TypeVar("M", bound="StandingModel")
# For each step: the rows that have gone it, and the columns that stand since.
Stands = tuple[tuple[models.Q, frozenset[str]], ...]
REFUSED = _("What was signed or issued is not changed any more.")


class Standing(Scoped[M]):
    """A queryset that changes nothing that stands; the model says in `STANDS` what does."""

    def update(self, **values: Any) -> int:
        """Raises NotAllowed where a column of a row in it stands."""
        names = {self.model._meta.get_field(name).name for name in values}
        for gone, columns in self.model.STANDS:
            if names & columns and self.order_by().filter(gone).exists():
                raise NotAllowed(str(REFUSED))
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class StandingModel(models.Model):
    """A row whose columns in `STANDS` are not saved otherwise than they are."""

    STANDS: Stands = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Raises NotAllowed when a column that stands was changed."""
        if self.pk:
            for gone, columns in self.STANDS:
                self._demand_unchanged(gone, columns)
        super().save(*args, **kwargs)

    def _demand_unchanged(self, gone: models.Q, columns: frozenset[str]) -> None:
        names = [self._meta.get_field(name).attname for name in sorted(columns)]
        kept = type(self)._base_manager.filter(gone, pk=self.pk).values(*names).first()
        if kept and any(getattr(self, name) != kept[name] for name in names):
            raise NotAllowed(str(REFUSED))
