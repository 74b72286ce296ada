"""`manage.py import_campaign FOLDER`: an earlier campaign, to be read as "last time"."""

from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import translation

from inspection.earlier.checking import check
from inspection.earlier.reading import Package, read_package
from inspection.earlier.writing import write
from inspection.management.tables import OnTables
from organization.models import Person


class Command(OnTables):
    """Reads every file, lists every error with its cell, and writes all or nothing."""

    help = "Import an earlier campaign from a folder of CSV files; docs/import.md has the columns."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--by", required=True, help="account of the person who imports")
        parser.add_argument("--code", help="code of the campaign; else its column, else the folder")
        parser.add_argument("--check", action="store_true", help="only list what is wrong")

    def handle(self, *, folder: Path, by: str, code: str | None, check: bool, **options) -> None:
        person = Person.objects.filter(account=by, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody has the account {by!r}.")
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        with translation.override("zh-hans"), transaction.atomic():
            package, code = checked(folder, code)
            if package.errors:
                raise CommandError(_listed(package))
            if check:
                self.stdout.write(f"{code}: nothing is wrong, nothing was imported.")
                return
            campaign = write(package, code, by=person)
        self.stdout.write(f"{campaign.code} is imported: {campaign.title}")


def checked(folder: Path, code: str | None) -> tuple[Package, str]:
    """The package with all its errors, and the code its campaign gets."""
    package = read_package(folder)
    given = package["campaign"][0]["code"] if package["campaign"] else ""
    code = code or given or folder.name
    check(package, code)
    return package, code


def _listed(package: Package) -> str:
    lines = "\n".join(str(error) for error in package.errors)
    return f"Nothing was imported; {len(package.errors)} errors:\n{lines}"
