"""Rows of a register: entered by somebody, called by kind and number in the event log."""

from django.db import models

from organization.models.person import Person


class Labelled(models.Model):
    """The event log names the row without a word of what it says."""

    class Meta:
        abstract = True
        default_permissions = ()

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Entered(Labelled):
    """Somebody entered it."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Labelled.Meta):
        abstract = True
