"""Commands that need the tables: before `migrate` they say so instead of ending in a traceback."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MIGRATE_FIRST = gettext_noop(
    "The tables of the database are missing or out of date: run “python manage.py migrate” first,"
    " then this command once more."
)


class OnTables(BaseCommand):
    """Comes before BaseCommand; the question is asked only after the database has refused."""

    def execute(self, *args, **options):
        """Raises CommandError with one sentence in two languages where `migrate` has not run."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if not _is_behind(options.get("database") or DEFAULT_DB_ALIAS):
                raise
            with translation.override("zh-hans"):
                chinese = _(MIGRATE_FIRST)
            raise CommandError(f"{chinese}\n{MIGRATE_FIRST}") from error


def _is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
