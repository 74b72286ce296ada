"""Writing an earlier campaign: closed, accepted, to be read only. The caller's transaction
makes it all or nothing.

Nothing is acted again, so no status moves and no notice goes out: one event says who brought
the campaign in, at the time of today. The past is in the dates of the rows.
"""

from datetime import date, datetime, time

from django.utils import timezone

from campaigns.kinds import kinds
from campaigns.models import (
    Answer,
    AnswerVersion,
    Campaign,
    CheckItem,
    Checklist,
    ItemScope,
    Participation,
    Project,
    SelfCheck,
)
from findings.models import Finding, FindingSource
from inspection.earlier.reading import Package
from inspection.story.planning import ITEM_COLUMNS
from inspection.story.reading import Row
from organization.models import Department, Person, record
from organization.models.role import grant
from rectification.models import Measure, Task

BATCH = 2000
PARTS = ("text", "rule", "cause", "responsibility", "measure", "statement")
FINDING = ("title", "nature", "category", "rule_document", "rule_clause", "rule")


def write(package: Package, code: str, *, by: Person) -> Campaign:
    """Write a package without errors. `by` gets the office role, so that somebody sees it."""
    return _Writer(package, by).write(code)


class _Writer:
    def __init__(self, package: Package, by: Person) -> None:
        self.package, self.by = package, by
        self.departments = {one.code: one for one in Department.objects.all()}
        row = package.campaign
        self.begun_on: date = package.day(row, "launched_on")  # type: ignore[assignment]
        self.over_on: date = package.day(row, "closed_on") or self.begun_on
        self.items: dict[str, CheckItem] = {}
        self.answers: dict[str, Answer] = {}

    def write(self, code: str) -> Campaign:
        """Campaign, checklist, sheets with answers, findings, tasks, and the event."""
        self.campaign = self._campaign(code)
        self._checklist()
        self._answers()
        findings = {
            row["code"]: self._finding(number, row)
            for number, row in enumerate(self.package["findings"], start=1)
        }
        for order, row in enumerate(self.package["tasks"], start=1):
            self._task(order, row, findings[row["finding"]])
        grant(self.by, "office", self.campaign, by=self.by)
        record("campaign.imported", self.campaign, by=self.by, answers=len(self.answers))
        return self.campaign

    def _campaign(self, code: str) -> Campaign:
        row = self.package.campaign
        organisation = self.departments[row["organisation"]]
        return Campaign.objects.create(
            code=code,
            title=row["title"],
            kind=row["kind"],
            wording=kinds()[row["kind"]].wording,
            status=Campaign.Status.CLOSED,
            organisation=organisation,
            organisation_name=row["organisation_name"] or organisation.name,
            organisation_short=row["organisation_short"] or organisation.name[:60],
            office=self.departments[row["office"]],
            subject=row["subject"],
            created_by=self.by,
            running_at=_instant(self.begun_on, 8),
            closed_at=_instant(self.over_on, 18),
        )

    def _checklist(self) -> None:
        checklist = Checklist.objects.create(
            name=self.campaign.title,
            campaign=self.campaign,
            frozen_at=self.campaign.running_at,
        )
        rows = self.package["checklist"]
        names = dict.fromkeys(row["project"] or self.campaign.title for row in rows)
        projects = {
            name: Project.objects.create(checklist=checklist, order=order, name=name)
            for order, name in enumerate(names, start=1)
        }
        made = CheckItem.objects.bulk_create(
            (
                CheckItem(
                    checklist=checklist,
                    project=projects[row["project"] or self.campaign.title],
                    order=order,
                    no=self.package.whole(row, "no") or order,
                    code=row["code"],
                    departments_text=row["departments"][:200],
                    evidence_hint=row["evidence"][:200],
                    **{name: row[name] for name in ITEM_COLUMNS},
                )
                for order, row in enumerate(rows, start=1)
            ),
            batch_size=BATCH,
        )
        self.items = {item.code: item for item in made}

    def _answers(self) -> None:
        """The last row of an item and department stands: earlier ones were earlier rounds."""
        rows = {f"{row['department']}:{row['item']}": row for row in self.package["answers"]}
        sheets = self._sheets(list(rows.values()))
        for key, row in rows.items():
            self.answers[key] = self._answer(row, sheets[row["department"]])
        made = Answer.objects.bulk_create(self.answers.values(), batch_size=BATCH)
        ItemScope.objects.bulk_create(
            (
                ItemScope(item=answer.item, department=answer.selfcheck.department)
                for answer in made
            ),
            batch_size=BATCH,
        )
        AnswerVersion.objects.bulk_create(
            (
                AnswerVersion(
                    answer=answer,
                    version=1,
                    round=1,
                    contents=answer.contents(),
                    at=answer.edited_at,
                    by=self.by,
                )
                for answer in made
            ),
            batch_size=BATCH,
        )

    def _sheets(self, rows: list[Row]) -> dict[str, SelfCheck]:
        results: dict[str, list[str]] = {}
        for row in rows:
            results.setdefault(row["department"], []).append(row["result"])
        sheets = {}
        for code, given in results.items():
            department = self.departments[code]
            Participation.objects.create(
                campaign=self.campaign, department=department, name_then=department.name
            )
            sheets[code] = SelfCheck.objects.create(
                campaign=self.campaign,
                department=department,
                status=SelfCheck.Status.ACCEPTED,
                total=len(given),
                answered=len(given),
                negatives=given.count("no"),
                due_on=self.over_on,
                submitted_at=self.campaign.closed_at,
                accepted_at=self.campaign.closed_at,
            )
        return sheets

    def _answer(self, row: Row, sheet: SelfCheck) -> Answer:
        on = self.package.day(row, "on") or self.over_on
        return Answer(
            selfcheck=sheet,
            item=self.items[row["item"]],
            status=Answer.Status.ACCEPTED,
            result=row["result"],
            methods=row["methods"],
            sample_n=self.package.whole(row, "sample_n"),
            sample_ok=self.package.whole(row, "sample_ok"),
            counts=self.package.counts(row),
            edited_at=_instant(on, 10),
            edited_by=self.by,
            **{name: row.text(name) for name in PARTS},
        )

    def _finding(self, number: int, row: Row) -> Finding:
        closed = {one["task"] for one in self.package["acceptances"] if _passed(one)}
        tasks = [one for one in self.package["tasks"] if one["finding"] == row["code"]]
        status = Finding.Status.RECTIFYING if tasks else Finding.Status.CONFIRMED
        if tasks and all(one["code"] in closed for one in tasks):
            status = Finding.Status.CLOSED
        finding = Finding.objects.create(
            campaign=self.campaign,
            number=number,
            status=status,
            problem=row.text("problem"),
            cause_subjective=row.text("cause_subjective"),
            cause_objective=row.text("cause_objective"),
            department=self.departments.get(row["department"]),
            fixed_in_passing=row.flag("fixed_in_passing"),
            reported_at=self.campaign.closed_at,
            reported_by=self.by,
            confirmed_at=self.campaign.closed_at,
            confirmed_by=self.by,
            closed_at=self.campaign.closed_at if status == Finding.Status.CLOSED else None,
            **{name: row[name] for name in FINDING},
        )
        sources = [self.answers[key] for key in row.list("sources") if key in self.answers]
        FindingSource.objects.bulk_create(
            FindingSource(finding=finding, answer=answer, first_finding=finding)
            for answer in sources
        )
        finding.items.set({answer.item_id for answer in sources})
        return finding

    def _task(self, order: int, row: Row, finding: Finding) -> None:
        measure = Measure.objects.create(
            finding=finding, order=order, text=row.text("measure"), standard=row["standard"][:200]
        )
        due_on = self.package.day(row, "due_on")
        passed = [one for one in self.package["acceptances"] if one["task"] == row["code"]]
        on = next((self.package.day(one, "on") for one in passed if _passed(one)), None)
        Task.objects.create(
            campaign=self.campaign,
            measure=measure,
            title=row["title"] or measure.text[:120],
            status=Task.Status.CLOSED if on else Task.Status.IN_PROGRESS,
            department=self.departments[row["department"]],
            leader=row["leader"],
            due_on=due_on,
            first_due_on=due_on,
            due_text=row["due_text"],
            percent=100 if on else 0,
            assigned_at=self.campaign.closed_at,
            closed_at=_instant(on, 15) if on else None,
            closed_by=self.by if on else None,
            closed_number=f"{self.campaign.code}-{order}" if on else None,
        )


def _passed(row: Row) -> bool:
    return row["outcome"] == "passed"


def _instant(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
