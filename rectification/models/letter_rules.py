"""文书设置: how the letters of a campaign are numbered and named, and how long answers may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.kinds import kinds
from campaigns.models import Campaign
from organization import clock
from organization.models import Person, record
from organization.scope import Scoped
from rectification.letter_kinds import letter_defaults

ADVICE_NAME = "监察建议书"


def objection_days() -> int:
    """Working days within which a notice may be objected to."""
    return letter_defaults().objection_days


class LetterRules(models.Model):
    """The rules of one campaign; days are working days."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="letter_rules")
    prefix = models.CharField(_("code of the issuing office"), max_length=20, blank=True)
    advice_name = models.CharField(
        _("name of the letter of advice"), max_length=20, default=ADVICE_NAME
    )
    authority = models.CharField(_("rule on which advice is given"), max_length=200, blank=True)
    objection_days = models.PositiveIntegerField(
        _("objection to a notice (working days)"), default=objection_days
    )
    days = models.JSONField(default=dict)  # kind of letter → working days for its answer
    copies_confirmed_at = models.DateTimeField(null=True)
    copies_confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("rules of letters")
        default_permissions = ()

    def __str__(self) -> str:
        return self.campaign.code

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.campaign.code}"

    @classmethod
    def of(cls, campaign: Campaign) -> "LetterRules":
        """The rules of the campaign; unsaved defaults of its kind where it has none."""
        found = cls.objects.select_related("campaign").filter(campaign=campaign).first()
        return found or cls(campaign=campaign, advice_name=_advice_name(campaign))

    def reply_days(self, kind: str) -> int:
        """Working days for the answer to a letter of this kind."""
        return self.days.get(kind) or letter_defaults().kinds[kind].reply_days

    def change(self, *, by: Person, **fields) -> None:
        """Other names and days from the next letter on; what was issued stays as it is."""
        self.campaign.demand_changeable()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()
        record("letterrules.changed", self, by=by, fields=sorted(fields))

    def confirm_copies(self, *, by: Person) -> None:
        """From now on letters also go to the leaders in charge."""
        self.campaign.demand_changeable()
        if self.copies_confirmed_at is None:
            self.copies_confirmed_at, self.copies_confirmed_by = clock.now(), by
            self.save()
            record("letterrules.copies_confirmed", self, by=by)


def _advice_name(campaign: Campaign) -> str:
    kind = kinds().get(campaign.kind)
    return campaign.word("advice") or (kind.wording.get("advice") if kind else "") or ADVICE_NAME
