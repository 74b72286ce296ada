"""`manage.py backup`: everything of this house in one archive, while it runs."""

from django.core.management.base import CommandError

from inspection.management.tables import OnTables
from organization import backups


class Command(OnTables):
    """On SQLite only: a database server is dumped by its own tool, into BACKUP_DIR too."""

    help = "Write the database and all files into one archive in BACKUP_DIR."

    def handle(self, **options) -> None:
        if not backups.is_own():
            raise CommandError("The database is a server: back it up with pg_dump; see README.")
        try:
            made = backups.make()
        except OSError as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"{made.path} ({made.size} bytes)")
