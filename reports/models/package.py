"""报送材料包: one file with an issued report, its annexes and the evidence, for the superior."""

from django.db import models

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from reports.models.publication import Publication


class Package(models.Model):
    """A package, published whole or not at all. A later one of the same contents replaces it."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="packages")
    with_evidence = models.BooleanField(default=False)
    names_hidden = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    files = models.PositiveIntegerField()
    # Evidence that could not go along: [{"path": …, "why": …}].
    left_out = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("publication__campaign", None)

    class Meta:
        ordering = ["-made_at", "-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "with_evidence", "names_hidden"],
                name="one_package_of_the_same_contents",
            )
        ]

    def __str__(self) -> str:
        return self.name
