"""`manage.py dev [STORY]`: web, worker and beat in one process."""

import os
import signal
import sys
import threading

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from inspection.running import folder, greeting, web


class Command(BaseCommand):
    """Runs the whole product on one folder until Ctrl-C or SIGTERM."""

    help = "Run web, worker and beat in one process; load STORY into an empty database first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("story", nargs="?", help="demo story for an empty database")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, story: str | None, port: int, **options) -> None:
        _end_on_signals()
        try:
            bound = web.reserve(port)
            with folder.held(settings.DATA_DIR):
                self._run(bound, story)
        except web.PortInUse as error:
            raise CommandError(f"{error} Choose another one: make run PORT={port + 1}") from error
        except folder.FolderInUse as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            pass  # asked to end before there was anything to end
        self.stdout.write("Ended.")

    def _run(self, bound, story: str | None) -> None:
        address = "http://{}:{}".format(*bound.getsockname())
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = address
        self._prepare(story)
        # Imported late: the tables it works on exist only now.
        from inspection.running.background import Background

        background, ended, server = Background(), threading.Event(), web.listen(bound)
        background.start()
        for line in greeting.lines(address):
            self._say(line)
        greeting.tell_papers(self._say, ended)
        try:
            server.run()
        finally:
            ended.set()
            if not background.stop():
                self._leave_running_task()

    def _prepare(self, story: str | None) -> None:
        from organization.models import Person

        call_command("migrate", interactive=False, verbosity=0)
        if story and not Person.objects.exists():
            self._say(f"Loading the story {story} …")
            call_command("demo", story, stdout=self.stdout, stderr=self.stderr)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _leave_running_task(self) -> None:
        # Its row says what was not finished; the next start takes it up again.
        self._say("Ended in the middle of a task, which goes on after the next start.")
        sys.stderr.flush()
        os._exit(0)


def _end_on_signals() -> None:
    """The first Ctrl-C or SIGTERM ends everything; more of them do not disturb the ending."""

    def end(number, frame) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
