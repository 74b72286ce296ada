"""When each sweep ran last."""

from django.db import models

from organization import clock


class Sweep(models.Model):
    """The last run of a recurring sweep, for `/health/`."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def note(cls, name: str) -> None:
        """The sweep `name` runs now."""
        cls.objects.update_or_create(name=name, defaults={"at": clock.now()})
