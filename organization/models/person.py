"""People. The user model of the project from its first day."""

from functools import cached_property
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization.models.department import Department
from organization.roles import Roles
from organization.scope import nothing
from organization.signals import inviting_paths


class PersonQuerySet(models.QuerySet["Person"]):
    """People in the order of the organisation chart and of rank."""

    def visible_to(self, person) -> Self:
        """Colleagues are no secret; closed accounts are the administrator's."""
        return self if person.duty == "administrator" else self.active()

    def active(self) -> Self:
        """People who may sign in."""
        return self.filter(is_active=True)

    def not_in_yet(self) -> Self:
        """People who have no password: nobody has ever signed in as them."""
        return self.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def invited_by(self, person) -> Self:
        """The people whom `person` may bring in: the administrator anybody, others who works in
        the departments they answer for. System duties are given by the administrator alone."""
        active = self.active()
        if person.duty == "administrator":
            return active
        below = nothing()
        for path in inviting_paths(person):
            below |= models.Q(department__path__startswith=path)
        return active.filter(below, duty="")

    def in_department(self, department: Department) -> Self:
        """People of a department and of what is below it."""
        return self.filter(department__path__startswith=department.path)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    """Makes accounts."""

    def create_user(self, account: str, password: str | None = None, **fields) -> "Person":
        """A new person; without a password the account cannot sign in."""
        person = self.model(account=account, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account: a post in a department, and at most one system duty."""

    class Level(models.TextChoices):
        EXECUTIVE = "executive", _("Executive")
        MIDDLE = "middle", _("Middle manager")
        BACKBONE = "backbone", _("Party backbone")
        EMPLOYEE = "employee", _("Employee")

    class Duty(models.TextChoices):
        NONE = "", _("None")
        ADMINISTRATOR = "administrator", _("Administrator")
        SECURITY = "security", _("Security administrator")
        AUDITOR = "auditor", _("Auditor")

    account = models.CharField(_("account"), max_length=60, unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=40)
    post = models.CharField(_("post"), max_length=60, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name=_("department"))
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.EMPLOYEE)
    is_party_member = models.BooleanField(_("party member"), default=False)
    # 分管: whose work the person answers for among those who lead. It gives no right.
    in_charge_of = models.ManyToManyField(
        Department, blank=True, related_name="in_charge", verbose_name=_("in charge of")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    language = models.CharField(max_length=10, blank=True, default="")  # "": none was chosen
    duty = models.CharField(_("system duty"), max_length=16, choices=Duty, blank=True, default="")
    is_active = models.BooleanField(_("active"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PersonManager()

    USERNAME_FIELD = "account"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["order", "account"]
        verbose_name = _("person")
        default_permissions = ()

    def __str__(self) -> str:
        return self.post or self.name

    def get_absolute_url(self) -> str:
        """The person's page in the directory."""
        return reverse("person", args=[self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.account}"

    @property
    def title(self) -> str:
        """Post and department, as the event log and the papers name a person."""
        return self.post or self.name

    @property
    def reads(self) -> str:
        """The language of pages and mails for the person: the chosen one, else the
        installation's."""
        return self.language or settings.LANGUAGE_CODE

    @cached_property
    def roles(self) -> Roles:
        """All roles of the person, in one query; kept for the life of this object."""
        from organization.models.role import roles_of

        return roles_of(self)
