"""Workers killed a thousand times while they mail 10,000 reminders, beside the same mails in peace.

What has to hold is asserted: a run that doubles or loses a mail gives no figure. The processes
are those of the tests (`tests/faults`).
"""

import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.db import connection

from benchmarks import organisation
from benchmarks.measuring import Comparison, Measure, clocked
from benchmarks.reminding import make_tasks
from campaigns.models import SelfCheck
from organization import clock
from organization.models import Delivery, Notification
from tests.faults.processes import Broker, Worker
from tests.faults.smtp import MailServer
from tests.faults.story import killed_mails, killed_sweep, nothing_doubled_nothing_lost

SIZES = {"small": (100, 2_000)}  # kills, reminders
USUAL = (1_000, 10_000)
ROUNDS = 5  # of a killed sweep: two kills each, and one more
LONGEST = 3600.0  # seconds


def run(size: str, rounds: int) -> list[Comparison]:
    """One run with kills and one without, whatever `rounds` says: it takes minutes."""
    kills, notices = SIZES.get(size, USUAL)
    at = clock.now()
    with clock.at(at):
        make_tasks(organisation.make("faults", 20, items=1), notices, notices)
        SelfCheck.objects.update(due_on=clock.today() + timedelta(days=365))  # tasks alone are due
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="faults-") as folder:
        server, broker = MailServer(), Broker(Path(folder))
        stack.callback(server.close)
        stack.callback(broker.kill)
        address = f"smtp://127.0.0.1:{server.port}"
        sweeps = Worker("celery", broker, Path(folder), EMAIL_URL=address)
        stack.callback(sweeps.kill)
        mails = Worker("mail", broker, Path(folder), size=2, EMAIL_URL=address)
        stack.callback(mails.kill)
        sweeps.wait(), mails.wait()
        died = killed_sweep(broker, sweeps, at, ROUNDS, notices)
        left = kills - died

        def mail(times: int):
            return lambda: killed_mails(broker, server, mails, at, times, LONGEST)

        job = Measure([clocked(mail(left))])
        uncertain = nothing_doubled_nothing_lost(broker, server, at, kills)
        told = (Notification.objects.count(), Delivery.objects.count())
        assert told == (notices, notices), told
        Delivery.objects.all().delete()
        server.taken.clear()
        floor = Measure([clocked(mail(0))])
    connection.close()
    note = f"every notice once, 0 mails doubled, 0 lost, {uncertain} uncertain and listed"
    name = f"{kills:,} kills, {notices:,} reminders mailed"
    return [
        Comparison(name, job, floor, "the same without a kill", None, "0 doubled, 0 lost", note)
    ]
