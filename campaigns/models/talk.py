"""沟通: what office and department say to each other about an item, apart from the answer."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.checklist import CheckItem
from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Person
from organization.scope import Scoped

LONGEST = 1000  # characters: who has more to say fills in the item


class RemarkQuerySet(Scoped["Remark"]):
    """Remarks, the oldest first."""

    def questions(self) -> Self:
        """Questions that were not withdrawn."""
        return self.filter(is_question=True, status=Remark.Status.WRITTEN)

    def unanswered(self) -> Self:
        """Questions after which the other side has written nothing in the thread."""
        return self.questions().filter(~models.Exists(self._replies()))

    def knowing_replies(self) -> Self:
        """Each knows whether the other side wrote after it: `is_answered`."""
        return self.annotate(is_answered=models.Exists(self._replies()))

    @staticmethod
    def _replies() -> models.QuerySet["Remark"]:
        later = Remark.objects.filter(
            selfcheck=models.OuterRef("selfcheck"),
            item=models.OuterRef("item"),
            pk__gt=models.OuterRef("pk"),
            status=Remark.Status.WRITTEN,
        )
        return later.exclude(side=models.OuterRef("side")).order_by()


class Remark(models.Model):
    """One thing somebody said about an item of a sheet. It can be withdrawn, never deleted."""

    class Status(models.TextChoices):
        WRITTEN = "written", _("Written")
        WITHDRAWN = "withdrawn", _("Withdrawn")

        moves = nonmember({"written": ("withdrawn",), "withdrawn": ()})

    class Side(models.TextChoices):
        OFFICE = "office", _("Office and inspectors")
        DEPARTMENT = "department", _("Department")

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField(_("text"))
    is_question = models.BooleanField(_("asks for an answer"), default=False)
    mentions = models.ManyToManyField(Person, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.WRITTEN)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()
    scope = ("selfcheck__campaign", "selfcheck__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("remark in a thread")
        default_permissions = ()
        indexes = [
            models.Index(fields=["selfcheck", "item", "id"]),  # the thread of an item
            models.Index(
                fields=["selfcheck", "side"],
                condition=models.Q(is_question=True, status="written"),
                name="questions_of_a_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selfcheck} {self.item.no}"

    def get_absolute_url(self) -> str:
        """The thread the remark stands in."""
        sheet = self.selfcheck
        return reverse("talk", args=[sheet.campaign.code, sheet.department.code, self.item.no])

    @property
    def event_label(self) -> str:
        values = {"department": self.selfcheck.department.name, "no": self.item.no}
        return _now("%(department)s, item %(no)d") % values

    @property
    def is_withdrawn(self) -> bool:
        """Was it taken back? Its words are then shown to nobody."""
        return self.status == self.Status.WITHDRAWN
