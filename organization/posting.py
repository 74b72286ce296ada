"""When mail may leave: pure. Times are those of the clocks on the walls of the project."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Hours:
    """What the operator has set (`QUIET_HOURS`, `DIGEST_AT`, `DIGEST_SPREAD`, `MAIL_PAUSES`).

    `quiet`: from when until when nothing is mailed, None for never; it may lie over midnight.
    `digest_at`: from when on the day's digests leave, None where each reminder is a mail of its
    own. `spread`: over how many minutes the digests are spread. `pauses`: minutes of each hour
    in which nothing leaves, because everybody else's messages leave then.
    """

    quiet: tuple[time, time] | None = None
    digest_at: time | None = None
    spread: int = 1
    pauses: Collection[int] = ()


def may_send(at: datetime, hours: Hours) -> bool:
    """Whether a mail may leave at the local time `at`."""
    return at.minute not in hours.pauses and not is_quiet(at.time(), hours)


def is_quiet(at: time, hours: Hours) -> bool:
    """Whether `at` lies in the quiet hours; their end does not."""
    if hours.quiet is None:
        return False
    begins, ends = hours.quiet
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def digest_from(person_pk: int, at: datetime, hours: Hours) -> datetime:
    """From which local time on the person's digest of the day of `at` leaves.

    Everybody has a minute of the own, the same every day: the server is not asked for all
    mails at once.
    """
    assert hours.digest_at is not None
    begins = at.replace(
        hour=hours.digest_at.hour, minute=hours.digest_at.minute, second=0, microsecond=0
    )
    return begins + timedelta(minutes=person_pk % max(1, hours.spread))


def read_hours(words: str) -> tuple[time, time] | None:
    """ "21:30-07:30" as two times, "" as None. Raises ValueError for anything else."""
    if not words.strip():
        return None
    begins, _dash, ends = words.partition("-")
    return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())


def message_id(*parts: object) -> str:
    """The same for the same notice or digest, whoever sends it and how often."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:32]
    return f"<{digest}@inspection>"
