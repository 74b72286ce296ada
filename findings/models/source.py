"""Where findings come from: answers, verifications and personal sheets."""

from typing import Self, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Answer, PersonalAnswer, Verification
from findings.models.finding import Finding, FoundBy
from organization.models import Department
from organization.scope import Scoped, in_campaigns, in_departments

# What a finding comes from, and what the field of `FindingSource` is called that points there.
Source = Answer | Verification | PersonalAnswer
FIELDS = {Answer: "answer", Verification: "verification", PersonalAnswer: "personal"}
KINDS = {
    "answer": _("Self-check"),
    "verification": _("Verification"),
    "personal": _("Personal check"),
}


class FindingSourceQuerySet(Scoped["FindingSource"]):
    """Sources in the order in which they were added."""

    def visible_to(self, person) -> Self:
        """Overseers see all sources; a department its own ones of findings shown to it.

        What people say of themselves is a source for whoever reads the personal sheet alone.
        """
        shown = models.Q(
            finding__restricted=False,
            finding__status__in=Finding.Status.shown_to_departments,
        )
        read = models.Q(personal__in=PersonalAnswer.objects.visible_to(person))
        overseen = in_campaigns(person, "finding__campaign") & models.Q(personal=None)
        return self.filter(overseen | read | FindingSource.of_departments(person) & shown)


class FindingSource(models.Model):
    """Where a finding came from: an answer, a verification, or a personal sheet."""

    FoundBy = FoundBy

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="sources")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="finding_sources")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="finding_sources"
    )
    personal = models.ForeignKey(
        PersonalAnswer, models.PROTECT, null=True, related_name="finding_sources"
    )
    first_finding = models.ForeignKey(Finding, models.CASCADE, null=True, related_name="+")
    # As it was when the source was added: who found it first does not change afterwards.
    found_by = models.CharField(max_length=12, choices=FoundBy, default=FoundBy.SELF_CHECK)

    objects = FindingSourceQuerySet.as_manager()
    scope = ("finding__campaign", "answer__selfcheck__department")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__isnull=False, verification=None, personal=None)
                | models.Q(answer=None, verification__isnull=False, personal=None)
                | models.Q(answer=None, verification=None, personal__isnull=False),
                name="source_is_exactly_one_thing",
            ),
            models.UniqueConstraint(
                fields=["answer"],
                condition=models.Q(answer__isnull=False),
                name="an_answer_feeds_one_finding",
                violation_error_message=_("This answer feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["verification"],
                condition=models.Q(verification__isnull=False),
                name="a_verification_feeds_one_finding",
                violation_error_message=_("This verification feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["personal"],
                condition=models.Q(personal__isnull=False),
                name="a_personal_answer_feeds_one_finding",
                violation_error_message=_("This answer feeds a finding already."),
            ),
        ]

    def __str__(self) -> str:
        return self.source.event_label

    @staticmethod
    def of_departments(person) -> models.Q:
        """Sources that came out of the person's departments."""
        return in_departments(person, "answer__selfcheck__department") | in_departments(
            person, "verification__department"
        )

    @property
    def source(self) -> Source:
        """What it points to; the database holds that exactly one of them is there."""
        return cast(Source, self.answer or self.verification or self.personal)

    @property
    def thing(self) -> str:
        """What kind of thing the source is, for `/go/`."""
        return self.source._meta.label_lower

    @property
    def kind_word(self) -> str:
        """How it was found, in a word."""
        field = next(name for name in KINDS if getattr(self, f"{name}_id") is not None)
        return str(KINDS[field])

    @property
    def is_self_check(self) -> bool:
        """Found by the department or one of its people, not by an inspector?"""
        return self.verification_id is None

    @property
    def source_department(self) -> Department:
        """The department in which it was found."""
        return department_of(self.source)


def department_of(source: Source) -> Department:
    """The department in which a source was found."""
    return source.department if isinstance(source, Verification) else source.sheet.department
