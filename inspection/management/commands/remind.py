"""`manage.py remind`: one sweep in this process."""

from campaigns import inspection_sweep
from inspection.management.commands.paper import instant
from inspection.management.tables import OnTables
from organization import clock, delivery
from rectification import reminders


class Command(OnTables):
    """One sweep over what is due soon or overdue, and the mails that follow from it."""

    help = "Send the reminders that are due."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--now", type=instant, help="sweep as of this instant (ISO 8601)")

    def handle(self, *, now, **options) -> None:
        with clock.at(now or clock.now()):
            reminders.sweep()
            inspection_sweep.sweep()
            sent = delivery.deliver_waiting()
        self.stdout.write(f"{sent} mails")
