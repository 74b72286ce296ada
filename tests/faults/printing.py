"""`python -m tests.faults.printing`: a process that makes the files of papers, again and again.

It reads the key of a publication from its input and answers with the number of the process that
makes them. That one ends by being killed; then the next key is read.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.faults.processes import database_url, die_with_the_starter, kill
from tests.source import ROOT


class Printer:
    """The process, seen from the test that kills what it begins."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.printing"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "inspection.settings",
                "DATABASE_URL": database_url(),
                "DATA_DIR": str(folder),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_the_starter,
        )

    def begin(self, publication: int) -> int:
        """Which process makes its files now."""
        self.process.stdin.write(f"{publication}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self, pid: int) -> None:
        """SIGKILL; it is gone when this returns."""
        kill(pid)
        assert self.process.stdout.readline() == f"-{signal.SIGKILL}\n"

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


def main() -> None:
    """Load the program once; each work is done by a copy of the process."""
    import django

    django.setup()
    from django.db import connections

    from reports.rendering import RENDERERS
    from tests.sample_document import sample_document

    for render in RENDERERS.values():  # the copies need not read the faces again
        render(sample_document(rows=1))
    connections.close_all()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            print_on(int(line))
        print(pid, flush=True)
        _pid, status = os.waitpid(pid, 0)
        print(-os.WTERMSIG(status), flush=True)


def print_on(publication: int) -> None:
    """Make the files until somebody kills this process."""
    from organization.models import Job
    from reports.rendering import render_publication

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    job = Job.objects.get(kind="paper", order_for__publication=publication)
    while True:
        render_publication(job)


if __name__ == "__main__":
    main()
