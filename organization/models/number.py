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
        return cls.take_several(key, 1)[0]

    @classmethod
    def take_several(cls, key: str, count: int) -> range:
        """As `take`, the next `count` numbers at once."""
        with transaction.atomic():
            cls.objects.get_or_create(key=key)
            cls.objects.filter(key=key).update(last=F("last") + count)
            last = cls.objects.get(key=key).last
        return range(last - count + 1, last + 1)

    @classmethod
    def give_back(cls, key: str, count: int) -> None:
        """The last `count` numbers were not used; in the transaction that took them, so that
        nobody has taken others meanwhile."""
        cls.objects.filter(key=key).update(last=F("last") - count)
