"""黄牌、红牌: given to a department, a site it looks after or a partner, valid for a time."""

from datetime import date
from decimal import Decimal
from enum import nonmember
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Site
from findings.models import Consequence, Finding, Partner
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped, in_departments
from rectification.models.letter import Letter
from rectification.models.task import Task


class CardQuerySet(Scoped["Card"]):
    """Cards, the newest first."""

    def visible_to(self, person) -> Self:
        """Office and leaders see all of their campaigns, a department its own, those of partners
        nobody else."""
        return self.filter(
            self.of_campaigns(person, "office", "leader") | in_departments(person, "department")
        )

    def standing(self) -> Self:
        """Given and not withdrawn, whether still valid or not."""
        return self.filter(status=Card.Status.GIVEN)

    def valid(self, on: date) -> Self:
        """Standing, and not expired on the day."""
        return self.standing().filter(expires_on__gte=on)

    def expired(self, on: date) -> Self:
        """Standing, and expired before the day."""
        return self.standing().filter(expires_on__lt=on)

    def to_score(self) -> Self:
        """Standing cards that propose points nobody has entered yet."""
        return self.standing().filter(points__gt=0, scored=None)


class Card(models.Model):
    """A card: who got it, for what, what follows, until when. Its expiry is computed."""

    class Colour(models.TextChoices):
        YELLOW = "yellow", _("Yellow card")
        RED = "red", _("Red card")

    class Status(models.TextChoices):
        GIVEN = "given", pgettext_lazy("a card", "Given")
        WITHDRAWN = "withdrawn", _("Withdrawn")

        moves = nonmember({"given": ("withdrawn",)})

    class Follows(models.TextChoices):
        WARNING = "warning", _("Warning")
        LETTER = "letter", _("Special supervision letter")
        TALK = "talk", _("Talk with the head")
        PENALTY = "penalty", _("Penalty by the agreement")
        REMOVAL = "removal", _("Removal from the partners")

        @classmethod
        def of_partners(cls) -> tuple["Card.Follows", ...]:
            """警告、处罚、剔除: what a partner may meet; the office ends a partnership, no card."""
            return (cls.WARNING, cls.PENALTY, cls.REMOVAL)

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="cards")
    colour = models.CharField(_("colour"), max_length=6, choices=Colour)
    no = models.PositiveIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=Status, default=Status.GIVEN)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("department"),
    )
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("partner company"),
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("site"),
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="cards"
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="cards")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="cards")
    reason = models.TextField(_("reason of the card"))
    follows = models.CharField(_("what follows"), max_length=8, choices=Follows)
    measure = models.CharField(_("in detail"), max_length=200, blank=True)
    points = models.DecimalField(
        _("points proposed"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("valid until"))
    # The card that came of it: a yellow card is counted once. The last one of a gathering that
    # is no red card points at itself.
    gathered_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gathered"
    )
    scored = models.OneToOneField(
        Consequence, models.PROTECT, null=True, blank=True, related_name="card"
    )
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField(_("reason of the withdrawal"), max_length=200, blank=True)

    objects = CardQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("card")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "colour", "no"], name="one_card_per_number"
            ),
            *(
                models.UniqueConstraint(
                    fields=[matter, "colour"],
                    condition=models.Q(**{f"{matter}__isnull": False}, status="given"),
                    name=f"one_card_per_{matter}_and_colour",
                    violation_error_message=_("A card of this colour was given for this already."),
                )
                for matter in ("finding", "task", "letter")
            ),
            models.CheckConstraint(
                condition=models.Q(department__isnull=False, partner=None)
                | models.Q(department=None, site=None, partner__isnull=False),
                name="card_goes_to_a_department_or_a_partner",
                violation_error_message=_("A card goes to a department or to a partner."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("given_on")),
                name="card_expires_after_it_is_given",
                violation_error_message=_("It expires on the day it is given or later."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn") | ~models.Q(withdraw_reason=""),
                name="card_is_withdrawn_for_a_reason",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "department", "colour"])]  # gathering, score

    def __str__(self) -> str:
        return _now("%(colour)s no. %(no)d") % {"colour": self.get_colour_display(), "no": self.no}

    def get_absolute_url(self) -> str:
        """The page of the card."""
        return reverse("card", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return str(self)

    @property
    def holder(self) -> str:
        """Who got it: the department, the site it looks after, or the partner."""
        return self.site.name if self.site else str(self.partner or self.department)

    @property
    def matter(self) -> Finding | Task | Letter | None:
        """What it was given for, where that is on record."""
        return self.finding or self.task or self.letter

    def is_valid(self, on: date) -> bool:
        """Does it stand on the day?"""
        return self.status == self.Status.GIVEN and self.expires_on >= on
