"""The next steps of a campaign as a list: how they stand, what they go on with, the worksheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.models import Campaign
from findings.models import Finding
from organization.lists import in_a_row
from organization.models import Person
from rectification.models import NextStep

SHELVES = {
    "late": lambda step: step.is_late,
    "open": lambda step: step.is_open,
    "done": lambda step: step.status == NextStep.Status.DONE,
}
WORDS: dict[str, str | Promise] = {
    "": gettext_lazy("All"),
    "late": gettext_lazy("Overdue"),
    "open": pgettext_lazy("steps", "open"),
    "done": gettext_lazy("Done"),
}
LOOKS = {"late": ("late", "late"), "open": ("do", "doing"), "done": ("ok", "yes")}


@dataclass(frozen=True)
class Tile:
    """One number above the list."""

    value: str
    label: str | Promise
    number: int
    tone: str = ""
    shape: str = ""


@dataclass(frozen=True)
class Link:
    """What a step goes on with."""

    word: str
    label: str
    url: str


def of(campaign: Campaign, person: Person) -> models.QuerySet[NextStep]:
    """The steps that exist for the person, with what a list shows of them: three queries."""
    rows = NextStep.objects.visible_to(person).filter(campaign=campaign)
    return rows.select_related("campaign", "department", "person").prefetch_related(
        "supports", "mechanisms"
    )


def on_shelf(steps: list[NextStep], shelf: str) -> list[NextStep]:
    """Those of a shelf; an unknown one holds all."""
    return [step for step in steps if shelf not in SHELVES or SHELVES[shelf](step)]


def tiles(steps: list[NextStep]) -> list[Tile]:
    """All, and those of every shelf."""
    return [
        Tile(shelf, word, len(on_shelf(steps, shelf)), *LOOKS.get(shelf, ()))
        for shelf, word in WORDS.items()
    ]


def links(step: NextStep, person: Person) -> list[Link]:
    """What the step goes on with, as far as it exists for the person."""
    words = {
        "finding": _("Finding"),
        "measure": _("Measure"),
        "action": _("Special action"),
        "plan": _("Long-term plan"),
    }
    found = []
    for name, word in words.items():
        key = getattr(step, f"{name}_id")
        model = NextStep._meta.get_field(name).related_model
        rows = model.objects.visible_to(person).filter(pk=key)
        if name in ("measure", "plan"):  # what was restricted since is told by nothing below it
            path = "finding" if name == "measure" else "task__measure__finding"
            rows = rows.filter(**{f"{path}__in": Finding.objects.visible_to(person)})
        row = rows.first() if key else None
        if row is not None:
            found.append(Link(word, str(row), row.get_absolute_url()))
    return found


def columns() -> list[str]:
    """The head of the worksheet."""
    return [
        *(_("number"), _("title"), _("what the step is"), _("goals, one a line")),
        *(_("lead department"), _("supporting departments"), _("person"), _("post")),
        *(_("to be finished by"), _("time in words"), _("Status"), _("what came of it")),
        *(_("reason"), _("mechanisms, one a line")),
    ]


def lines(steps: Iterable[NextStep]) -> Iterator[list]:
    """One row a step."""
    for number, step in enumerate(steps, start=1):
        supports = in_a_row(one.name for one in step.supports.all())
        yield [
            *(number, step.title, step.text, step.goals, step.department.name, supports),
            *(step.person.title if step.person else "", step.post, step.due_on, step.due_text),
            *(step.get_status_display(), step.result, step.reason),
            "\n".join(one.name for one in step.mechanisms.all()),
        ]
