"""What the operator reads after the start: where to go, who to be, where the report lies."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.db import connection

from organization.kept_words import in_the_usual_language
from organization.models import Job
from reports.kinds import ALL
from reports.models import PaperFile
from reports.rendering import path_of

EVERY = 0.3  # seconds between two looks at the job rows

Say = Callable[[str], object]


def lines(address: str) -> Iterator[str]:
    """The address and, in a demo database, one account per role."""
    yield f"Open {address}  (Ctrl-C ends everything)"
    story = demo()
    if not story:
        return
    yield f"Demo database: {story['campaign']['title']}, {address}{story['campaign']['url']}"
    yield f"{'role':<14} {'username':<16} {'password':<14} department, post"
    for account in story["accounts"]:
        yield (
            f"{account['role']:<14} {account['username']:<16} {account['password']:<14} "
            f"{account['department']}, {account['post']}"
        )


def demo() -> dict:
    """What `manage.py demo` wrote about the story of this database, {} when there is none."""
    path = settings.DATA_DIR / "demo.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def tell_papers(say: Say, ended: threading.Event) -> threading.Thread:
    """Say where the story's papers lie as soon as the worker has made them."""

    def watch() -> None:
        try:
            while not ended.is_set() and not _said(say):
                time.sleep(EVERY)
        finally:
            connection.close()

    thread = threading.Thread(target=watch, name="greeting", daemon=True)
    thread.start()
    return thread


NAMES = {
    "final": "Report",
    "rectification": "Report on the rectification",
    "plan": "Implementation plan",
    "group_notice": "Notice of the leading group",
    "division": "Division of work",
    "bulletin": "Bulletin",
    "brief": "Brief",
}


def name_of(paper: str) -> str:
    """What the pages call the kind of paper, and what it is in English."""
    english = NAMES.get(paper, paper)
    if paper not in ALL or settings.LANGUAGE_CODE == "en":
        return english
    return f"{in_the_usual_language(partial(str, ALL[paper].name))} · {english}"


def _report_first(file: PaperFile) -> int:
    return list(NAMES).index(file.publication.paper) if file.publication.paper in NAMES else 99


def _said(say: Say) -> bool:
    code = demo().get("campaign", {}).get("code")
    jobs = Job.objects.filter(kind="paper")
    if code is None or not jobs.exists():
        return True
    if jobs.unfinished().exists():
        return False
    files = PaperFile.objects.filter(publication__campaign__code=code).order_by("-format")
    for file in sorted(files.select_related("publication"), key=_report_first):
        form = "PDF" if file.format == "pdf" else "Word"
        say(f"{name_of(file.publication.paper)} ({form}): {path_of(file)}")
    for job in jobs.filter(state=Job.State.FAILED):
        say(f"The report could not be made: {job.error}")
    return True
