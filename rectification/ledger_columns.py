"""The columns of a 整改台账 in the order of the trade (practice notes 2.3), by key."""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext_lazy as _

HEADINGS = MappingProxyType(
    {
        "serial": _("Serial number"),
        "number": _("Number of the finding"),
        "source": _("Source"),
        "aspect": _("Aspect, category"),
        "rule": _("Rule (document, clause)"),
        "problem": _("Problem in detail"),
        "cause": _("Cause (subjective, objective)"),
        "responsibility": _("Responsibility"),
        "track": _("Track"),
        "target": _("Target"),
        "measure": _("Measure"),
        "leader": _("Responsible leader"),
        "department": _("Lead department"),
        "supports": _("Supporting departments"),
        "responsible": _("Responsible person"),
        "deadline": _("Deadline"),
        "progress": _("Progress"),
        "percent": _("Done in percent"),
        "evidence": _("Evidence"),
        "status": _("Status"),
        "acceptance": _("Acceptance (person, day, conclusion)"),
        "closing": _("Close-out (day, number)"),
        "lookback": _("Result of the look-back"),
        "light": _("Light"),
        "note": _("Note"),
    }
)
REQUIRED = ("problem", "measure", "department", "deadline")
# What the order of the rows and the clock say anew every day.
COMPUTED = ("serial", "light")
OWN_WORDS = ("problem", "cause", "target", "measure", "progress")  # a rule is cited as it stands
# What a restricted finding is about.
ABOUT = ("source", "aspect", "rule", "problem", "cause")


@lru_cache(maxsize=1)
def words() -> dict:
    """`fixtures/ledger_words.json`: what columns, tracks and statuses are called elsewhere."""
    path = settings.BASE_DIR / "fixtures" / "ledger_words.json"
    return json.loads(path.read_text(encoding="utf-8"))


def names() -> Mapping[str, list[str]]:
    """Every heading a column may have, by its key."""
    return words()["columns"]
