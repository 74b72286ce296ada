"""通报、简报: by which rule they recur, and each number (期) with what the office adds to it."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Campaign, Receipt
from organization import clock
from organization.models import Person
from organization.scope import Scoped
from reports.models.publication import Periodical, Publication
from reports.rhythm import Rhythm


class Every(models.TextChoices):
    """How long the period is that a paper is about."""

    DAY = "day", _("every working day")
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")


class PeriodicRule(models.Model):
    """A paper recurs: one draft a period waits for the office from the day on."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="periodic_rules")
    paper = models.CharField(_("paper"), max_length=8, choices=Periodical)
    every = models.CharField(_("period"), max_length=5, choices=Every, default=Every.WEEK)
    weekday = models.PositiveSmallIntegerField(
        _("weekly draft on"), choices=Weekday, default=Weekday.FRIDAY
    )
    month_day = models.PositiveSmallIntegerField(
        _("monthly draft on day"),
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    since = models.DateField()
    set_at = models.DateTimeField(default=clock.now)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["paper", "id"]
        verbose_name = _("rule of a recurring paper")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "paper", "every"],
                name="one_rule_per_paper_and_period",
                violation_error_message=_("This paper recurs by this period already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_paper_display()} {self.get_every_display()}"

    @property
    def event_label(self) -> str:
        return str(self)

    @property
    def rhythm(self) -> Rhythm:
        """The rule as pure dates."""
        return Rhythm(self.every, self.weekday, self.month_day)


class EditionQuerySet(Scoped["Edition"]):
    """Numbers of periodicals, the newest first."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns, others what was issued and sent to them."""
        sent = Receipt.objects.filter(person=person).values("circulation")
        issued = models.Q(publication__status=Publication.Status.ISSUED)
        return self.filter(
            self.scope_of(person) | issued & models.Q(publication__circulation__in=sent)
        )

    def to_sign(self) -> Self:
        """Drafts that wait for the office."""
        return self.filter(publication__status=Publication.Status.DRAFT)

    def issued(self) -> Self:
        """What came out."""
        return self.filter(publication__status=Publication.Status.ISSUED)


class Edition(models.Model):
    """One number of a periodical: its period, and the words that no record has."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="edition"
    )
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="editions")
    paper = models.CharField(max_length=8, choices=Periodical)
    every = models.CharField(max_length=5, choices=Every)
    first = models.DateField()
    last = models.DateField()
    no = models.PositiveIntegerField(null=True)  # 第N期, given when it is signed
    # An issued brief stands in the register of what was done; its number is taken there.
    activity = models.OneToOneField(Activity, models.PROTECT, null=True, related_name="edition")
    preface = models.TextField(_("foreword of the editor"), blank=True)
    demands = models.TextField(_("what is demanded next; one a line"), blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    report_to = models.CharField(_("reported to"), max_length=120, blank=True)
    send_to = models.CharField(_("sent to"), max_length=120, blank=True)
    sent_to = models.CharField(_("given out to"), max_length=120, blank=True)
    copies = models.PositiveIntegerField(_("copies printed"), null=True, blank=True)
    # The rate that was printed, for the comparison in the next number.
    told_closed = models.PositiveIntegerField(null=True)
    told_tasks = models.PositiveIntegerField(null=True)
    drop_reason = models.CharField(_("why it is not issued"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EditionQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-publication_id"]
        verbose_name = _("number of a periodical")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "paper", "every", "first"], name="one_edition_per_period"
            ),
            models.UniqueConstraint(
                fields=["campaign", "paper", "no"], name="one_edition_per_number"
            ),
        ]

    def __str__(self) -> str:
        if self.no is None:
            return self.get_paper_display()
        return _now("%(paper)s no. %(no)d") % {"paper": self.get_paper_display(), "no": self.no}

    def get_absolute_url(self) -> str:
        """The page of this number."""
        return reverse("edition", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return str(self)

    @property
    def demand_list(self) -> tuple[str, ...]:
        """What is demanded, one a line in the record."""
        return tuple(line.strip() for line in self.demands.splitlines() if line.strip())
