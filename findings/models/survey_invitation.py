"""调查邀请: who may answer once. Only the hash of a key is kept, and never what was answered."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models.survey import Survey
from organization.delivery_log import reason_of
from organization.scope import Scoped


class SurveyInvitation(models.Model):
    """One invitation. That it was used is known by the day; its answer is not known at all."""

    class MailState(models.TextChoices):
        NONE = "", _("not mailed")
        WAITING = "waiting", _("Waiting to be mailed")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("Uncertain")
        FAILED = "failed", _("Failed")

        on_the_way = nonmember(("waiting", "sending"))
        gone = nonmember(("sent", "uncertain", "failed"))

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    category = models.CharField(_("category"), max_length=40, blank=True)
    name = models.CharField(_("name or unit"), max_length=80, blank=True)
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    used_on = models.DateField(_("used on"), null=True)
    mail_state = models.CharField(
        max_length=10, choices=MailState, default=MailState.NONE, blank=True
    )
    mail_seed = models.CharField(max_length=32, blank=True, editable=False)  # until it has left
    mail_at = models.DateTimeField(null=True)  # when it was begun to be sent
    mail_error = models.CharField(max_length=300, blank=True)

    objects = Scoped.as_manager()
    scope = ("survey__campaign", None)

    class Meta:
        ordering = ["category", "name", "id"]
        verbose_name = _("invitation to a survey")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def mail_problem(self) -> str:
        """Why its mail was not delivered, in words; "" where it was."""
        return reason_of(self.mail_error)


class SurveyQuota(models.Model):
    """How many answers a category of the invited may give."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotas")
    category = models.CharField(_("category"), max_length=40)
    places = models.PositiveIntegerField(_("answers at most"))
    taken = models.PositiveIntegerField(default=0)

    objects = Scoped.as_manager()
    scope = ("survey__campaign", None)

    class Meta:
        ordering = ["category"]
        verbose_name = _("quota of a category")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["survey", "category"], name="one_quota_per_category"),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("places")),
                name="no_more_answers_than_the_quota",
            ),
        ]

    def __str__(self) -> str:
        return self.category
