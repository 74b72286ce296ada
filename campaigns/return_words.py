"""What is asked for when something goes back: `fixtures/returns.json` has the stock phrases."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from campaigns.models import Return
from organization import calendar, clock
from organization.models import NotAllowed, Person
from organization.stock import once_a_script, stock
from organization.workdays import add_working_days


@dataclass(frozen=True)
class ReturnWords:
    """Stock phrases by reason, of a department's sheet and of a personal one, and how many
    working days there are to do it anew."""

    working_days: int
    phrases: dict[str, tuple[str, ...]]
    personal_phrases: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """Why something goes back, what is asked for, until when (local day), by whom."""

    reason: str
    note: str
    due_on: date
    by: Person


@once_a_script
def return_words() -> ReturnWords:
    """The file, read once."""
    row = stock("returns")
    return ReturnWords(
        row["working_days"], _by_reason(row["phrases"]), _by_reason(row["personal_phrases"])
    )


def proposed_day() -> date:
    """The new deadline when nobody names another one."""
    return add_working_days(clock.today(), return_words().working_days, calendar.current())


def asked_for(reason: str, note: str, due_on: date | None, by: Person) -> Asked:
    """What was said, complete. Raises NotAllowed for an unknown reason, another one without
    words, or a deadline that has passed; without one there are as many days as are usual."""
    if reason not in Return.Reason.values:
        raise NotAllowed(_("Give a reason."))
    if reason == Return.Reason.OTHER and not note.strip():
        raise NotAllowed(_("Say in words what is asked for."))
    if due_on is not None and due_on < clock.today():
        raise NotAllowed(_("The new deadline has passed already."))
    return Asked(reason, note.strip(), due_on or proposed_day(), by)


def _by_reason(row: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {reason: tuple(words) for reason, words in row.items()}
