"""Empty every table, those with rows that stand for good as well."""

from django.core.management.commands import flush
from django.db import connections

from reports import guarding


class Command(flush.Command):
    """What was issued is refused to everybody else: who empties the database means all of it."""

    def handle(self, **options) -> None:
        connection = connections[options["database"]]
        guarding.remove(connection)
        try:
            super().handle(**options)
        finally:
            guarding.install_after_migrating(connection.alias)
