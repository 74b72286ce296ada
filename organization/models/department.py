"""Departments: a tree kept as paths, so that "and what is below it" is one comparison."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization.scope import Scoped


class DepartmentQuerySet(Scoped["Department"]):
    """Departments in the order of the organisation chart."""

    def visible_to(self, person) -> Self:
        """The organisation chart is no secret: everybody who signed in sees it."""
        return self if person.is_active else self.none()

    def below(self, department: "Department") -> Self:
        """`department` and everything under it."""
        return self.filter(path__startswith=department.path)

    def standing(self) -> Self:
        """Departments that have not been dissolved."""
        return self.filter(ends_on=None)


class Department(models.Model):
    """A company, department, county branch, team or outside partner."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        DEPARTMENT = "department", _("Department")
        COUNTY = "county", _("County branch")
        TEAM = "team", _("Team")
        PARTNER = "partner", _("Partner")

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[A-Za-z0-9_-]+$")]
    )
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("above")
    )
    path = models.CharField(max_length=255, unique=True, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0)
    ends_on = models.DateField(_("dissolved on"), null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()
    scope = (None, "")

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("department")
        # One guardian permission is one role. launcher: may launch campaigns.
        permissions = [("head", "head"), ("member", "member"), ("launcher", "launcher")]
        default_permissions = ()
        constraints = [
            # SQLite compares the start of a path without regard to case.
            models.UniqueConstraint(
                Lower("code"),
                name="one_department_per_code",
                violation_error_message=_("There is a department with this code already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the path: the codes from the root down, each closed by a slash."""
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The department's page in the directory."""
        return reverse("department", args=[self.code])

    def lineage(self) -> list[str]:
        """The paths of the department and of everything it lies in, the root first."""
        steps = self.path.strip("/").split("/")
        return [f"/{'/'.join(steps[:end])}/" for end in range(1, len(steps) + 1)]

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.code}"
