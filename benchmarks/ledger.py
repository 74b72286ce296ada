"""The first page of the ledger and one further down, filtered and sorted, beside an empty view."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare
from findings.models import Finding
from organization import clock
from rectification.models import Measure, Task

TASKS = {"small": (1_000,), "company": (10_000,), "group": (10_000, 100_000)}
GOALS = {10_000: "≤ 30 ms, ≤ 10 SQL", 100_000: "≤ 40 ms, ≤ 10 SQL"}
DEPARTMENTS = 60
BACKEND = "django.contrib.auth.backends.ModelBackend"
# What is asked, as the rest of the address.
PAGES = {
    "first page": "?sort=",
    "filter and sort": "?department={code}&track=by_date&sort=latest",
    "overdue": "?light=late",
    "further down": "?sort=due&after=0~{middle}~0",
}


def run(size: str, rounds: int) -> list[Comparison]:
    """So many tasks in one campaign; a third each open in time, overdue and closed out."""
    results = []
    for number in TASKS.get(size, TASKS["group"]):
        made = make(number)
        results += [_compared(made, number, *page, rounds) for page in PAGES.items()]
    return results


def make(number: int) -> organisation.Organisation:
    """An organisation whose campaign has `number` tasks, ten a finding."""
    made = organisation.make(f"ledger{number}", DEPARTMENTS, items=1)
    findings = organisation.bulk(
        Finding(
            campaign=made.campaign,
            number=n + 1,
            title=f"finding {n}",
            problem="资料不全",
            track=Finding.Track.values[n % 3],
            status=Finding.Status.RECTIFYING,
            department=made.departments[n % DEPARTMENTS],
            reported_at=clock.now(),
            reported_by=made.clerk,
        )
        for n in range(max(1, number // 10))
    )
    measures = organisation.bulk(Measure(finding=row, text="补齐资料") for row in findings)
    organisation.bulk(_task(made, measures[n % len(measures)], n) for n in range(number))
    return made


def _task(made: organisation.Organisation, measure: Measure, n: int) -> Task:
    now, place = clock.now(), n // 3 % 200
    days = (place, -place - 1, 100 - place)[n % 3]
    due_on = clock.today() + timedelta(days=days)
    done = {"closed_at": now, "submitted_at": now, "closed_number": f"{made.campaign.code}-{n}"}
    return Task(
        campaign=made.campaign,
        measure=measure,
        title=f"task {n}",
        department=made.departments[n % DEPARTMENTS],
        due_on=due_on,
        first_due_on=due_on,
        **({"status": Task.Status.CLOSED, "percent": 100, **done} if n % 3 == 2 else {}),
    )


def _compared(
    made: organisation.Organisation, number: int, page: str, query: str, rounds: int
) -> Comparison:
    code = made.campaign.code
    asked = query.format(code=f"{code}-7", middle=clock.today() + timedelta(days=50))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(made.clerk, BACKEND)
    ledger, empty = reverse("ledger", args=[code]) + asked, reverse("login")

    def open_page() -> None:
        answer = client.get(ledger)
        assert answer.status_code == 200, answer.status_code

    return compare(
        f"ledger of {number:,} tasks, {page}",
        open_page,
        lambda: Client(SERVER_NAME="127.0.0.1").get(empty),
        "sign-in page",
        rounds=rounds,
        times=5,
        goal=GOALS.get(number, ""),
    )
