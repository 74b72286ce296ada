"""日、周、月: which period a recurring paper is about, and on which day its draft is made. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from campaigns.periods import ONE_DAY, Period, period_of

DAY, WEEK, MONTH = "day", "week", "month"


@dataclass(frozen=True)
class Rhythm:
    """`every` "day", "week" or "month"; the draft of a week is made on its `weekday` (Monday 0),
    that of a month on its `month_day`, or on its last day where it is shorter."""

    every: str
    weekday: int = 4
    month_day: int = 25

    def period(self, on: date) -> Period:
        """The period in which a local day lies."""
        return Period(on, on) if self.every == DAY else period_of(self.every, on)

    def drafted_on(self, period: Period) -> date:
        """The day on which the draft about a period is made."""
        if self.every == WEEK:
            return period.first + self.weekday * ONE_DAY
        if self.every == MONTH:
            return min(period.first + (self.month_day - 1) * ONE_DAY, period.last)
        return period.first

    def latest(self, today: date, since: date, works: Callable[[date], bool]) -> Period | None:
        """The last period whose draft is due on `today` or before; None while that day lies
        before `since`. A daily paper is about working days only."""
        on = today
        while self.every == DAY and on > since and not works(on):
            on -= ONE_DAY
        period = self.period(on)
        if self.drafted_on(period) > today:
            period = self.period(period.first - ONE_DAY)
        due = self.drafted_on(period)
        if due < since or (self.every == DAY and not works(due)):
            return None
        return period
