"""Number series: 销号, slips, findings, papers."""

from django.db import models, transaction
from django.db.models import F


class NumberSeries(models.Model):
    """The last number given out under `key`, such as "lanzhou/closing/2009"."""

    key = models.CharField(max_length=120, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key} {self.last}"

    @classmethod
    def take(cls, key: str) -> int:
        """The next number, 1 first. Inside the verb's transaction: rolled back with it, so
        that a series has no gaps; the UPDATE makes the second taker wait for the first."""
        with transaction.atomic():
            cls.objects.get_or_create(key=key)
            cls.objects.filter(key=key).update(last=F("last") + 1)
            return cls.objects.get(key=key).last
