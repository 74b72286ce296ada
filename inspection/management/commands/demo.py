"""`manage.py demo STORY`: replay a story into a database of its own."""

import json
import secrets
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from campaigns.models import Campaign
from inspection.story.days import Days
from inspection.story.reading import Story, StoryError, read_story
from inspection.story.replay import Replay
from organization import clock
from organization.models import Person

ROLES = (
    *("office", "inspector", "leader", "head", "member"),
    *("evaluator", "administrator", "auditor"),
)
# Pages that are shown where the story has rows of this noun.
OF_ROWS = {
    "surveys": "surveys",
    "opinions": "opinions",
    "site_visits": "site_visits",
    "walks": "walks",
    "proposals": "proposals",
    "complaints": "complaints",
    "fault_records": "faults",
    "actions": "special_actions",
    "commitments": "commitments",
    "evaluators": "evaluators",
    "evaluation_results": "evaluation",
    "next_steps": "next_steps",
}


class Command(BaseCommand):
    """Replays a story unless its campaign is there already; never into a real database."""

    help = "Load a demo story: departments, people and one campaign with its whole history."

    def add_arguments(self, parser) -> None:
        parser.add_argument("story", help="name of the story, which is the code of the campaign")
        parser.add_argument("--year", type=int, help="keep month and day, in this year")
        parser.add_argument(
            "--from", dest="folder", type=Path, help="folder of the story's files, or its parent"
        )

    def handle(self, *, story: str, year: int | None, folder: Path | None, **options) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if Campaign.objects.filter(code=story).exists():
            self.stdout.write(f"{story} is loaded already; nothing was changed.")
            return
        if Person.objects.exists() and not demo_file().exists():
            raise CommandError("This database belongs to real people: no story is loaded into it.")
        try:
            told = read_story(story, _folder(story, folder))
            campaign, password = self._replay(told, year)
        except StoryError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        _write(told, campaign, password)
        for place in told.left_out:
            self.stdout.write(f"left out: {place}")
        self.stdout.write(f"{story} is loaded: {campaign.title}")

    def _replay(self, story: Story, year: int | None) -> tuple[Campaign, str]:
        password = f"demo-{secrets.token_hex(3)}"
        replay = Replay(story, Days(story, today=clock.today(), year=year), password)
        # All or nothing: a story that stops half-way leaves an empty database.
        with translation.override("zh-hans"), transaction.atomic():
            return replay.run(), password


def demo_file() -> Path:
    """Says that this database is a demo, and how to get in."""
    return settings.DATA_DIR / "demo.json"


def _folder(story: str, folder: Path | None) -> Path:
    if folder is None:
        folder = settings.BASE_DIR / "fixtures" / story
    elif (folder / story).is_dir():
        folder = folder / story
    if not folder.is_dir():
        raise StoryError(f"there is no folder {folder}")
    return folder


def _write(story: Story, campaign: Campaign, password: str) -> None:
    code = campaign.code
    department = campaign.selfchecks.order_by("department__order").first().department.code
    shown = {row["shown_as"]: row for row in story["people"] if row["shown_as"]}
    heads = [row for row in story["people"] if row["shown_as"] == "head"]
    if heads:
        department = heads[0]["department"]
    pages = {
        "home": reverse("home"),
        "launch": reverse("campaign", args=[code]),
        "fill": reverse("fill", args=[code, department]),
        "review": reverse("review", args=[code]),
        "findings": reverse("findings", args=[code]),
        "ledger": reverse("ledger", args=[code]),
        "report": reverse("paper", args=[code, "final"]),
        "events": reverse("campaign_events", args=[code]),
        **{page: reverse(page, args=[code]) for noun, page in OF_ROWS.items() if story[noun]},
    }
    demo_file().write_text(
        json.dumps(
            {
                "story": story.name,
                "campaign": {
                    "code": code,
                    "title": campaign.title,
                    "url": reverse("campaign", args=[code]),
                },
                "accounts": [
                    _account(role, shown[role], password) for role in ROLES if role in shown
                ],
                "pages": pages,
                "loaded_on": date.isoformat(clock.today()),
            },
            ensure_ascii=False,
            indent=1,
        ),
        encoding="utf-8",
    )


def _account(role: str, row, password: str) -> dict:
    person = Person.objects.select_related("department").get(account=row["account"])
    return {
        "role": role,
        "username": person.account,
        "password": password,
        "department": person.department.name,
        "post": person.post,
    }
