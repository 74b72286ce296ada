"""What a campaign has set for extensions, look-backs and work that came back."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.models import Person, record
from organization.scope import Scoped
from rectification.models.handing_in import Again


class RectificationRules(models.Model):
    """The times of one campaign; without a row the defaults hold (practice notes 2.2, 2.4)."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="rectification_rules")
    answer_days = models.PositiveSmallIntegerField(
        _("an extension is answered within, working days"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Counted from the day after it was asked for. Who is late is urged."),
    )
    look_back_days = models.PositiveSmallIntegerField(
        _("look-back so many days after the close-out"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Holds for what is closed out from now on."),
    )
    again = models.CharField(
        _("before a task that was sent back is handed in again"),
        max_length=10,
        choices=Again,
        default=Again.PROGRESS,
        help_text=_("The same work handed in twice is perfunctory."),
    )

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("rules of the rectification")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.campaign.code} {self.answer_days} {self.look_back_days}"

    @classmethod
    def of(cls, campaign: Campaign) -> "RectificationRules":
        """The rules of a campaign; an unsaved row with the defaults where nothing was set."""
        return cls.objects.filter(campaign=campaign).first() or cls(campaign=campaign)

    @transaction.atomic
    def change(
        self,
        *,
        by: Person,
        answer_days: int,
        look_back_days: int,
        again: str = Again.PROGRESS,
    ) -> None:
        """Set the times, and what is asked for `again`; what was asked or planned before keeps
        its day."""
        self.campaign.demand_changeable()
        self.answer_days, self.look_back_days = answer_days, look_back_days
        self.again = again
        self.save()
        record(
            "campaign.rectification_rules_changed",
            self.campaign,
            by=by,
            answer_days=answer_days,
            look_back_days=look_back_days,
            again=again,
        )
