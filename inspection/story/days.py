"""The days of a story, moved to where the reader wants them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from inspection.story.reading import Story, StoryError
from rectification.deadlines import is_month_end, month_end, month_end_words

RELATIVE = re.compile(r"^(\w+)\.(start|end)([+-]\d+)?$")
TENTH = re.compile(r"\d{1,2}月[上中下]旬")
HOUR = time(10)
LEFT = 2  # days between the end of the last phase and today, at least


class Days:
    """Reads the days of a story.

    `year`: keep month and day in that year. Otherwise all days move by whole weeks so that
    the last phase ended on one of the seven days before yesterday: what is told of the day
    after it lies in the past.
    """

    def __init__(self, story: Story, *, today: date, year: int | None = None) -> None:
        self.phases = {
            row["key"]: (_iso(row["starts_on"], row.place), _iso(row["ends_on"], row.place))
            for row in story["phases"]
        }
        last = max(end for _start, end in self.phases.values())
        self.years = year - last.year if year else 0
        days = (today - last).days - LEFT
        self.weeks = timedelta(0) if year else timedelta(days=days // 7 * 7)

    def day(self, text: str) -> date:
        """The moved day of a cell: ISO, or relative to a phase."""
        return self.moved(self._original(text.partition("T")[0]))

    def instant(self, text: str, hour: time = HOUR) -> datetime:
        """The moved instant of a cell, aware; `hour` where the cell has no time."""
        day, _t, clock = text.partition("T")
        at = time.fromisoformat(clock) if clock else hour
        return timezone.make_aware(datetime.combine(self.moved(self._original(day)), at))

    def moved(self, day: date) -> date:
        """A day of the story, moved."""
        if self.years:
            try:
                return day.replace(year=day.year + self.years)
            except ValueError:  # 29 February in a year that has none
                return day.replace(year=day.year + self.years, day=28)
        return day + self.weeks

    def deadline(self, on: str, text: str) -> tuple[date, str]:
        """A deadline with its wording: a month end stays one, in the words of its new month."""
        moved = self.day(on)
        if not self.weeks or not is_month_end(text):
            return moved, text
        moved = month_end(moved)
        return moved, month_end_words(text, moved)

    def anniversary(self, text: str) -> date:
        """A day before the campaign, in as many years before it as told: a year's end stays one."""
        day = self._original(text)
        last = max(end for _start, end in self.phases.values())
        year = day.year + self.moved(last).year - last.year
        try:
            return day.replace(year=year)
        except ValueError:  # 29 February in a year that has none
            return day.replace(year=year, day=28)

    def words(self, text: str, on: date) -> str:
        """The words of a day (9月中旬), for the moved day `on`."""
        if not self.weeks or not TENTH.fullmatch(text):
            return text
        return f"{on.month}月{'上中下'[min((on.day - 1) // 10, 2)]}旬"

    def last(self) -> date:
        """The moved last day of the last phase."""
        return self.moved(max(end for _start, end in self.phases.values()))

    def _original(self, text: str) -> date:
        relative = RELATIVE.match(text)
        if relative is None:
            return _iso(text, "a day")
        key, edge, offset = relative.groups()
        if key not in self.phases:
            raise StoryError(f"no phase is called {key}: {text}")
        return self.phases[key][edge == "end"] + timedelta(days=int(offset or 0))


def _iso(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StoryError(f"{place}: not a day: {text}") from error


def in_order(acts: Iterable[tuple]) -> list[tuple]:
    """Acts by their instant; those of one instant in the order in which they were listed."""
    return sorted(acts, key=lambda act: act[0])
