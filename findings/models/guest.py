"""座谈会邀请对象: who from outside was invited to a meeting, by category, and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Meeting
from organization.scope import Scoped

CATEGORY, NAME = 40, 60  # characters


class Guest(models.Model):
    """A unit or a person from outside; they have no account and are on no roster."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    category = models.CharField(_("category"), max_length=CATEGORY)
    name = models.CharField(_("name or unit"), max_length=NAME)
    came = models.BooleanField(_("came"), default=False)

    objects = Scoped.as_manager()
    scope = ("meeting__phase__campaign", None)

    class Meta:
        ordering = ["category", "id"]
        verbose_name = _("guest of a meeting")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "category", "name"],
                name="one_guest_per_name",
                violation_error_message=_("This guest is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.name}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
