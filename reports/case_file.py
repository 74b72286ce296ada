"""What is filed of a campaign when it is over: every paper that was issued or signed.

In the order of filing: what it began with, how it was organised, what was checked, what was put
right, the reports; within each by day.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Max
from django.db.models.fields.json import KeyTextTransform

from campaigns.models import Campaign, Meeting, Return, SelfCheck, Verification
from campaigns.reach import reaches
from organization import clock
from organization.models import Department, NotAllowed, Person
from rectification.models import Acceptance, Extension, Letter, Task
from reports.kinds import INWARD, PERIODICALS, UPWARD
from reports.models import Dispatch, PaperFile, Publication
from reports.papers.archive_index import Filed
from reports.phrases import cn, document_title
from reports.rendering import open_verified, pages_in


def filed_of(campaign: Campaign, person: Person) -> list[Filed]:
    """The documents of the file, those that exist for the person."""
    file = _File(campaign, person)
    parts = (
        file.request(),
        file.papers(INWARD),
        file.circulations(),
        file.meetings(),
        file.sheets(),
        file.returns(),
        file.verifications(),
        file.letters(),
        file.extensions(),
        file.acceptances(),
        file.close_outs(),
        file.papers(tuple(PERIODICALS)),
        file.papers(UPWARD),
    )
    return [one for part in parts for one in part]


class _File:
    """The documents of one campaign, a method a kind, each by day."""

    def __init__(self, campaign: Campaign, person: Person) -> None:
        self.campaign = campaign
        self.person = person
        places = campaign.participations.select_related("department")
        self.names = {row.department_id: str(row) for row in places}
        self.office = self.name_of(campaign.office)

    @cached_property
    def pages(self) -> dict[int, int]:
        """How many pages the PDF of each signed paper had when it was made."""
        rows = PaperFile.objects.filter(
            publication__campaign=self.campaign, format="pdf", is_draft=False
        )
        return {row.publication_id: n for row in rows if (n := row.pages or _count(row))}

    @cached_property
    def sent(self) -> dict[int, Dispatch]:
        """How each report went up the last time."""
        rows = Dispatch.objects.filter(publication__campaign=self.campaign).order_by("pk")
        return {row.publication_id: row for row in rows}

    def name_of(self, department: Department) -> str:
        """The name at the launch."""
        return self.names.get(department.pk, department.name)

    def request(self) -> Iterator[Filed]:
        """来文: what the superior asked."""
        row = self.campaign
        if row.trigger_title:
            yield Filed(
                row.trigger_title.strip("《》"),
                row.trigger_issuer,
                row.trigger_received_on,
                row.trigger_number,
                note="来文",
            )

    def papers(self, kinds: tuple[str, ...]) -> Iterator[Filed]:
        """Papers that were issued, those superseded since too."""
        status = Publication.Status
        rows = self.campaign.publications.filter(
            paper__in=kinds, status__in=(status.ISSUED, status.SUPERSEDED)
        )
        rows = rows.defer("content").order_by("issued_at", "pk")
        for row in rows.annotate(title=KeyTextTransform("title", "content")):
            superseded = "已修订" if row.status == status.SUPERSEDED else ""
            yield Filed(
                row.title,  # type: ignore[attr-defined]
                self.campaign.organisation_name,
                _day(row.issued_at),
                row.document_number,
                self.pages.get(row.pk),
                superseded or _sent(self.sent.get(row.pk)),
            )

    def circulations(self) -> Iterator[Filed]:
        """传达签阅单."""
        rows = list(self.campaign.circulations.order_by("on", "id"))
        reached = reaches(rows)
        for row in rows:
            signed = reached[row.pk].signed
            note = f"签阅{signed}人" if signed else ""
            yield Filed(f"{document_title(row.title)}传达签阅单", row.organiser, row.on, note=note)

    def meetings(self) -> Iterator[Filed]:
        """会议纪要和签到表 of each meeting that was held."""
        rows = Meeting.objects.filter(
            phase__campaign=self.campaign, status=Meeting.Status.HELD
        ).select_related("department")
        for row in rows.order_by("on", "id"):
            who = self.name_of(row.department) if row.department else self.office
            yield Filed(f"{row.title}纪要、签到表", who, row.on)

    def sheets(self) -> Iterator[Filed]:
        """自查表 of each department that handed one in."""
        rows = SelfCheck.objects.filter(campaign=self.campaign, submitted_at__isnull=False)
        for row in rows.select_related("department").order_by("department__order", "id"):
            name = self.name_of(row.department)
            note = "零报告" if row.nil_report else ""
            yield Filed(f"{name}自查表", name, _day(row.submitted_at), note=note)

    def returns(self) -> Iterator[Filed]:
        """关于重新开展自查的通知 of each round that was sent back."""
        rows = (
            Return.objects.filter(selfcheck__campaign=self.campaign)
            .values("selfcheck__department", "sheet_round")
            .annotate(at=Max("at"))
            .order_by("at")
        )
        for row in rows:
            name = self.names.get(row["selfcheck__department"], "")
            title = f"关于{name}重新开展自查的通知（第{cn(row['sheet_round'])}轮）"
            yield Filed(title, self.office, clock.day_of(row["at"]))

    def verifications(self) -> Iterator[Filed]:
        """核查记录表 of each department."""
        rows = (
            Verification.objects.visible_to(self.person)
            .filter(campaign=self.campaign)
            .values("department")
            .annotate(at=Max("at"), n=Count("pk"))
            .order_by("department__order")
        )
        group = self.campaign.word("inspection_group", "检查组")
        for row in rows:
            title = f"{self.names.get(row['department'], '')}核查记录表"
            yield Filed(title, group, clock.day_of(row["at"]), note=f"{row['n']}项")

    def letters(self) -> Iterator[Filed]:
        """Notices, slips and letters of advice, with what became of them."""
        rows = Letter.objects.visible_to(self.person).filter(
            campaign=self.campaign, issued_at__isnull=False
        )
        rows = rows.defer("content").order_by("issued_at", "pk")
        for row in rows.annotate(title=KeyTextTransform("title", "content")):
            title = row.title  # type: ignore[attr-defined]
            note = LETTERS.get(row.status, "")
            yield Filed(title, self.office, _day(row.issued_at), row.number, note=note)

    def extensions(self) -> Iterator[Filed]:
        """延期申请审批表 of each request that was decided."""
        rows = Extension.objects.visible_to(self.person).filter(task__campaign=self.campaign)
        for row in rows.decided().select_related("task__department").order_by("asked_at", "pk"):
            granted = row.status == Extension.Status.GRANTED
            yield Filed(
                f"《{row.task.title}》整改延期申请审批表",
                self.name_of(row.task.department),
                _day(row.decided_at),
                note="同意" if granted else "不同意",
            )

    def acceptances(self) -> Iterator[Filed]:
        """整改验收表 of each acceptance."""
        tasks = Task.objects.visible_to(self.person).filter(campaign=self.campaign)
        rows = Acceptance.objects.filter(task__in=tasks).select_related("task")
        for row in rows.order_by("at", "pk"):
            passed = row.outcome == Acceptance.Outcome.PASSED
            title = f"《{row.task.title}》整改验收表（第{cn(row.round)}次）"
            note = "通过" if passed else "不通过"
            yield Filed(title, self.office, clock.day_of(row.at), note=note)

    def close_outs(self) -> Iterator[Filed]:
        """整改销号审批表 of each task that was closed out."""
        rows = Task.objects.visible_to(self.person).filter(campaign=self.campaign)
        for row in rows.filter(closed_number__isnull=False).order_by("closed_at", "pk"):
            number = row.closed_number or ""
            yield Filed(f"《{row.title}》整改销号审批表", self.office, row.closed_on, number)


LETTERS: dict[str, str] = {
    Letter.Status.SETTLED: "已办结",
    Letter.Status.SUPERSEDED: "已升级",
    Letter.Status.WITHDRAWN: "已撤回",
}


def _day(at: datetime | None) -> date | None:
    return clock.day_of(at) if at else None


def _sent(row: Dispatch | None) -> str:
    if row is None:
        return ""
    words: dict[str, str] = {Dispatch.Status.RECEIVED: "已收回执", Dispatch.Status.RETURNED: "退文"}
    return words.get(row.status, "已报送")


def _count(file: PaperFile) -> int | None:
    """The pages of a file from before they were kept, counted once; None where it is damaged."""
    try:
        with open_verified(file) as content:
            pages = pages_in(content)
    except NotAllowed:
        return None
    PaperFile.objects.filter(pk=file.pk).update(pages=pages)
    return pages
