"""A real server and its clients beside the same server with the empty view."""

import os
import signal
import subprocess
import sys

from django.conf import settings
from django.db import connection

from benchmarks import clients
from benchmarks.measuring import Comparison, Measure


def beside_empty_view(
    name: str,
    visitors: list[clients.Client],
    *,
    rounds: int,
    requests: int,
    goal: str,
    sql: int | None = None,
) -> Comparison:
    """`requests` requests a round by the visitors side by side, then as many to the empty view.

    With one client the figure of a round is the median answer; with several it is seconds per
    request of the whole server, and the note says requests per second and the slowest hundredth.
    """
    job, floor, slowest = Measure(), Measure(), 0.0
    nobody = [(ask_nothing, lambda answer: None)] * len(visitors)
    with (
        served("inspection.wsgi:application") as port,
        served("benchmarks.empty:application") as other,
    ):
        for round_ in range(rounds + 1):
            took = clients.drive(port, visitors, requests)
            idle = clients.drive(other, nobody, 5 * requests)
            if round_:
                job.seconds.append(_figure(took, visitors))
                floor.seconds.append(_figure(idle, visitors))
                slowest = max(slowest, took.percentile(99))
    note = f"p99 {slowest * 1000:.0f} ms"
    if len(visitors) > 1:
        share = f"{floor.middle / job.middle:.1%} of the empty view's {1 / floor.middle:.0f} per s"
        note = f"{1 / job.middle:.0f} per s, {note}; {share}"
    return Comparison(name, job, floor, "empty view, over HTTP", sql, goal, note)


def _figure(drive: clients.Drive, visitors: list) -> float:
    return drive.percentile(50) if len(visitors) == 1 else drive.elapsed / drive.requests


def ask_nothing() -> bytes:
    """A request to the empty view."""
    return clients.message("GET", "/empty/", {}, b"")


class served:
    """Three gunicorn processes on a free port, on the database of this run."""

    def __init__(self, application: str) -> None:
        self.application = application

    def __enter__(self) -> int:
        port = clients.free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", self.application, "-w", "3", "--preload",
             "-b", f"127.0.0.1:{port}", "--log-level", "error"],
            env={**os.environ, "DATABASE_URL": _url()},
            cwd=settings.BASE_DIR,
        )  # fmt: skip
        clients.wait_for(port)
        return port

    def __exit__(self, *error) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def _url() -> str:
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{of['NAME']}"
    return f"postgres://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"
