"""The web server of the single process: a small pool of threads."""

import logging
import socket

from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

THREADS = 8
BODY_LIMIT = 128 * 1024 * 1024  # bytes; the limit per file is EVIDENCE_MAX_BYTES


class PortInUse(Exception):
    """Another program listens on the port."""


def reserve(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A socket bound to `port` (0: any free one), not yet listening. Raises PortInUse.

    Bound before anything else is done, so that a busy port costs no waiting.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortInUse(f"Port {port} cannot be used: {error.strerror}.") from error
    return bound


def listen(bound: socket.socket):
    """A server that already takes connections on a reserved socket; `run()` answers them until
    SystemExit or KeyboardInterrupt is raised."""
    # A short queue is normal when a page asks for its pictures; it is no news for an operator.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return create_server(
        get_wsgi_application(),
        sockets=[bound],
        threads=THREADS,
        ident=None,
        max_request_body_size=BODY_LIMIT,
    )
