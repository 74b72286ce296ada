"""Questions that lower floors ask and upper floors answer."""

from dataclasses import dataclass
from datetime import date

from django.dispatch import Signal

# Somebody came, left, moved or changed: {"people": keys, None for anybody}, {"by": Person | None}.
# Sent inside the transaction of the change.
people_changed = Signal()

# In which departments does a person bring people in, beside those of the own roles: {"person"}.
# Answered with paths.
inviting = Signal()

# About which of these matters need nobody be reminded any more? {"things": {label: keys}}.
# Answered with (label, key).
mailing = Signal()


@dataclass(frozen=True)
class Reason:
    """Why something is not possible yet, with a link to the thing that stands in the way.

    `text` is a sentence in the reader's language; `thing` a model label ("campaigns.phase")
    and `pk` its key, for `/go/<thing>/<pk>/`; `url` a direct link when the caller knows one.
    """

    text: str
    thing: str = ""
    pk: int | None = None
    url: str = ""


def inviting_paths(person) -> set[str]:
    """The departments whose people `person` may invite, with what is below them: as head, as
    launcher, and where upper floors say so."""
    told = inviting.send(type(person), person=person)
    asked = {path for _receiver, paths in told for path in paths}
    return asked | person.roles.paths("head", "launcher")


def ask(signal, sender, **question) -> list[Reason]:
    """Send `signal` and gather every receiver's reasons. An error in a receiver is an error:
    a broken gate must not open."""
    return [
        reason for _receiver, answer in signal.send(sender, **question) for reason in answer or ()
    ]


# The calendar would change: {"before", "after": WorkCalendar, "today": date}. Each receiver answers
# with a list of `Shifts`.
calendar_changing = Signal()
# It was changed, inside the transaction: {"before", "after", "by": Person}. Whoever keeps days
# that were counted in working days moves them and answers how many.
calendar_changed = Signal()


@dataclass(frozen=True)
class Shift:
    """What a change of the calendar does to one thing.

    `what` is neutral (自查表, 整改任务 12): whoever keeps the calendar may not look into campaigns.
    `kind` is "moves", "light" or "day_off"; `was` and `becomes` are days or lights in words.
    """

    what: str
    department: str
    kind: str
    due_on: date
    was: str = ""
    becomes: str = ""


@dataclass(frozen=True)
class Shifts:
    """How many things are affected, and the first of them."""

    total: int
    rows: list[Shift]

    @property
    def more(self) -> int:
        """How many are not among the rows."""
        return self.total - len(self.rows)
