"""`python -m benchmarks [JOB …] [--data SIZE] [--rounds N]`: run, print, keep the result."""

import argparse
import os
import platform
import sys
import tempfile
from datetime import datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

JOBS = {
    "save": "saving",
    "open": "opening",
    "import": "importing",
    "workbook": "workbooks",
    "paper-83": "papers",
    "paper-1000": "long_papers:paper_1000",
    "annex-5000": "long_papers:annex_5000",
    "ledger-paper": "long_papers:ledger_paper",
    "remind": "reminding",
    "circulate": "circulating",
    "hints": "hints",
    "ledger": "ledger",
    "faults": "faults",
    "survey": "survey",
}
SIZES = ("small", "company", "group", "nation")
RESULTS = Path(__file__).parent / "results"


def main(arguments: list[str]) -> int:
    """Run the jobs named on the command line, all when none is, on a database of their own."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("jobs", nargs="*", choices=[*JOBS, []], metavar="JOB", help=" ".join(JOBS))
    parser.add_argument("--data", choices=SIZES, default="company")
    parser.add_argument("--rounds", type=int, default=5, help="at least 5 for a result to keep")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "inspection.settings"
        import django

        django.setup()
        lines = list(report(options.jobs or list(JOBS), options.data, options.rounds))
    keep("\n".join(lines) + "\n")
    return 0


def report(jobs: list[str], size: str, rounds: int):
    """Run the jobs; the lines of the result as they come, printed too."""
    from benchmarks.measuring import loop, ms

    def say(line: str) -> str:
        print(line, flush=True)
        return line

    yield say(f"## {datetime.now():%H:%M} · {' '.join(jobs)} · data {size} · {rounds} rounds\n")
    yield say("\n".join(f"- {line}" for line in machine()))
    yield say(f"- loop of 10**6 before: {ms(min(loop() for _ in range(5)))}\n")
    yield say("| job | median (spread) | floor | median (spread) | ratio | SQL | goal | note |")
    yield say("|---|---|---|---|---|---|---|---|")
    for name in jobs:
        with fresh_database():
            module, _colon, function = JOBS[name].partition(":")
            job = getattr(import_module(f"benchmarks.{module}"), function or "run")
            for row in job(size, rounds):
                cells = (row.name, row.job, row.floor_name, row.floor, f"{row.ratio:.1f}×",
                         "–" if row.sql is None else row.sql, row.goal, row.note)  # fmt: skip
                yield say(f"| {' | '.join(map(str, cells))} |")
    yield say(f"\n- loop of 10**6 after: {ms(min(loop() for _ in range(5)))}\n")


class fresh_database:
    """A database of its own for one job, migrated, then removed."""

    def __enter__(self) -> None:
        from django.db import connection

        self.before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        connection.force_debug_cursor = False

    def __exit__(self, *error) -> None:
        from django.db import connection

        connection.creation.destroy_test_db(self.before, verbosity=0)


def machine():
    """What the figures depend on."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        )
        database = f"{connection.display_name} {cursor.fetchone()[0]}"
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    model = next(names, platform.processor())
    yield f"{os.cpu_count()} cores, {model}; {platform.system()} {platform.release()}"
    yield f"load before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}"
    packages = ("django", "celery", "reportlab", "python-docx", "openpyxl", "python-calamine")
    yield f"Python {platform.python_version()}, " + ", ".join(f"{p} {version(p)}" for p in packages)
    yield database


def keep(text: str) -> None:
    """Add the run to today's file."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now():%Y-%m-%d}.md"
    before = (
        path.read_text(encoding="utf-8") if path.exists() else f"# {datetime.now():%Y-%m-%d}\n\n"
    )
    path.write_text(f"{before}{text}\n", encoding="utf-8")
    print(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
