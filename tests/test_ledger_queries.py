"""As many statements for thirty rows as for one, on every page of findings and rectification."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Answer, CheckItem
from findings.models import Aspect, Finding, FindingSource
from rectification.models import Measure, Progress, Task
from tests.access.findings import answered
from tests.stage import staged
from tests.visiting import get, text, things, visit

THIRTY = 30


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(answered, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def add_findings(world, numbers: range) -> list[Finding]:
    """Findings with a source, a measure and a task each, and as many answers that wait.

    Written in bulk: thirty of everything through the verbs would take seconds.
    """
    sheet, template = world.sheet("SALES"), world.item(1)
    aspects = [
        Aspect.objects.get_or_create(campaign=world.campaign, name=f"方面{n}")[0] for n in range(3)
    ]
    items = CheckItem.objects.bulk_create(
        CheckItem(
            checklist=template.checklist,
            project=template.project,
            order=100 + 2 * n + waits,
            no=100 + 2 * n + waits,
            code=f"{n}-{waits}",
            text=f"项点{n}",
        )
        for n in numbers
        for waits in (0, 1)
    )
    answers = Answer.objects.bulk_create(
        Answer(
            selfcheck=sheet,
            item=item,
            result="no",
            text="缺",
            status="accepted",
            edited_by=world.people["head"],
        )
        for item in items
    )
    findings = Finding.objects.bulk_create(
        Finding(
            campaign=world.campaign,
            number=100 + n,
            title=f"问题{n}",
            status="rectifying",
            aspect=aspects[n % 3],
            department=sheet.department,
            reported_by=world.people["clerk"],
        )
        for n in numbers
    )
    FindingSource.objects.bulk_create(
        FindingSource(finding=finding, answer=answer)
        for finding, answer in zip(findings, answers[::2], strict=True)
    )
    measures = Measure.objects.bulk_create(
        Measure(finding=finding, text="措施") for finding in findings
    )
    _add_tasks(world, measures)
    return findings


def _add_tasks(world, measures: list[Measure]) -> None:
    due_on = date(2026, 3, 20)
    tasks = Task.objects.bulk_create(
        Task(
            campaign=world.campaign,
            measure=measure,
            title=f"任务{n}",
            status="in_progress",
            department=measure.finding.department,
            responsible=world.people["member"],
            due_on=due_on + timedelta(days=n),
            first_due_on=due_on + timedelta(days=n),
        )
        for n, measure in enumerate(measures)
    )
    Progress.objects.bulk_create(
        Progress(task=task, on=due_on, text="已办", percent=10, by=world.people["member"])
        for task in tasks
    )
    for task in tasks:
        task.supports.add(world.departments["SERVICE"])


def cost(account: str, address: str, kind: str) -> tuple[int, int]:
    """(rows of `kind` that the page shows, statements it took)."""
    from lxml import html

    client = visit(account)
    client.get(address)  # what is loaded once a process
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    shown = things(html.document_fromstring(response.content.decode()), kind)
    return len(shown), len(captured)


@pytest.mark.parametrize(
    ("account", "address", "kind", "waiting"),
    [
        ("clerk", "/campaigns/spring/findings/", "finding", 0),
        ("head", "/campaigns/spring/findings/", "finding", 0),
        ("clerk", "/campaigns/spring/ledger/", "task", 0),
        ("head", "/campaigns/spring/ledger/", "task", 0),
        ("clerk", "/campaigns/spring/findings/consolidate/", "answer", 3),
    ],
)
def test_the_same_statements_at_1_and_30_rows(world, account, address, kind, waiting):
    add_findings(world, range(1))
    shown, few = cost(account, address, kind)
    assert shown == 1 + waiting
    add_findings(world, range(1, THIRTY))
    shown, many = cost(account, address, kind)
    assert shown == THIRTY + waiting
    assert many == few


@pytest.mark.parametrize("account", ["clerk", "head"])
def test_a_finding_with_many_measures_sources_and_tasks(world, account):
    [finding] = add_findings(world, range(1))
    address = f"/campaigns/spring/findings/{finding.number}/"
    assert cost(account, address, "answer")[0] == 1
    shown, few = cost(account, address, "task")
    assert shown == 1
    add_findings(world, range(1, THIRTY))
    FindingSource.objects.update(finding=finding)
    Measure.objects.update(finding=finding)
    assert cost(account, address, "answer")[0] == THIRTY
    shown, many = cost(account, address, "task")
    assert (shown, many) == (THIRTY, few)


def test_a_task_with_a_long_history(world):
    add_findings(world, range(1))
    task = Task.objects.get()
    address = f"/campaigns/spring/tasks/{task.pk}/"
    shown, few = cost("head", address, "progress")
    assert shown == 1
    rows = [
        Progress(task=task, on=task.due_on, text="已办", percent=n, by=world.member)
        for n in range(1, THIRTY)
    ]
    Progress.objects.bulk_create(rows)
    shown, many = cost("head", address, "progress")
    assert (shown, many) == (THIRTY, few)


def test_the_export_reads_in_a_few_statements(world):
    add_findings(world, range(1))
    client = visit("clerk")
    address = "/campaigns/spring/ledger/export/"
    client.get(address)  # what is loaded once a process
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    add_findings(world, range(1, THIRTY))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


PAGE = "/campaigns/spring/ledger/"


def test_the_first_page_takes_ten_statements(world):
    add_findings(world, range(60))
    client = visit("clerk")
    client.get(PAGE)  # what is loaded once a process
    for query in ("", "?sort=latest", "?light=late", "?department=SALES&sort=due"):
        with CaptureQueriesContext(connection) as taken:
            client.get(PAGE + query)
        assert len(taken) == 10, (query, [row["sql"][:90] for row in taken])


def test_the_counts_are_read_from_the_index_of_the_tasks_alone(world):
    add_findings(world, range(3))
    client = visit("clerk")
    with CaptureQueriesContext(connection) as taken:
        client.get(PAGE)
    [counted] = [row["sql"] for row in taken if "GROUP BY 1, 2" in row["sql"]]
    assert "findings_finding" not in counted and "JOIN" not in counted


def test_a_matter_for_named_people_is_not_counted_for_others(world):
    hidden, *_shown = add_findings(world, range(3))
    Finding.objects.filter(pk=hidden.pk).update(named_only=True, restricted=True)
    page = text(get("clerk", "ledger", "spring"))
    assert "任务0" not in page and "任务1" in page
    assert "2个问题2项任务" in page
