"""Measuring a job and its floor in turn: median, spread, ratio, SQL count."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext


@dataclass
class Measure:
    """Seconds of one side of a comparison, one figure a round."""

    seconds: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.seconds)

    def __str__(self) -> str:
        return f"{ms(self.middle)} ({ms(min(self.seconds))}–{ms(max(self.seconds))})"


@dataclass
class Comparison:
    """A job beside its floor."""

    name: str
    job: Measure
    floor: Measure
    floor_name: str
    sql: int | None = None
    goal: str = ""
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.job.middle / self.floor.middle


def compare(
    name: str,
    job: Callable[[], object],
    floor: Callable[[], object],
    floor_name: str,
    *,
    rounds: int,
    times: int = 1,
    goal: str = "",
    note: str = "",
) -> Comparison:
    """Run job and floor in turn, `times` calls a round (the round's figure is its median call).

    One uncounted round warms both up. The SQL of one more call of the job is counted.
    """
    sides = Measure(), Measure()
    for number in range(rounds + 1):
        for side, act in zip(sides, (job, floor), strict=True):
            took = [clocked(act) for _ in range(times)]
            if number:
                side.seconds.append(median(took))
    return Comparison(name, *sides, floor_name, statements(job), goal, note)


def clocked(act: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def statements(act: Callable[[], object]) -> int:
    """How many SQL statements one call sends, BEGIN and COMMIT apart."""
    with CaptureQueriesContext(connection) as caught:
        act()
    ends = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not row["sql"].startswith(ends) for row in caught.captured_queries)


def undone(act: Callable[[], object]) -> Callable[[], None]:
    """`act` in a transaction that is rolled back, so that every call finds the same rows."""

    def once() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    return once


def loop() -> float:
    """Seconds of the loop by which two machines, or two hours of one, are compared."""
    began = time.perf_counter()
    x = 0
    for i in range(10**6):
        x += i * i
    return time.perf_counter() - began


def ms(seconds: float) -> str:
    """Milliseconds with three figures that mean something."""
    value = seconds * 1000
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"
