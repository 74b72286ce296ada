"""Where findings come from: answers, verifications, personal sheets, opinions, complaints."""

from typing import Self, cast

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Answer, PersonalAnswer, Verification
from findings.models.complaint import ComplaintCount
from findings.models.elsewhere import LessonAnswer
from findings.models.finding import Finding
from findings.models.kinds import FoundBy
from findings.models.opinion import Opinion
from findings.models.visit import VisitPoint
from findings.models.walkthrough import Proposal
from organization.models import Department
from organization.scope import Scoped, in_campaigns, in_departments

# What a finding comes from, and what the field of `FindingSource` is called that points there.
Source = (
    Answer
    | Verification
    | PersonalAnswer
    | Opinion
    | LessonAnswer
    | VisitPoint
    | Proposal
    | ComplaintCount
)
FIELDS = {
    Answer: "answer",
    Verification: "verification",
    PersonalAnswer: "personal",
    Opinion: "opinion",
    LessonAnswer: "lesson",
    VisitPoint: "visit",
    Proposal: "proposal",
    ComplaintCount: "complaint",
}
KINDS = {
    "answer": _("Self-check"),
    "verification": _("Verification"),
    "personal": _("Personal check"),
    "opinion": _("Opinion or complaint"),
    "lesson": _("Check elsewhere"),
    "visit": _("Visit to a site"),
    "proposal": _("Walk-through proposal"),
    "complaint": _("Complaint statistics"),
}


def _exactly_one() -> models.Q:
    """One of the fields points somewhere, and no other."""
    one = models.Q()
    for field in KINDS:
        others = {name: None for name in KINDS if name != field}
        one |= models.Q(**{f"{field}__isnull": False}, **others)
    return one


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
        heard = models.Q(opinion=None) | models.Q(opinion__in=Opinion.objects.visible_to(person))
        overseen = (
            in_campaigns(person, "finding__campaign")
            & Finding.readable_by(person, "finding")
            & models.Q(personal=None)
            & heard
        )
        return self.filter(overseen | read | FindingSource.of_departments(person) & shown)


class FindingSource(models.Model):
    """Where a finding came from: an answer, a verification, a personal sheet or an opinion."""

    FoundBy = FoundBy

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="sources")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="finding_sources")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="finding_sources"
    )
    personal = models.ForeignKey(
        PersonalAnswer, models.PROTECT, null=True, related_name="finding_sources"
    )
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="finding_sources")
    lesson = models.ForeignKey(
        LessonAnswer, models.PROTECT, null=True, related_name="finding_sources"
    )
    visit = models.ForeignKey(VisitPoint, models.PROTECT, null=True, related_name="finding_sources")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="finding_sources"
    )
    complaint = models.ForeignKey(
        ComplaintCount, models.PROTECT, null=True, related_name="finding_sources"
    )
    # The part of the finding that it tells of, once the finding was split.
    part = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="part_sources")
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
                condition=_exactly_one(),
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
            models.UniqueConstraint(
                fields=["opinion"],
                condition=models.Q(opinion__isnull=False),
                name="an_opinion_feeds_one_finding",
                violation_error_message=_("This opinion feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["lesson"],
                condition=models.Q(lesson__isnull=False),
                name="a_lesson_answer_feeds_one_finding",
                violation_error_message=_("This answer feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(visit__isnull=False),
                name="a_fault_of_a_visit_feeds_one_finding",
                violation_error_message=_("This fault feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(proposal__isnull=False),
                name="a_proposal_feeds_one_finding",
                violation_error_message=_("This proposal feeds a finding already."),
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=models.Q(complaint__isnull=False),
                name="a_count_of_complaints_feeds_one_finding",
                violation_error_message=_("These complaints feed a finding already."),
            ),
        ]

    def __str__(self) -> str:
        return self.source.event_label

    @staticmethod
    def of_departments(person) -> models.Q:
        """Sources that came out of the person's departments."""
        return (
            in_departments(person, "answer__selfcheck__department")
            | in_departments(person, "verification__department")
            | in_departments(person, "lesson__department")
            | in_departments(person, "visit__visit__site__department")
        )

    @property
    def source(self) -> Source:
        """What it points to; the database holds that exactly one of them is there."""
        fields = (getattr(self, name) for name in KINDS if getattr(self, f"{name}_id"))
        return cast(Source, next(fields))

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
    def words(self) -> str:
        """How, where and at which check-point it was found; names nobody."""
        source = self.source
        item = _now("Item %(no)s") % {"no": source.item.no} if source.item else ""
        told = (self.kind_word, self.source_department, item)
        return " ".join(str(part) for part in told if part)

    @property
    def is_self_check(self) -> bool:
        """Found by the department or one of its people, not by an inspector or a complaint?"""
        others = (self.verification_id, self.opinion_id, self.visit_id, self.complaint_id)
        return all(key is None for key in others)

    @property
    def is_visit(self) -> bool:
        """Seen by a visitor: the department reads what was wrong, not the visit."""
        return self.visit_id is not None

    @property
    def source_department(self) -> Department | None:
        """The department in which it was found; an opinion or a proposal may name none."""
        return department_of(self.source)


def department_of(source: Source) -> Department | None:
    """The department in which a source was found; an opinion or a proposal may name none."""
    if isinstance(source, Answer | PersonalAnswer):
        return source.sheet.department
    return source.department
