"""意见办理规则: the topics of a campaign, whom its symposiums invite, and the two clocks."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.opinion_defaults import opinion_defaults
from organization import calendar
from organization.clocks import Period, Unit, ends_at
from organization.models import Person, record
from organization.scope import Scoped

MOST = 2000


def default_topics() -> str:
    """The usual topics, one a line."""
    return "\n".join(opinion_defaults().topics)


def default_invitees() -> str:
    """Whom symposiums usually invite, one a line."""
    return "\n".join(opinion_defaults().invitees)


def default_reply() -> int:
    """Within how many of the unit one replies."""
    return opinion_defaults().reply


def default_finish() -> int:
    """Within how many of the unit an opinion is finished."""
    return opinion_defaults().finish


def default_unit() -> str:
    """What the two clocks count."""
    return opinion_defaults().unit


class OpinionRules(models.Model):
    """The settings of one campaign; without a row the defaults hold.

    24 hours to reply and 72 to finish, holidays or not (mission table, B-063).
    """

    class Clock(models.TextChoices):
        HOURS = Unit.HOURS.value, _("hours, holidays or not")
        WORKING_DAYS = Unit.WORKING_DAYS.value, _("working days")

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="opinion_rules")
    topics = models.TextField(_("topics, one a line"), default=default_topics)
    invitees = models.TextField(_("who is invited to symposiums, one a line"),
                                default=default_invitees)  # fmt: skip
    unit = models.CharField(
        _("the clocks count"), max_length=20, choices=Clock, default=default_unit
    )
    reply = models.PositiveSmallIntegerField(
        _("to be replied to within"),
        default=default_reply,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
    )
    finish = models.PositiveSmallIntegerField(
        _("to be finished within"),
        default=default_finish,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
    )

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("rules of opinions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reply__lte=models.F("finish")),
                name="replied_to_before_it_is_finished",
                violation_error_message=_("The reply comes before the end."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.campaign_id}"

    @property
    def event_label(self) -> str:
        return str(self)

    @classmethod
    def of(cls, campaign: Campaign) -> "OpinionRules":
        """The rules of the campaign, unsaved defaults where nobody set any."""
        return cls.objects.filter(campaign=campaign).first() or cls(campaign=campaign)

    @property
    def topic_list(self) -> list[str]:
        """The topics to choose from."""
        return _lines(self.topics)

    @property
    def invitee_list(self) -> list[str]:
        """The categories of invitees to choose from."""
        return _lines(self.invitees)

    def dues(self, start: datetime) -> tuple[datetime, datetime]:
        """Until when to reply and to finish what came at the aware instant `start`, in UTC."""
        zone, days = timezone.get_current_timezone(), calendar.current()
        reply, finish = (
            ends_at(Period(n, Unit(self.unit)), start, zone, days)
            for n in (self.reply, self.finish)
        )
        return reply, finish

    def change(self, *, by: Person, **fields) -> None:
        """Set them anew, for what comes in from now on."""
        self.campaign.demand_changeable()
        with transaction.atomic():
            row, _new = OpinionRules.objects.update_or_create(
                campaign=self.campaign, defaults=fields
            )
            record("opinionrules.changed", row, by=by, fields=sorted(fields))


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
