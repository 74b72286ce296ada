"""The ladder of a campaign, rungs before and after a deadline: pure, defaults from a file."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Slip(models.TextChoices):
    """The slips a rung may ask for, the lowest first."""

    REMINDER = "reminder", _("Reminder slip")
    SLIP = "slip", _("Supervision slip")
    KEY_SLIP = "key_slip", _("Key supervision slip")


TOLD = {
    "to_person": _("responsible person"),
    "to_head": pgettext_lazy("responsible person", "Head"),
    "to_office": _("Office"),
    "to_leader": _("leader in charge"),
    "to_chair": _("chair of the leading group"),
}


@dataclass(frozen=True)
class Step:
    """A rung: due from `offset` working days relative to the deadline on.

    Negative offsets lie before the deadline, 0 is its day, 1 the first day after it. From
    `slip` on it is about rectification tasks alone: the slip the office is to issue, the leader
    in charge of the department and the chair who are told, a talk and points of the appraisal
    that are proposed.
    """

    key: str
    offset: int
    to_person: bool = True
    to_head: bool = False
    to_office: bool = False
    slip: str = ""  # of `Slip`
    to_leader: bool = False
    to_chair: bool = False
    talk: bool = False
    points: Decimal = Decimal(0)

    @property
    def before(self) -> int:
        """How many working days before the deadline."""
        return -self.offset

    @property
    def slip_label(self) -> str:
        """What its slip is called, "" without one."""
        return str(Slip(self.slip).label) if self.slip else ""

    @property
    def told(self) -> list[str]:
        """Whom the rung tells, in words."""
        return [str(words) for name, words in TOLD.items() if getattr(self, name)]

    @property
    def points_text(self) -> str:
        """The points as they are written, "" without any: "2", "0.5"."""
        return f"{self.points.normalize():f}" if self.points else ""

    @property
    def proposes(self) -> bool:
        """Does it propose a talk or points?"""
        return self.talk or self.points > 0

    def as_data(self) -> dict[str, Any]:
        """The rung as JSON; `of_data` reads it."""
        return {**vars(self), "points": str(self.points)}

    @classmethod
    def of_data(cls, row: dict[str, Any]) -> Self:
        """The rung out of its JSON; rungs written down before there were slips have none."""
        return cls(**{**row, "points": Decimal(row.get("points", 0))})


@lru_cache(maxsize=1)
def default_steps() -> tuple[Step, ...]:
    """The steps of a campaign that has none of its own: `fixtures/reminders.json`."""
    path = settings.BASE_DIR / "fixtures" / "reminders.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["steps"]
    return tuple(Step.of_data(row) for row in rows)


def key_of(offset: int) -> str:
    """What a step is called in the notices it sends.

    A day of the defaults keeps its name: steps that are written down in mid-campaign send
    nobody what was sent already.
    """
    known = {step.offset: step.key for step in default_steps()}
    return known.get(offset, f"day{offset:+d}")
