"""The database itself refuses to change or delete what stands (`models/standing.py`).

Whoever writes past the models, with `_base_manager`, by `bulk_update` or by hand in SQL, meets a
trigger. The rules are read from the models' `STANDS`, so that there is one text of them. Triggers
come once every migration is through and go before the first: SQLite drops them with the table
that a migration rebuilds, and a migration of data may have to write what stands.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from reports.models import PaperFile, Publication
from reports.models.standing import StandingModel

GUARDED: tuple[type[StandingModel], ...] = (Publication, PaperFile)
REFUSED = "this row stands for good"  # by this the error is known again
SINCE = ("reports", "0017_rows_that_stand")


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place of those that are there."""
    remove(connection)
    with connection.cursor() as cursor:
        for model in GUARDED:
            for statement in _statements(model, connection.vendor):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; where there are none, or not even a table, nothing happens."""
    with connection.cursor() as cursor:
        for model in GUARDED:
            table = model._meta.db_table
            for act in ("insert", "update", "delete"):
                place = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_{act}"{place}')
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP FUNCTION IF EXISTS "{table}_stands"()')


def remove_before_migrating(using: str, plan=(), **_rest) -> None:
    """A migration of this app rebuilds tables and may write rows that stand."""
    if any(migration.app_label == SINCE[0] for migration, _backwards in plan):
        remove(connections[using])


def install_after_migrating(using: str, **_rest) -> None:
    """Guard the rows wherever they are not yet, unless somebody has gone back before the guards."""
    connection = connections[using]
    applied = set(MigrationRecorder(connection).applied_migrations())
    by_hand = not any(app == SINCE[0] for app, _name in applied)  # tables without migrations
    if (SINCE in applied or by_hand) and not _is_guarded(connection):
        install(connection)


def _is_guarded(connection: BaseDatabaseWrapper) -> bool:
    wanted = {name for model in GUARDED for name in _names(model, connection.vendor)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return wanted <= {name for (name,) in cursor.fetchall()}


def _names(model: type[StandingModel], vendor: str) -> Iterator[str]:
    # PostgreSQL fires the trigger of an update for INSERT … ON CONFLICT as well.
    acts = ("update", "delete") if vendor == "postgresql" else ("update", "delete", "insert")
    return (f"{model._meta.db_table}_{act}" for act in acts)


def _statements(model: type[StandingModel], vendor: str) -> Iterator[str]:
    return _of_postgresql(model) if vendor == "postgresql" else _of_sqlite(model)


def _of_sqlite(model: type[StandingModel]) -> Iterator[str]:
    table = model._meta.db_table
    refusal = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    conditions = {
        "update": _changed(model, "IS NOT"),
        "delete": _gone(model, "OLD"),
        # INSERT OR REPLACE deletes the row in its place without a trigger.
        "insert": f'EXISTS (SELECT 1 FROM "{table}" AS kept WHERE ({_gone(model, "kept")})'
        f" AND ({_in_its_place(model)}))",
    }
    for act, condition in conditions.items():
        yield (
            f'CREATE TRIGGER "{table}_{act}" BEFORE {act.upper()} ON "{table}"'
            f" WHEN {condition} {refusal}"
        )


def _of_postgresql(model: type[StandingModel]) -> Iterator[str]:
    """The conditions stand in a function: a column named by a trigger cannot change its type."""
    table = model._meta.db_table
    refusal = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'"
    yield f"""CREATE FUNCTION "{table}_stands"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            IF {_gone(model, "OLD")} THEN {refusal}; END IF;
            RETURN OLD;
        END IF;
        IF {_changed(model, "IS DISTINCT FROM")} THEN {refusal}; END IF;
        RETURN NEW;
    END $$"""
    for act in ("update", "delete"):
        yield (
            f'CREATE TRIGGER "{table}_{act}" BEFORE {act.upper()} ON "{table}"'
            f' FOR EACH ROW EXECUTE FUNCTION "{table}_stands"()'
        )


def _changed(model: type[StandingModel], differs: str) -> str:
    """A column that stands is another now, or the row goes back behind the step."""
    steps = []
    for gone, names in model.STANDS:
        columns = {"id", *(_column(model, name) for name in names)}
        others = [f'OLD."{column}" {differs} NEW."{column}"' for column in sorted(columns)]
        back = f"NOT ({_condition(gone, 'NEW')})"
        steps.append(f"(({_condition(gone, 'OLD')}) AND ({' OR '.join([back, *others])}))")
    return f"({' OR '.join(steps)})"


def _gone(model: type[StandingModel], row: str) -> str:
    return " OR ".join(f"({_condition(gone, row)})" for gone, _names in model.STANDS)


def _in_its_place(model: type[StandingModel]) -> str:
    """The new row would take the place of the kept one: by its key or a unique constraint."""
    unique = [
        [_column(model, name) for name in constraint.fields]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    same = [
        " AND ".join(f'kept."{column}" = NEW."{column}"' for column in columns)
        for columns in [["id"], *unique]
    ]
    return " OR ".join(f"({columns})" for columns in same)


def _column(model: type[StandingModel], name: str) -> str:
    return str(model._meta.get_field(name).column)


def _condition(gone: models.Q, row: str) -> str:
    """The step in SQL: of all that `Q` can say, STANDS uses `column` and `column__in`."""
    parts = []
    steps: list[tuple[str, Any]] = gone.children  # type: ignore[assignment]
    for name, value in steps:
        column = f'{row}."{name.removesuffix("__in")}"'
        if value is True:
            parts.append(column)
        else:
            parts.append(f"{column} IN ({', '.join(repr(one) for one in value)})")
    return " AND ".join(parts)
