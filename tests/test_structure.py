"""The house keeps its plan: floors, statuses, tasks, receivers, panels."""

import ast
import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.dispatch import Signal
from django.urls import URLResolver, get_resolver

from campaigns import signals
from inspection.celery import app as celery
from organization import panels
from organization.models import NotAllowed, move
from organization.models.event import status_models
from tests.source import (
    FLOORS,
    ROOT,
    called,
    calls,
    imports,
    module_of,
    name_of,
    python_files,
    tree,
)

# Where everybody enters, which is no page of an upper floor's facts.
ENTRANCE = ("home", "login")
# They bring an object in memory up to its row; they write none.
READERS_OF_STATUS = {
    "campaigns/review.py",
    "campaigns/review_page.py",
    "campaigns/taking_back.py",
}
FLOOR = {name: number for number, name in enumerate(FLOORS)}

RECEIVERS = {
    "launching": set(),
    "leaders_changed": {"campaigns.rosters.follow_leaders"},
    "phase_ending": {
        "campaigns.activity_gate.ask_for_activities",
        "campaigns.gates.ask_for_meetings",
        "campaigns.gates.ask_for_reach",
        "campaigns.gates.ask_for_sheets",
        "campaigns.gates.ask_for_verification",
        "findings.gates.ask_for_decisions",
    },
    "correcting": {"findings.gates.ask_for_the_finding"},
    "closing": {"findings.gates.ask_for_decisions_at_the_end"},
    "taking_back": {
        "findings.gates.ask_for_sources",
        "reports.gates.ask_for_signed_papers",
    },
}
PANELS = {
    ("campaigns.answer", "", "findings.panels.of_answers"),
    ("campaigns.answer", "last", "findings.panels.of_last_answers"),
    ("campaigns.campaign", "", "rectification.panels.of_campaigns"),
    ("campaigns.campaign", "", "reports.panels.of_campaigns"),
    ("campaigns.campaign", "staff", "reports.panels.for_the_staff"),
    ("campaigns.circulation", "", "reports.panels.of_circulations"),
    ("organization.department", "", "reports.panels.of_departments"),
    ("campaigns.campaign", "board", "findings.panels.of_boards"),
    ("campaigns.specialaction", "", "findings.action_panels.of_actions"),
    ("campaigns.specialaction", "row", "findings.action_panels.of_actions"),
    ("campaigns.personalanswer", "", "findings.panels.of_personal_answers"),
    ("campaigns.verification", "", "findings.panels.of_verifications"),
    ("campaigns.verification", "row", "findings.panels.of_verifications"),
    ("findings.finding", "", "rectification.panels.letters_of_findings"),
    ("findings.finding", "", "rectification.panels.of_findings"),
    ("campaigns.meeting", "", "findings.panels.of_meetings"),
    ("findings.opinion", "", "rectification.panels.letters_of_opinions"),
    ("rectification.letter", "", "reports.panels.of_letters"),
    ("rectification.task", "", "rectification.panels.letters_of_tasks"),
    ("rectification.task", "", "rectification.panels.proposals_of_tasks"),
    ("rectification.task", "", "reports.panels.of_tasks"),
    ("findings.finding", "last", "rectification.panels.outcomes_of_findings"),
    ("campaigns.activity", "row", "reports.panels.of_briefs"),
    ("campaigns.campaign", "scores", "rectification.card_panels.of_scores"),
    ("findings.finding", "", "rectification.card_panels.of_matters"),
    ("findings.partner", "", "rectification.card_panels.of_partners"),
    ("findings.partner", "row", "rectification.card_panels.of_partners"),
    ("rectification.task", "", "rectification.card_panels.of_matters"),
    ("rectification.letter", "", "rectification.card_panels.of_matters"),
    ("findings.finding", "row", "rectification.panels.tasks_of_findings"),
}


def test_imports_keep_the_contract(capsys):
    from importlinter.cli import lint_imports

    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert (kept, capsys.readouterr().out if kept else "") == (0, "")


def test_the_contract_names_every_floor_in_order():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"layers = {list(FLOORS)}".replace("'", '"') in text


def test_every_foreign_key_points_to_the_own_floor_or_below():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in FLOOR
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if FLOOR.get(field.related_model._meta.app_label, 99) < FLOOR[model._meta.app_label]
    ]
    assert upward == []


def test_the_project_has_no_models():
    assert list(apps.get_app_config("inspection").get_models()) == []


def test_python_names_no_url_of_an_upper_floor():
    floors = url_floors(get_resolver())
    upward = [
        f"{name_of(path)}:{call.lineno} {call.args[0].value}"
        for path in python_files()
        for call in calls(path)
        if called(call) in ("reverse", "reverse_lazy", "redirect") and call.args
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in ENTRANCE
        if FLOOR[floors[call.args[0].value]] < FLOOR[path.relative_to(ROOT).parts[0]]
    ]
    assert upward == []


def url_floors(resolver, floor: str = "inspection") -> dict[str, str]:
    found = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= url_floors(pattern, pattern.urlconf_name.__name__.split(".")[0])
        else:
            found[pattern.name] = floor
    return found


def test_tasks_are_imported_only_to_be_handed_to_the_outbox():
    importers = {
        module_of(path)
        for path in python_files()
        if any(".tasks" in name for name in imports(path))
    }
    assert importers == {
        "inspection.running.background",
        "organization.notices",
        "organization.outbox",
    }


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


STATUSES = pytest.mark.parametrize("model", status_models(), ids=lambda model: model.__name__)


def test_the_things_with_a_status():
    assert {model.__name__ for model in status_models()} >= {
        "Campaign", "Phase", "Receipt", "SelfCheck", "Answer", "Finding", "Task", "Publication"
    }  # fmt: skip


@STATUSES
def test_every_forbidden_move_is_refused(model):
    for before in model.Status.values:
        for to in model.Status.values:
            if to in model.Status.moves.get(before, ()):
                continue
            # Stands for a row, and has no table: a move that got past the door would fail.
            thing = type("Row", (SimpleNamespace,), {"Status": model.Status, "_meta": model._meta})
            with pytest.raises(NotAllowed):
                move(thing(pk=1, status=before), to, by=None)


@STATUSES
def test_the_table_of_moves_is_whole(model):
    values, moves = set(model.Status.values), model.Status.moves
    assert set(moves) | {to for targets in moves.values() for to in targets} <= values
    reached, new = set(), {str(model._meta.get_field("status").get_default())}
    while new:
        reached |= new
        new = {to for before in new for to in moves.get(before, ())} - reached
    assert values - reached == set()


HISTORY = "inspection/earlier/writing.py"  # the past comes in finished: nothing in it moves


def test_only_the_door_writes_a_status():
    names = {model.__name__ for model in status_models()}
    writers = {"update", "create", "get_or_create", "update_or_create"}
    written = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files()
        if name_of(path) != HISTORY
        for call in calls(path)
        if called(call) in names | writers and any(word.arg == "status" for word in call.keywords)
    ]
    assert written == []
    assigned = {
        name_of(path)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "status"
        if isinstance(node.ctx, ast.Store)
    }
    assert assigned == READERS_OF_STATUS


def test_every_task_is_scheduled_or_called():
    celery.loader.import_default_modules()
    own = {name for name in celery.tasks if name.split(".")[0] in FLOOR}
    scheduled = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    assert scheduled - own == set()
    handed = {
        call.args[0].id
        for path in python_files()
        for call in calls(path)
        if called(call) in ("wake", "call") and call.args and isinstance(call.args[0], ast.Name)
    }
    assert {name for name in own - scheduled if name.split(".")[-1] not in handed} == set()
    assert own == {
        "campaigns.tasks.sweep_evidence",
        "campaigns.tasks.sweep_inspections",
        "campaigns.tasks.verify_evidence",
        "findings.tasks.sweep_surveys",
        "organization.tasks.deliver_notices",
        "organization.tasks.run_job",
        "organization.tasks.sweep_jobs",
        "rectification.tasks.sweep_reminders",
        "reports.tasks.sweep_periodicals",
    }


@pytest.mark.parametrize("name", RECEIVERS)
def test_who_answers_a_question(name):
    found = {
        f"{receiver.__module__}.{receiver.__name__}"
        for receiver in getattr(signals, name)._live_receivers(None)[0]
    }
    assert found == RECEIVERS[name]


def test_every_question_is_in_the_list():
    asked = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    assert asked == set(RECEIVERS)


def test_what_upper_floors_show_below():
    assert {
        (panel.model, panel.place, f"{panel.load.__module__}.{panel.load.__name__}")
        for panel in panels._panels
    } == PANELS


def test_every_module_can_be_imported():
    for path in python_files():
        if "management" not in path.parts:
            importlib.import_module(module_of(path))
