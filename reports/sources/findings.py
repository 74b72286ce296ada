"""The findings, their tasks and the suggestions."""

from functools import cached_property

from django.db.models import Prefetch, QuerySet

from findings.masking import names_in
from findings.models import Aspect, Finding, FindingKind, FindingSource, Liability, Suggestion
from organization.models import Department
from rectification.models import LookBack, Task
from reports.sources.frame import FrameRecords, numbered


class FindingRecords(FrameRecords):
    """The records of what came up and how it is put right."""

    @cached_property
    def all_findings(self) -> list[Finding]:
        """Findings that stand, with all a paper says about them."""
        sources = FindingSource.objects.select_related(
            "answer__selfcheck__department",
            "verification__department",
            "opinion__department",
            "lesson__department",
            "visit__visit__site__department",
            "proposal",
            "complaint",
        )
        tasks = Task.objects.select_related("department").prefetch_related("supports", "progress")
        return list(
            self.campaign.findings.filter(parent=None)
            .filter(kind=FindingKind.PROBLEM)  # improvements have a number of their own
            .exclude(status__in=Finding.Status.void)
            # What a look-back brought up after the day of the paper is none of its findings.
            .exclude(pk__in=self._relapsed_later())
            .select_related("aspect", "department")
            .prefetch_related(
                Prefetch("sources", sources), "items", Prefetch("measures__tasks", tasks)
            )
        )

    def _relapsed_later(self) -> QuerySet:
        """The findings out of look-backs after the day the paper speaks of."""
        return LookBack.objects.filter(
            task__campaign=self.campaign, relapse__isnull=False, done_at__date__gt=self.on
        ).values("relapse")

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings the report counts, by aspect and number."""
        listed = [finding for finding in self.all_findings if not finding.fixed_in_passing]
        return sorted(
            listed,
            key=lambda f: (f.aspect is None, f.aspect and (f.aspect.order, f.aspect.pk), f.number),
        )

    def finding(self, number: str) -> Finding:
        """The counted finding of this number. KeyError when there is none."""
        return {finding.number: finding for finding in self.findings}[int(number)]

    @cached_property
    def fixed_in_passing(self) -> list[Finding]:
        """Findings fixed at once inside the campaign: named apart, not counted."""
        return [finding for finding in self.all_findings if finding.fixed_in_passing]

    @cached_property
    def aspects(self) -> list[Aspect]:
        """The aspects that have findings, in their order."""
        return list({f.aspect_id: f.aspect for f in self.findings if f.aspect}.values())

    def aspect(self, place: str) -> Aspect:
        """Aspect number `place`, 1 first. IndexError when there is none."""
        return numbered(self.aspects, place)

    def tasks_of(self, finding: Finding) -> list[Task]:
        """The tasks that put a finding right."""
        return [task for measure in finding.measures.all() for task in measure.tasks.all()]

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of the counted findings."""
        return [task for finding in self.findings for task in self.tasks_of(finding)]

    def is_overdue(self, task: Task) -> bool:
        """Still with the department on a day after its deadline."""
        late = task.due_on is not None and task.due_on < self.on
        return late and task.finished_on is None

    def told_liabilities(self, finding: Finding) -> list[Liability]:
        """责任认定 that is approved to be told, by degree. A post that names somebody is never."""
        return self._told_liabilities.get(finding.pk, [])

    @cached_property
    def _told_liabilities(self) -> dict[int, list[Liability]]:
        told = Liability.objects.filter(finding__in=self.findings, told_at__lte=self.as_of)
        rows = list(told.select_related("department").order_by("id"))
        names = names_in([row.post for row in rows], instead=str) if rows else None
        degrees = list(Liability.Degree.values)
        found: dict[int, list[Liability]] = {}
        for row in sorted(rows, key=lambda row: degrees.index(row.degree)):
            if names is None or not any(name in row.post for name in names.posts):
                found.setdefault(row.finding_id, []).append(row)
        return found

    @cached_property
    def kept_liabilities(self) -> int:
        """How many determinations about the counted findings the report leaves out."""
        described = [finding for finding in self.findings if not finding.restricted]
        rows = Liability.objects.filter(finding__in=described, at__lte=self.as_of)
        return rows.count() - sum(len(self.told_liabilities(finding)) for finding in described)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """The suggestions, those to the superior first."""
        return list(self.campaign.suggestions.all())


def departments_of(finding: Finding) -> list[Department]:
    """The departments a finding's sources name, in the order of the organisation chart."""
    found: dict[int, Department] = {}
    for row in finding.sources.all():
        if row.personal_id is not None:  # what people say of themselves names no department
            continue
        department = row.source_department
        if department is not None:  # an opinion perhaps names none
            found[department.pk] = department
    return sorted(found.values(), key=lambda d: (d.order, d.code))
