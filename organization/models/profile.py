"""单位概况: what a unit says of itself, each fact with its day; honours; earlier appraisals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models.department import Department
from organization.models.person import Person
from organization.scope import Scoped


class UnitFact(models.Model):
    """One fact as the record has it. A newer day is a new row; the old one stays."""

    unit = models.ForeignKey(Department, models.CASCADE, related_name="facts")
    label = models.CharField(_("fact"), max_length=60)
    value = models.CharField(_("value as on record"), max_length=300)  # 超过200万: 超过 stays
    measured_in = models.CharField(_("unit of measurement"), max_length=20, blank=True)
    as_of = models.DateField(_("as of"))
    is_assumed = models.BooleanField(_("assumed"), default=False)
    source = models.CharField(_("taken from"), max_length=200, blank=True)
    kept_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = (None, "unit")

    class Meta:
        ordering = ["label", "as_of", "id"]
        verbose_name = _("fact of the unit")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "label", "as_of"],
                name="one_value_of_a_fact_per_day",
                violation_error_message=_("This fact has a value of that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value}{self.measured_in}"


class Honour(models.Model):
    """荣誉: what the unit was awarded, by whom, in which year."""

    unit = models.ForeignKey(Department, models.CASCADE, related_name="honours")
    name = models.CharField(_("honour"), max_length=120)
    issuer = models.CharField(_("awarded by"), max_length=120, blank=True)
    year = models.PositiveIntegerField(_("year"), null=True, blank=True)  # not always on record

    objects = Scoped.as_manager()
    scope = (None, "unit")

    class Meta:
        ordering = ["year", "id"]
        verbose_name = _("honour")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class EarlierAppraisal(models.Model):
    """A year in which the unit took part in an appraisal before, and what is known of it."""

    unit = models.ForeignKey(Department, models.CASCADE, related_name="earlier_appraisals")
    year = models.PositiveIntegerField(_("year"))
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = Scoped.as_manager()
    scope = (None, "unit")

    class Meta:
        ordering = ["year", "id"]
        verbose_name = _("earlier appraisal")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="one_earlier_appraisal_a_year",
                violation_error_message=_("This year is on record already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
