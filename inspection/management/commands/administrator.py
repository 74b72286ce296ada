"""`manage.py administrator ACCOUNT`: the first account of a new installation."""

from django.core.management.base import CommandError
from django.db import transaction

from inspection.management.tables import OnTables
from organization import directory
from organization.models import Department, Person


class Command(OnTables):
    """Makes an administrator, who then brings in departments and people."""

    help = "Make the first administrator; prints the password to sign in with."

    def add_arguments(self, parser) -> None:
        parser.add_argument("account")
        parser.add_argument("--company", required=True, help="name of the organisation")
        parser.add_argument("--code", default="company", help="its code in the directory")

    @transaction.atomic
    def handle(self, *, account: str, company: str, code: str, **options) -> None:
        if Person.objects.filter(duty="administrator", is_active=True).exists():
            raise CommandError("There is an administrator already, who keeps the directory.")
        if Person.objects.filter(account=account).exists():
            raise CommandError(f"The account {account} exists already.")
        department = Department.objects.filter(code__iexact=code).first()
        if department is None:
            department = directory.add_department(by=None, code=code, name=company, kind="company")
        person = directory.add_person(
            by=None,
            account=account,
            name=account,
            post="系统管理员",
            department=department,
            duty="administrator",
        )
        password = directory.reset_password(person, by=None)
        self.stdout.write(f"{account} signs in with {password}")
