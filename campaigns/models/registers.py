"""反馈渠道, 判则与处罚标准, 政务公开栏: where people turn to, what follows, what all staff read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.basis import BasisDocument
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class FeedbackChannel(models.Model):
    """A way to say what is wrong: a telephone, an address, a box in a hall."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Telephone")
        MAIL = "mail", _("E-mail or letter")
        BOX = "box", _("Opinion box")
        VISIT = "visit", _("In person")
        ONLINE = "online", _("Online")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    contact = models.CharField(_("number, address or place"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("handled by")
    )
    # Who handles a complaint is often not who has to answer for what it is about.
    responsible = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible for what it is about"),
    )
    note = models.CharField(_("hours, what for"), max_length=120, blank=True)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = _("feedback channel")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "contact"],
                name="one_channel_per_contact",
                violation_error_message=_("This channel is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.contact}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Standard(models.Model):
    """判则与处罚标准: what is a breach, how it is judged, what follows, at which check-points."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="standards")
    breach = models.CharField(_("breach"), max_length=120)
    judged_by = models.TextField(_("how it is judged"))
    penalty = models.CharField(_("what follows"), max_length=200)
    points = models.PositiveSmallIntegerField(_("points deducted"), default=0)
    basis = models.ForeignKey(
        BasisDocument,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by which rule"),
    )
    items = models.ManyToManyField(CheckItem, blank=True, related_name="standards")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("standard of judgement and penalty")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "breach"],
                name="one_standard_per_breach",
                violation_error_message=_("This breach is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.breach

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class NoticeBoard(models.Model):
    """What the office puts up for everybody who belongs to the organisation."""

    class Section(models.TextChoices):
        PROGRESS = "progress", _("Phases and progress")
        ACTIVITIES = "activities", _("What was done")
        RULES = "rules", _("Own rules")
        CHANNELS = "channels", _("Feedback channels")
        RESULTS = "results", _("Results and rectification")

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="board")
    text = models.TextField(_("what is put up"), blank=True)
    sections = models.JSONField(default=list)
    is_up = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("notice board")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.campaign)

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
