"""The project on a port of this machine, in threads of the test's own process."""

import contextlib
import socket
from collections.abc import Iterator
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler


class _Server(ThreadedWSGIServer):
    """Knows its connections, to break them off as a machine does that is switched off."""

    daemon_threads = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.taken: list[socket.socket] = []

    def get_request(self):
        """A connection as it comes in."""
        connection, address = super().get_request()
        self.taken.append(connection)
        return connection, address

    def handle_error(self, request, client_address) -> None:
        """A connection that was broken off is no error of the project."""


class Site:
    """A server that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self.port = 0
        self.start()

    def start(self) -> None:
        """Answer from now on. Whitenoise serves the static files, as in production."""
        self.server = _Server(("127.0.0.1", self.port), QuietWSGIRequestHandler)
        self.port = self.server.server_port
        self.server.set_app(WSGIHandler())
        pace = {"poll_interval": 0.05}
        self.thread = Thread(target=self.server.serve_forever, kwargs=pace, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Answer nothing any more, on no connection."""
        self.server.shutdown()
        self.server.server_close()
        for connection in self.server.taken:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.thread.join()

    @property
    def address(self) -> str:
        """Where the project is, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


def served() -> Iterator[str]:
    """Yields the address of a running server, and stops it."""
    site = Site()
    yield site.address
    site.stop()
