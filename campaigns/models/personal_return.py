"""A personal sheet that was sent back: read by whoever reads the sheet, and by nobody else."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.personal import PersonalSheet
from campaigns.models.review import SentBack
from organization.scope import Scoped


class PersonalReturnQuerySet(Scoped["PersonalReturn"]):
    """Returns of personal sheets."""

    def visible_to(self, person) -> Self:
        """The own ones, and those of the sheets the person reviews: a leader's are hidden from
        the office like the sheet itself."""
        return self.filter(sheet__in=PersonalSheet.objects.visible_to(person))


class PersonalReturn(SentBack):
    """退回重查 of a person's sheet, always as a whole."""

    sheet = models.ForeignKey(PersonalSheet, models.CASCADE, related_name="returns")

    objects = PersonalReturnQuerySet.as_manager()
    scope = ("sheet__level__campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("return of a personal sheet")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "round"], name="one_return_per_personal_sheet_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.round}"
