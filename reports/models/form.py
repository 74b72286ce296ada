"""The form of papers: what a house does with all of them, and what was chosen for one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped
from organization.traditional import in_language
from rectification.models import Letter
from reports.models.publication import Publication

LABELS = "内部资料\n普通商密\n核心商密"


def usual_labels() -> str:
    """In the characters of the installation."""
    return in_language(LABELS, settings.LANGUAGE_CODE)


class HeadMode(models.TextChoices):
    """What stands above the title."""

    NONE = "none", _("No head")
    RED = "red", _("Head in red, with number and imprint")
    OFFICE_SYSTEM = "oa", _("Head printed by the office system")


class HouseStyle(models.Model):
    """How an organisation has its papers: head, labels, and what deviates from GB/T 9704."""

    organisation = models.OneToOneField(
        Department, models.CASCADE, related_name="house_style", verbose_name=_("organisation")
    )
    head = models.CharField(
        pgettext_lazy("of a paper", "head"), max_length=8, choices=HeadMode, default=HeadMode.NONE
    )
    head_text = models.CharField(_("words of the head"), max_length=40, blank=True)
    printer = models.CharField(_("printed and sent by"), max_length=40, blank=True)
    # 简报: whether the head tells the number over all campaigns, and how many came out before.
    counts_briefs = models.BooleanField(
        _("the head of a brief tells its number over all campaigns as well"), default=False
    )
    briefs_before = models.PositiveIntegerField(
        _("briefs before this system"), default=0, blank=True
    )
    labels = models.TextField(_("labels, one a line"), default=usual_labels)
    deviations = models.JSONField(default=dict)  # fields of a layout: see reports.deviations
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    scope = (None, "organisation")

    class Meta:
        verbose_name = _("form of papers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.organisation}"

    @classmethod
    def of(cls, organisation: Department) -> "HouseStyle":
        """That of the organisation, else of the nearest one above; that of GB/T 9704 without."""
        rows = cls.objects.filter(organisation__path__in=organisation.lineage())
        found = rows.order_by("-organisation__path").first() or cls(organisation=organisation)
        if found.organisation_id != organisation.pk:
            found.briefs_before = 0  # those of the one above
        return found

    @property
    def label_list(self) -> list[str]:
        """The labels a paper may bear."""
        return [line.strip() for line in self.labels.splitlines() if line.strip()]


class ChosenForm(models.Model):
    """What was chosen for one paper or letter before it was signed."""

    head = models.CharField(  # "": as the house has it
        pgettext_lazy("of a paper", "head"), max_length=8, choices=HeadMode, blank=True
    )
    label = models.CharField(_("label"), max_length=20, blank=True)
    label_period = models.CharField(_("period of secrecy"), max_length=20, blank=True)
    copies = models.CharField(pgettext_lazy("of a paper", "copies to"), max_length=300, blank=True)
    printer = models.CharField(_("printed and sent by"), max_length=40, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class PaperForm(ChosenForm):
    """The form of one paper."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="form")

    objects = Scoped.as_manager()
    scope = ("publication__campaign", None)

    class Meta:
        verbose_name = _("form of a paper")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.publication}"


class LetterForm(ChosenForm):
    """The form of one letter."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="form")

    objects = Scoped.as_manager()
    scope = ("letter__campaign", None)

    class Meta:
        verbose_name = _("form of a letter")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.letter}"
