"""The story of Lanzhou told in another script, so that a page shows what is not its data.

For readers of traditional Chinese everything people typed is traditional. For readers of English
it is in Hangul: whatever Chinese is left on a page then is the program's own.
"""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from campaigns.breakdown import header_words
from campaigns.models import Campaign
from inspection.story.days import Days
from inspection.story.reading import read_story
from inspection.story.replay import Replay
from organization.directory_sheets.words import DEPARTMENT_COLUMNS, PEOPLE_COLUMNS, headings
from organization.models import CalendarYear
from organization.traditional import traditional
from reports.deviations import CHOICES, WORD_FACES, standard
from reports.models.form import LABELS
from tests.stories import LANZHOU, PASSWORD

# Columns in which words have a meaning for the replay; in traditional characters most keep it.
FORMAT = {"zh-hant": {"fill_by"}, "en": {"fill_by", "answer_type", "formula", "counts"}}
STOPS = str.maketrans("《》（），。；：、！？＞", "<>(),.;:,!?>")
HANGUL, SYLLABLES = 0xAC00, 11172


def foreign(text: str) -> str:
    """Each Chinese character as a syllable of Hangul; different ones stay different, mostly.
    Words that the program reads a meaning in stay: groups of departments, tenths of a month."""
    parts = re.split(f"({'|'.join(sorted(read_words(), key=len, reverse=True))})", text)
    return "".join(part if part in read_words() else _in_hangul(part) for part in parts)


def _retell(path: Path, tell: Callable[[str], str], kept: set[str]) -> None:
    """Write the file with everything that is not a word of the format told by `tell`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = [
            {name: cell if name in kept else tell(cell or "") for name, cell in row.items()}
            for row in reader
        ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames)
        writer.writeheader()
        writer.writerows(rows)


def _in_hangul(text: str) -> str:
    return "".join(
        chr(HANGUL + ord(sign) % SYLLABLES) if "\u4e00" <= sign <= "\u9fff" else sign
        for sign in text.translate(STOPS)
    )


@cache
def read_words() -> frozenset[str]:
    """Words of a checklist that name groups of departments, and tenths of a month."""
    words = header_words()
    parts = (f"{month}月{part}旬" for month in range(12, 0, -1) for part in "上中下")
    return frozenset(
        [*parts, *words["all_departments"], *chain.from_iterable(words["groups"].values())]
    )


@cache
def brought_along() -> frozenset[str]:
    """The Chinese that comes with the program and is no word of a page: kinds of campaign, stock
    phrases, numbers of letters, holidays; and the words of the story that stay."""
    files = (settings.BASE_DIR / "fixtures").glob("*.json")
    texts = [path.read_text(encoding="utf-8") for path in files]
    days = CalendarYear.objects.values_list("days", flat=True)
    named = [headings(DEPARTMENT_COLUMNS), headings(PEOPLE_COLUMNS), LABELS, "一、（一）"]
    named += [str(word) for words in CHOICES.values() for word in words.values()]
    named += [str(standard(name)) for name in WORD_FACES]
    named += [json.dumps(list(days), ensure_ascii=False)]
    return frozenset([*texts, *_kept_cells(), *named, *read_words()])


def _kept_cells() -> Iterator[str]:
    for path in LANZHOU.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield from (cell for name, cell in row.items() if name in FORMAT["en"] and cell)


TOLD: dict[str, Callable[[str], str]] = {"zh-hant": traditional, "en": foreign}


@contextmanager
def told(language: str, folder: Path, *, today: date) -> Iterator[Campaign]:
    """The campaign of the story, told in an installation in `language`; rolled
    back at the end. `folder` is made."""
    story = folder / LANZHOU.name
    shutil.copytree(LANZHOU, story)
    for path in story.glob("*.csv"):
        _retell(path, TOLD[language], FORMAT[language])
    with (
        override_settings(LANGUAGE_CODE=language),
        translation.override(language),
        transaction.atomic(),
    ):
        read = read_story(story.name, story)
        yield Replay(read, Days(read, today=today, year=None), PASSWORD).run()
        transaction.set_rollback(True)
