"""What one number of a periodical is told beside the records of the campaign."""

from dataclasses import dataclass
from datetime import date

from reports.phrases import date_range

DAY, MONTH = "day", "month"


@dataclass(frozen=True)
class Told:
    """The period (local days, both included) and what the office added; `no` None: a draft.

    `before` is (closed, tasks) as the number before printed them, None without one. `counted`:
    the head tells the number over all campaigns too; `entry` is the brief in the register.
    """

    first: date
    last: date
    every: str = "week"
    no: int | None = None
    preface: str = ""
    demands: tuple[str, ...] = ()
    due_on: date | None = None
    report_to: str = ""
    send_to: str = ""
    sent_to: str = ""
    copies: int | None = None
    before: tuple[int, int] | None = None
    change_page: str = ""
    counted: bool = False
    entry: int | None = None

    @property
    def part(self) -> str:
        """The period as the part of a figure's name."""
        return f"{self.first}~{self.last}"

    @property
    def number(self) -> str:
        """第3期; a draft has none yet."""
        return "第【待编号】期" if self.no is None else f"第{self.no}期"

    @property
    def period(self) -> str:
        """3月2日至8日, 3月2日, 3月."""
        if self.every == MONTH:
            return f"{self.first.month}月"
        return date_range(self.first, self.last)
