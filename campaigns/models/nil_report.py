"""零报告: a department states over a signature that nothing was found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class NilReport(models.Model):
    """The statement of one submission, word for word as it was signed; never changed."""

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="nil_reports")
    round = models.PositiveIntegerField()
    whole = models.BooleanField()  # no item of the sheet is 不符合
    items = models.JSONField(default=list)  # numbers of the items of kind 零报告 declared
    statement = models.TextField(_("statement"))
    signature = models.CharField(_("signature"), max_length=60)
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("selfcheck__campaign", "selfcheck__department")

    class Meta:
        ordering = ["selfcheck", "round"]
        verbose_name = _("nil return")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["selfcheck", "round"],
                name="one_nil_report_per_round",
                violation_error_message=_("The nil return of this round is signed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.selfcheck} {self._meta.verbose_name}"
