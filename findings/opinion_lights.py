"""How an opinion stands by its clocks, for people: light, and the instant it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from findings.models import Opinion

NEAR = timedelta(hours=8)


@dataclass(frozen=True)
class Standing:
    """`light` is a key of `organization.looks.LIGHTS`, "" where there is no clock; `due_at` what
    it is about, `is_reply` whether that is the reply or the end."""

    light: str
    due_at: datetime | None
    is_reply: bool = False


def standing(opinion: Opinion, at: datetime) -> Standing:
    """How it stands at the aware instant `at`: the reply comes first, then the end."""
    if not opinion.is_open:
        return Standing(_done(opinion), opinion.finish_due_at)
    waits = opinion.replied_at is None and opinion.reply_due_at is not None
    due_at = opinion.reply_due_at if waits else opinion.finish_due_at
    if due_at is None:
        return Standing("", None)
    if opinion.is_overdue(at):
        return Standing("late", due_at, waits)
    return Standing("near" if due_at - at <= NEAR else "on_time", due_at, waits)


def _done(opinion: Opinion) -> str:
    if opinion.finish_due_at is None or opinion.disposed_at is None:
        return ""
    return "done" if opinion.disposed_at < opinion.finish_due_at else "done_late"
