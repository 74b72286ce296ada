"""The most memory that a process holds which does nothing but make one paper.

`python -m benchmarks.memory MODULE:FUNCTION CODE KIND` is that process: the function gives the
paper of the campaign, KIND says whether Word or PDF is made.
"""

import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

GOAL = 300  # MB


def peak_of(made_by: str, code: str, kind: str) -> str:
    """In words; the process works on the database of this one."""
    from tests.faults.processes import database_url

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", made_by, code, kind],
        env={**os.environ, "DATABASE_URL": database_url()},
        check=True,
        capture_output=True,
        text=True,
    )
    return f"at most {float(done.stdout):.0f} MB (goal: under {GOAL})"


def main(made_by: str, code: str, kind: str) -> None:
    """Make the paper, print the megabytes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection.settings")
    import django

    django.setup()
    from django.utils import translation

    from benchmarks.papers import RENDERERS

    module, _colon, function = made_by.partition(":")
    with translation.override("zh-hans"):
        RENDERERS[kind](getattr(import_module(module), function)(code))
    print(_peak())


def _peak() -> float:
    """Of this program alone: what `getrusage` says begins with the process it was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main(*sys.argv[1:])
