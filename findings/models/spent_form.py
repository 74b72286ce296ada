"""What keeps a form that anybody may send from counting twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpentForm(models.Model):
    """The keyed hash of a form's one-time mark. No day, no thing, no order: it knows no answer."""

    mark = models.CharField(primary_key=True, max_length=64)

    class Meta:
        verbose_name = _("spent form")
        default_permissions = ()

    def __str__(self) -> str:
        return self.mark
