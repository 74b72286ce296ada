"""Data sets: one campaign in its self-check phase, answered by every department."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.contrib.auth.models import Permission
from django.db import models

from campaigns.models import (
    Answer,
    Campaign,
    CampaignRole,
    CheckItem,
    Checklist,
    ItemScope,
    Participation,
    Phase,
    Project,
    SelfCheck,
)
from organization import clock
from organization.models import Department, DepartmentRole, Person

SIZES = {"small": 1, "company": 60, "group": 1000, "nation": 12000}  # departments × 83 items
ITEMS = 83


@dataclass
class Organisation:
    """What the jobs work on."""

    campaign: Campaign
    departments: list[Department]
    heads: list[Person]
    clerk: Person


def make(code: str, departments: int, items: int = ITEMS) -> Organisation:
    """A running campaign `code`: every department answered every item, one version each."""
    company = Department.objects.create(code=code, name=f"Company {code}", kind="company")
    rows = bulk(
        Department(
            code=f"{code}-{n}",
            name=f"Department {n}",
            parent=company,
            path=f"{company.path}{code}-{n}/",
            order=n,
        )
        for n in range(1, departments + 1)
    )
    clerk = Person.objects.create(account=f"{code}-clerk", name="clerk", department=company)
    heads = bulk(
        Person(account=f"{row.code}-head", name="head", department=row, email="h@example.org")
        for row in rows
    )
    _grant_heads(heads)
    campaign = _campaign(code, company, clerk)
    listed = _checklist(campaign, items)
    _sheets(campaign, rows, heads, listed)
    return Organisation(campaign, rows, heads, clerk)


def bulk(rows: Iterable[models.Model]) -> list:
    """Write rows in batches; answers them with their keys."""
    source, written = iter(rows), []
    while batch := list(islice(source, 2000)):
        written += type(batch[0])._default_manager.bulk_create(batch)
    return written


def _grant_heads(heads: list[Person]) -> None:
    head = Permission.objects.get(codename="head", content_type__model="department")
    bulk(
        DepartmentRole(
            user=person, permission=head, content_object=person.department, granted_at=clock.now()
        )
        for person in heads
    )


def _campaign(code: str, company: Department, clerk: Person) -> Campaign:
    campaign = Campaign.objects.create(
        code=code,
        title=f"Campaign {code}",
        kind="supervision",
        status=Campaign.Status.RUNNING,
        organisation=company,
        organisation_name=company.name,
        organisation_short=company.name,
        office=company,
        subject="subject",
        created_by=clerk,
    )
    today = clock.today()
    Phase.objects.create(
        campaign=campaign,
        order=1,
        key="self_check",
        name="self-check",
        opens=["self_check"],
        starts_on=today - timedelta(days=7),
        ends_on=today + timedelta(days=7),
        status="open",
    )
    office = Permission.objects.get(codename="office", content_type__model="campaign")
    CampaignRole.objects.create(
        user=clerk, permission=office, content_object=campaign, granted_at=clock.now()
    )
    return campaign


def _checklist(campaign: Campaign, items: int) -> list[CheckItem]:
    checklist = Checklist.objects.create(
        name=campaign.code, campaign=campaign, frozen_at=clock.now()
    )
    project = Project.objects.create(checklist=checklist, order=1, name="project")
    return bulk(
        CheckItem(
            checklist=checklist,
            project=project,
            order=no,
            no=no,
            code=str(no),
            text=f"第{no}个检查项点：资料是否齐全、执行是否到位",
            group="日常管理",
            methods="查阅资料；抽样检查",
            standard="齐全为符合；缺一为不符合",
        )
        for no in range(1, items + 1)
    )


def _sheets(campaign, departments, heads, items) -> None:
    bulk(Participation(campaign=campaign, department=row, head=head)
         for row, head in zip(departments, heads, strict=True))  # fmt: skip
    sheets = bulk(
        SelfCheck(
            campaign=campaign,
            department=row,
            status=SelfCheck.Status.FILLING,
            total=len(items),
            answered=len(items),
            due_on=clock.today() + timedelta(days=7),
        )
        for row in departments
    )
    bulk(ItemScope(item=item, department=row) for row in departments for item in items)
    bulk(
        Answer(
            selfcheck=sheet,
            item=item,
            result="ok",
            methods="查阅资料",
            text="资料齐全",
            edited_by=head,
        )
        for sheet, head in zip(sheets, heads, strict=True)
        for item in items
    )
