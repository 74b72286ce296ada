"""Hints for the reviewer, and the thresholds of a campaign behind them."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Answer
from campaigns.models.campaign import Campaign
from campaigns.models.selfcheck import SelfCheck
from campaigns.superficiality import Kind, Limits
from organization import clock
from organization.models import NotAllowed, Person, record
from organization.scope import Scoped
from organization.stock import once_a_script, stock

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class HintLimits(models.Model):
    """The thresholds of one campaign; without a row those of `fixtures/hints.json` hold."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="hint_limits")
    short_chars = models.PositiveSmallIntegerField(
        _("few words: fewer characters than"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_(
            "Punctuation does not count. “Compliant” with method, sample and evidence needs no "
            "words. Empty: no such hint."
        ),
    )
    bare_percent = models.PositiveSmallIntegerField(
        _("no problem anywhere: share of answers with little behind them, %"),
        null=True,
        blank=True,
        validators=PERCENT,
        help_text=_(
            "Marks a sheet that reports no problem when so many of its answers have few words "
            "and no evidence. 0: every sheet that reports no problem. Empty: no such hint."
        ),
    )
    named_evidence = models.BooleanField(
        _("also where an item only names its evidence"),
        default=False,
        help_text=_(
            "Otherwise missing evidence is only a hint where the item demands it. With this, many "
            "items of most sheets are marked."
        ),
    )
    alike_percent = models.PositiveSmallIntegerField(
        _("copied: alike by at least, %"),
        null=True,
        blank=True,
        validators=[MinValueValidator(40), MaxValueValidator(100)],
        help_text=_(
            "Compared with the same item of other departments and with last time. 100: only the "
            "same words; under 60 much is alike by chance. Empty: no such hint."
        ),
    )
    alike_chars = models.PositiveSmallIntegerField(
        _("copied: compared from so many characters on"),
        validators=[MinValueValidator(5), MaxValueValidator(500)],
        help_text=_("Short set phrases are alike by nature."),
    )
    fast_seconds = models.PositiveSmallIntegerField(
        _("within seconds: less time on an item than, seconds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(600)],
        help_text=_(
            "The time since the person's last save on the sheet. What came in one go from a "
            "workbook is not measured. Empty: no such hint."
        ),
    )
    objective = models.TextField(
        _("words for objective causes, one a line"),
        blank=True,
        help_text=_("A cause with one of these and none of the others is marked."),
    )
    subjective = models.TextField(_("words for subjective causes, one a line"), blank=True)
    version = models.PositiveIntegerField(default=0)  # 0: nobody has changed anything yet

    NUMBERS = (
        *("short_chars", "bare_percent", "named_evidence", "alike_percent"),
        *("alike_chars", "fast_seconds"),
    )
    WORDS = ("objective", "subjective")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("thresholds of the hints")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.campaign)

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """The thresholds of the campaign, those of the data file where it has none of its own."""
        kept = cls.objects.filter(campaign=campaign).first()
        return kept or cls(campaign=campaign, **_defaults())

    @property
    def limits(self) -> Limits:
        """The thresholds as the hints read them."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in self.NUMBERS}
        kept |= {name: tuple(getattr(self, name).split()) for name in self.WORDS}
        return Limits(**kept)

    @property
    def event_label(self) -> str:
        return self.campaign.code


@once_a_script
def _defaults() -> dict:
    values = stock("hints")
    words = {name: "\n".join(values[name]) for name in HintLimits.WORDS}
    return {**values, **words}


class HintQuerySet(Scoped["Hint"]):
    """Hints in the order in which a reviewer reads them."""

    def standing(self) -> Self:
        """Hints about what was submitted last."""
        return self.filter(stands=True)

    def to_look_at(self) -> Self:
        """Standing ones that nobody has looked at and found fine."""
        return self.standing().filter(dismissed_at=None)


class Hint(models.Model):
    """What about an answer, or a whole sheet, is worth a second look. It decides nothing."""

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="hints")
    # None: about the whole sheet.
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="hints")
    version = models.PositiveIntegerField()  # of the answer; of a sheet its round
    kind = models.CharField(max_length=12, choices=Kind)
    measure = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    words = models.CharField(max_length=200, blank=True)
    other_answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+")
    other_version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
    # False: about words that were submitted again since, or a threshold that has moved.
    stands = models.BooleanField(default=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = HintQuerySet.as_manager()
    scope = ("selfcheck__campaign", None)  # a department never reads them

    class Meta:
        ordering = ["id"]
        verbose_name = _("hint")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "version", "kind"],
                condition=models.Q(answer__isnull=False),
                name="one_hint_of_a_kind_per_version",
            ),
            models.UniqueConstraint(
                fields=["selfcheck", "version", "kind"],
                condition=models.Q(answer=None),
                name="one_hint_of_a_kind_per_round_of_a_sheet",
            ),
        ]
        indexes = [
            # counts in the queue, the hints of a sheet
            models.Index(fields=["selfcheck"], condition=models.Q(stands=True), name="hint_stands")
        ]

    def __str__(self) -> str:
        return f"{self.answer or self.selfcheck} {self.kind}"

    def get_absolute_url(self) -> str:
        """Where it is shown: the review of the item, or of the sheet."""
        sheet = self.selfcheck
        place = [sheet.campaign.code, sheet.department.code]
        if self.answer is None:
            return reverse("review_sheet", args=place)
        return reverse("review_item", args=[*place, self.answer.item.no])

    @property
    def event_label(self) -> str:
        about = self.answer or self.selfcheck
        return f"{about.event_label} {_now(self.get_kind_display())}"

    @property
    def is_dismissed(self) -> bool:
        """Has somebody looked at it and found nothing wrong?"""
        return self.dismissed_at is not None

    def dismiss(self, *, by: Person) -> None:
        """Looked at, fine: it is no longer counted. Raises NotAllowed when it no longer stands."""
        self.selfcheck.campaign.demand_running()
        open_ones = Hint.objects.to_look_at().filter(pk=self.pk)
        with transaction.atomic():
            if not open_ones.update(dismissed_at=clock.now(), dismissed_by=by):
                raise NotAllowed(_now("This hint has been dealt with in the meantime."))
            record("hint.dismissed", self, by=by, hint=self.kind)
