"""Reading the files of a story; rows that point nowhere are left out and named."""

import csv
from dataclasses import dataclass, field
from pathlib import Path


class StoryError(Exception):
    """A file of the story that cannot be used; names file and line."""


class Row(dict):
    """One line of a file: cells by column, "" where a column is missing."""

    def __init__(self, cells: dict, place: str) -> None:
        super().__init__({name: (value or "").strip() for name, value in cells.items() if name})
        self.place = place

    def __missing__(self, name: str) -> str:
        return ""

    def list(self, name: str) -> list[str]:
        """The members of a list cell."""
        return [part.strip() for part in self[name].split(";") if part.strip()]

    def text(self, name: str) -> str:
        """A text cell with its lines."""
        return self[name].replace("|", "\n")

    def number(self, name: str) -> int | None:
        """A whole number, None for an empty cell. Raises StoryError for anything else."""
        if not self[name]:
            return None
        try:
            return int(self[name])
        except ValueError as error:
            raise StoryError(f"{self.place}: {name} is not a number: {self[name]}") from error

    def counts(self, name: str) -> dict[str, int]:
        """Numbers by name: 同意=7;反对=1. Raises StoryError for anything else."""
        counts = {}
        for part in self.list(name):
            what, sign, number = part.partition("=")
            if not sign or not number.isdecimal():
                raise StoryError(f"{self.place}: {name} is not NAME=NUMBER: {part}")
            counts[what.strip()] = int(number)
        return counts

    def flag(self, name: str) -> bool:
        """yes, 1, 是 or true."""
        return self[name].lower() in ("yes", "1", "是", "true")


NOUNS = (
    "campaign",
    "departments",
    "people",
    "phases",
    "basis",
    "checklist",
    "assignments",
    "groups",
    "members",
    "responsibilities",
    "texts",
    "facts",
    "honours",
    "earlier_appraisals",
    "sites",
    "channels",
    "boards",
    "planned",
    "activities",
    "circulations",
    "receipts",
    "meetings",
    "attendances",
    "levels",
    "level_items",
    "personal_sheets",
    "personal_answers",
    "answers",
    "handovers",
    "submissions",
    "returns",
    "reviews",
    "verification_plans",
    "verifications",
    "feedback",
    "recorded",
    "inspection_plans",
    "visits",
    "opinion_rules",
    "surveys",
    "questions",
    "survey_answers",
    "boxes",
    "notes",
    "openings",
    "guests",
    "opinions",
    "dispositions",
    "complaints",
    "word_lists",
    "scripts",
    "visitors",
    "visit_plans",
    "site_visits",
    "fault_records",
    "fault_answers",
    "walks",
    "proposals",
    "projects",
    "evaluators",
    "evaluator_sheets",
    "score_rounds",
    "scores",
    "evaluation_results",
    "actions",
    "findings",
    "merges",
    "objections",
    "parts",
    "lessons",
    "tasks",
    "progress",
    "acceptances",
    "partners",
    "initiatives",
    "signatures",
    "commitments",
    "totals",
    "next_steps",
    "rectification_rules",
    "plans",
    "milestones",
    "extensions",
    "look_backs",
    "suggestions",
    "letters",
    "reports",
    "evidence",
)

# column → the files and the column there that it points to
POINTS: dict[str, tuple[tuple[str, ...], str]] = {
    "department": (("departments",), "code"),
    "item": (("checklist",), "code"),
    "finding": (("findings", "projects"), "code"),
    "task": (("tasks",), "code"),
    "circulation": (("circulations",), "code"),
    "again": (("circulations",), "code"),
    "meeting": (("meetings",), "code"),
    "person": (("people",), "account"),
    "level": (("levels",), "code"),
    "plan": (("inspection_plans",), "code"),
    "to": (("people",), "account"),
    "survey": (("surveys",), "code"),
    "site": (("sites",), "name"),
    "opinion": (("opinions", "notes"), "code"),
    "walk": (("walks",), "code"),
    "team": (("groups",), "code"),
    "project": (("projects",), "code"),
    "partner": (("partners",), "name"),
    "initiative": (("initiatives",), "code"),
    "commitment": (("commitments",), "code"),
    "round": (("score_rounds",), "code"),
    "action": (("actions",), "code"),
    "visit": (("site_visits",), "code"),
}
# "" may stand where the column is optional
POINTING = {
    "people": ["department"],
    "assignments": ["item", "department"],
    "members": ["person"],
    "responsibilities": ["person"],
    "sites": ["department"],
    "channels": ["department"],
    "planned": ["department"],
    "activities": ["department"],
    "circulations": ["again"],
    "receipts": ["circulation", "person"],
    "meetings": ["department"],
    "attendances": ["meeting", "person"],
    "level_items": ["level", "item"],
    "personal_sheets": ["level", "person", "department"],
    "personal_answers": ["level", "person", "department", "item"],
    "answers": ["department", "item"],
    "handovers": ["department", "item", "to"],
    "submissions": ["department"],
    "returns": ["department", "item"],
    "reviews": ["department"],
    "verifications": ["item", "department"],
    "feedback": ["item", "department"],
    "recorded": ["item"],
    "visits": ["plan", "department"],
    "questions": ["survey"],
    "survey_answers": ["survey"],
    "boxes": ["site"],
    "notes": ["site"],
    "guests": ["meeting"],
    "opinions": ["department", "meeting"],
    "dispositions": ["opinion"],
    "visitors": ["person"],
    "site_visits": ["site"],
    "walks": ["team"],
    "proposals": ["walk", "project"],
    "projects": ["department"],
    "fault_answers": ["visit"],
    "evaluators": ["person"],
    "scores": ["round", "person"],
    "actions": ["department"],
    "signatures": ["initiative", "partner"],
    "commitments": ["department"],
    "totals": ["commitment"],
    "next_steps": ["department", "task", "finding", "action"],
    "findings": ["department"],
    "merges": ["finding", "department"],
    "objections": ["finding"],
    "parts": ["finding"],
    "lessons": ["finding", "department"],
    "tasks": ["finding", "department"],
    "progress": ["task"],
    "acceptances": ["task"],
    "plans": ["task"],
    "milestones": ["task"],
    "extensions": ["task"],
    "look_backs": ["task"],
    "suggestions": ["finding"],
    "letters": ["department", "task"],
    "evidence": ["department", "item"],
}


@dataclass
class Story:
    """All rows of a story by noun, and what was left out."""

    name: str
    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def __getitem__(self, noun: str) -> list[Row]:
        return self.rows.get(noun, [])

    def known(self, column: str) -> set[str]:
        """What a cell of this column may point to, as the files stand now."""
        files, key = POINTS[column]
        return {other[key] for file in files for other in self[file]}

    @property
    def campaign(self) -> Row:
        """The one row of the campaign."""
        return self["campaign"][0]


def read_story(name: str, folder: Path) -> Story:
    """The story in `folder`. Raises StoryError when it has no campaign, department or phase."""
    story = Story(name, folder)
    for noun in NOUNS:
        path = folder / f"{noun}.csv"
        if path.exists():
            story.rows[noun] = _read(path)
    for noun in ("campaign", "departments", "people", "phases", "checklist"):
        if not story[noun]:
            raise StoryError(f"{folder / noun}.csv is missing or empty")
    # Tasks of a finding that is not there go first, then what points to those tasks.
    for noun in NOUNS:
        known = {column: story.known(column) for column in POINTING.get(noun, ())}
        story.rows[noun] = [row for row in story[noun] if _points_somewhere(story, known, row)]
    return story


def _read(path: Path) -> list[Row]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [
            Row(cells, f"{path.name}:{number}")
            for number, cells in enumerate(csv.DictReader(file), start=2)
        ]


def _points_somewhere(story: Story, known: dict[str, set[str]], row: Row) -> bool:
    for column, codes in known.items():
        if row[column] and row[column] not in codes:
            story.left_out.append(f"{row.place} ({column} {row[column]})")
            return False
    return True
