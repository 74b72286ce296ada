"""The documents a campaign checks against, and their clauses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization.scope import Scoped


class BasisDocument(models.Model):
    """A document of the superior, a secondary rule or an internal rule."""

    class Role(models.TextChoices):
        BASIS = "basis", _("Basis document")
        SECONDARY = "secondary", _("Further rule")
        INTERNAL = "internal", _("Internal rule")

    class Sort(models.TextChoices):
        DOCUMENT = "document", _("Document")
        DEPLOYMENT = "deployment", _("Deployment of work")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="basis_documents")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=80, blank=True)
    role = models.CharField(_("kind"), max_length=10, choices=Role, default=Role.BASIS)
    sort = models.CharField(_("sort"), max_length=10, choices=Sort, default=Sort.DOCUMENT)
    report_group = models.CharField(_("report group"), max_length=40, blank=True)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("basis document")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A clause of a basis document that items and findings cite."""

    document = models.ForeignKey(BasisDocument, models.CASCADE, related_name="clauses")
    no = models.CharField(_("clause"), max_length=40)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["document", "no"], name="one_clause_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.no}"
