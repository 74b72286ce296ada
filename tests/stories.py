"""Replaying a story for a whole test module, and taking it out of the database again."""

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation

from campaigns.models import Campaign
from inspection.story.days import Days
from inspection.story.reading import read_story
from inspection.story.replay import Replay

LANZHOU = settings.BASE_DIR / "fixtures" / "lanzhou"
WUHAN = settings.BASE_DIR / "fixtures" / "wuhan"
PASSWORD = "demo-password"


def replayed(
    folder: Path, *, year: int | None = 2009, today: date = date(2026, 11, 22)
) -> Iterator[Campaign]:
    """The campaign of the story in a folder of its name; rolled back when the generator ends."""
    story = read_story(folder.name, folder)
    with translation.override("zh-hans"), transaction.atomic():
        yield Replay(story, Days(story, today=today, year=year), PASSWORD).run()
        transaction.set_rollback(True)


def copied(
    folder: Path, changes: dict[str, Callable[[dict], dict | None]], *, of: Path = LANZHOU
) -> Path:
    """A copy of a story; a change answers the new row, or None to leave it out."""
    shutil.copytree(of, folder)
    for noun, change in changes.items():
        path = folder / f"{noun}.csv"
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in (change(row) for row in reader) if row is not None]
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, reader.fieldnames)
            writer.writeheader()
            writer.writerows(rows)
    return folder
