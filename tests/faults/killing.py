"""When a worker is killed: five moments of a mail, three of a sweep."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle

from django.db import connection, transaction

from organization.models import Notification, Sweep
from tests.faults.processes import Worker, kill, owner, wait_until
from tests.faults.smtp import END_OF_MAIL, MailServer

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SLOWLY = 0.15  # seconds to an answer that is not the one waited for: the mails last for all kills
BLOCKED = 0.06  # seconds in which a process comes from an answer to its next write


@dataclass(frozen=True)
class Fault:
    """Killed when the server has heard `verb`; `locked`: only after its answer, when the process
    waits for the database that somebody else holds: between the answer and the commit."""

    name: str
    verb: str
    locked: bool = False


FAULTS = (
    Fault("before the claim", "EHLO"),
    Fault("before the commit of the claim", "EHLO", locked=True),
    Fault("after the claim", "MAIL"),
    Fault("taken, not answered", END_OF_MAIL),
    Fault("answered, before the commit", END_OF_MAIL, locked=True),
)


@contextmanager
def held_database() -> Iterator[None]:
    """Nobody else writes inside the block."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "LOCK TABLE organization_delivery, organization_notification,"
                    " organization_sweep IN SHARE ROW EXCLUSIVE MODE"
                )
        # On SQLite the transaction itself is the lock (IMMEDIATE).
        yield


class MailKiller:
    """Kills the mail worker's processes at the moments of FAULTS in turn, `kills` times."""

    def __init__(self, server: MailServer, worker: Worker, kills: int) -> None:
        self.worker, self.left, self.done = worker, kills, Counter[str]()
        self._plan, self._turn = cycle(FAULTS), threading.RLock()
        self._next = next(self._plan)
        self._open: dict[int, tuple[Fault, ExitStack]] = {}
        server.before, server.after = self.before, self.after

    @property
    def kills(self) -> int:
        """How many processes were killed."""
        return self.done.total()

    def before(self, verb: str, port: int) -> None:
        """The server has heard `verb`."""
        if self.left and verb != self._next.verb:
            time.sleep(SLOWLY)
        with self._turn:
            fault = self._next
            if not self.left or self._open or verb != fault.verb:
                return
            if not fault.locked:
                self._kill(fault, port)
                return
            stack = ExitStack()
            stack.enter_context(held_database())
            self._open[port] = fault, stack

    def after(self, verb: str, port: int) -> None:
        """The server has answered `verb`."""
        if port in self._open:
            fault, stack = self._open[port]
            with stack:
                time.sleep(BLOCKED)
                self._kill(fault, port)
            del self._open[port]
            connection.close()

    def _kill(self, fault: Fault, port: int) -> None:
        pid = owner(port, self.worker.children())
        if pid is None:
            return  # it died by an earlier kill while its last words were on the way
        kill(pid)
        self.left -= 1
        self.done[fault.name] += 1
        self._next = next(self._plan)


class SweepKiller:
    """Kills the sweep at a moment. In between the database is held, so that it comes no further
    than it is let: `close` lets it go on."""

    def __init__(self, worker: Worker) -> None:
        self.worker, self.done = worker, Counter[str]()
        self._held = ExitStack()
        self._hold()

    def before_the_first_write(self) -> None:
        """It waits to note that it runs."""
        wait_until(self.worker.children, "the next process")
        time.sleep(8 * BLOCKED)
        self._kill("before the first write")

    def before_the_commit(self) -> None:
        """It has noted that it runs, and waits to write notices."""
        Sweep.objects.update_or_create(name="reminders", defaults={"at": LONG_AGO})
        self._held.close()
        wait_until(lambda: Sweep.objects.get(name="reminders").at != LONG_AGO, "the sweep begins")
        self._hold()
        time.sleep(8 * BLOCKED)
        self._kill("before the commit")

    def after_the_commit(self) -> None:
        """Some of the notices stand."""
        before = Notification.objects.count()
        self._held.close()
        wait_until(lambda: Notification.objects.count() > before, "some notices stand")
        self._kill("after the commit")
        self._hold()

    def close(self) -> None:
        """Let it go on."""
        self._held.close()

    @property
    def kills(self) -> int:
        """How many processes were killed."""
        return self.done.total()

    def _hold(self) -> None:
        self._held.enter_context(held_database())

    def _kill(self, moment: str) -> None:
        wait_until(self.worker.children, "a process to kill")
        for pid in self.worker.children():
            kill(pid)
            self.done[moment] += 1
