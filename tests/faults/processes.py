"""A broker and workers as processes; nobody but their starter ends them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.db import connection
from kombu import Connection

from tests.source import ROOT

BOOT = 40.0  # seconds that a process may take until it answers
# How many times longer everything may take: where other work shares the machine.
PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))


class Broker:
    """A Redis without persistence: what was queued is gone with the process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Begin, empty, on the same port as before."""
        words = f"redis-server --port {self.port} --bind 127.0.0.1 --appendonly no --save"
        self.process = subprocess.Popen(
            [*words.split(), "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_the_starter,
        )
        wait_until(self._answers, "Redis answers")

    def _answers(self) -> bool:
        with socket.socket() as visitor:
            return visitor.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """SIGKILL: nothing is written down."""
        self.process.kill()
        self.process.wait()

    def send(self, task: str, at, *args, times: int = 1) -> None:
        """`times` messages for the task, each to be run at the instant `at`."""
        with Celery(broker=self.url, set_as_current=False) as app:
            app.conf.task_routes = settings.CELERY_TASK_ROUTES
            for _message in range(times):
                app.send_task(task, args, headers={"at": at.isoformat()}, ignore_result=True)

    def waiting(self, queue: str) -> int:
        """How many messages nobody has taken yet."""
        with Connection(self.url) as line:
            return line.channel().client.llen(queue)


class Worker:
    """A worker of `queue` on the database of this process; its pool children do the work."""

    def __init__(
        self, queue: str, broker: Broker, folder: Path, *, size: int = 1, **set_: str
    ) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "inspection.settings",
            "DATABASE_URL": database_url(),
            "DATA_DIR": str(folder),
            "REDIS_URL": broker.url,
            "QUIET_HOURS": "",
            "DIGEST_AT": "",
            "MAIL_PAUSES": "",
            **set_,
        }
        self.log = folder / f"{queue}.log"
        words = (
            f"-m celery -A tests.faults.app worker -Q {queue} --hostname {queue}@faults"
            f" --concurrency {size} --loglevel INFO"
            " --without-mingle --without-gossip --without-heartbeat"
        )
        with self.log.open("a") as written:
            self.process = subprocess.Popen(
                [sys.executable, *words.split()],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_the_starter,
            )
        self.size = size

    def wait(self) -> "Worker":
        """Until it takes messages."""
        wait_until(lambda: " ready." in self.log.read_text(), f"{self.log} says ready")
        return self

    def children(self) -> list[int]:
        """The processes that do the work."""
        return [pid for pid, parent in _parents() if parent == self.process.pid]

    def kill(self) -> None:
        """SIGKILL for all of it, the children too."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def die_with_the_starter() -> None:
    """Called in the new process: no worker outlives a test run that was killed itself."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def kill(pid: int) -> None:
    """SIGKILL, unless it is dead already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def owner(port: int, among: list[int]) -> int | None:
    """Which of the processes holds the end `port` of a connection to this machine."""
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inodes = {cells[9] for cells in map(str.split, rows) if int(cells[1].split(":")[1], 16) == port}
    wanted = {f"socket:[{inode}]" for inode in inodes if inode != "0"}
    for pid in among:
        try:
            held = {os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")}
        except OSError:
            continue  # dead meanwhile
        if wanted & held:
            return pid
    return None


def wait_until(true: Callable[[], object], what: str, seconds: float = BOOT) -> None:
    """Ask until the answer is yes. Raises AssertionError when the time is over."""
    seconds *= PATIENCE
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)


def database_url() -> str:
    """Where the database of this process lies, the one of the tests while tests run."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    sign = f"{parts['USER']}:{parts['PASSWORD']}@".replace(":@", "@")
    return f"postgres://{sign}{parts['HOST']}:{parts['PORT']}/{parts['NAME']}"


def _parents() -> list[tuple[int, int]]:
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            # The name of a program may hold blanks; it ends with the last bracket.
            cells = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # dead meanwhile
        found.append((int(name), int(cells[1])))
    return found
