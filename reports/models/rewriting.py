"""改写 and 批注: words of the office in the place of generated ones, and what readers remark."""

from typing import Self

from django.db import models

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from reports.models.publication import Publication

LONGEST = 5000  # characters of one block


class RewritingQuerySet(Scoped["Rewriting"]):
    """Rewritings, the newest first."""

    def standing(self) -> Self:
        """Those that stand in the paper."""
        return self.filter(ended_at__isnull=True)


class Rewriting(models.Model):
    """The words of one block as the office wrote them. A later one ends it; none is deleted."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="rewritings")
    block = models.CharField(max_length=80)  # the key of the block in the document
    words = models.TextField()
    generated = models.TextField()  # what the records said when it was rewritten
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = RewritingQuerySet.as_manager()
    scope = ("publication__campaign", None)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "block"],
                condition=models.Q(ended_at__isnull=True),
                name="one_rewriting_stands_per_block",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.block}"


class BlockNote(models.Model):
    """批注: what a reader of the draft remarks about a block, until the office has settled it."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="notes")
    block = models.CharField(max_length=80)
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    scope = ("publication__campaign", None)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.publication} {self.block}"
