"""Many clients in one process: each sends a request, reads the answer, sends the next."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Client = tuple[Callable[[], bytes], Callable[[bytes], None]]  # what to send, what came back


@dataclass
class Drive:
    """What a number of requests took."""

    elapsed: float = 0.0
    seconds: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.seconds)

    def percentile(self, share: int) -> float:
        """Seconds within which `share` percent of the requests were answered."""
        return sorted(self.seconds)[min(self.requests - 1, self.requests * share // 100)]


@dataclass
class _Talk:
    client: Client
    began: float
    received: bytearray = field(default_factory=bytearray)


def drive(port: int, clients: list[Client], requests: int) -> Drive:
    """At least `requests` requests by `clients` side by side, one open connection each."""
    chosen, drive = selectors.DefaultSelector(), Drive()
    began = time.perf_counter()
    for client in clients:
        _send(chosen, port, client)
    while chosen.get_map():
        for key, _events in chosen.select(30):
            talk = key.data
            part = key.fileobj.recv(65536)
            if part:
                talk.received += part
                continue
            chosen.unregister(key.fileobj)
            key.fileobj.close()
            drive.seconds.append(time.perf_counter() - talk.began)
            talk.client[1](_body(bytes(talk.received)))
            if drive.requests + len(chosen.get_map()) < requests:
                _send(chosen, port, talk.client)
    drive.elapsed = time.perf_counter() - began
    chosen.close()
    return drive


def message(method: str, url: str, headers: dict[str, str], body: bytes) -> bytes:
    """An HTTP request on a connection of its own."""
    heads = {**headers, "Host": "127.0.0.1", "Connection": "close", "Content-Length": len(body)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    return f"{method} {url} HTTP/1.1\r\n{lines}\r\n".encode() + body


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def wait_for(port: int, seconds: float = 30) -> None:
    """Until somebody listens on the port. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


def _send(chosen: selectors.BaseSelector, port: int, client: Client) -> None:
    talk = socket.create_connection(("127.0.0.1", port))
    began = time.perf_counter()
    talk.sendall(client[0]())
    chosen.register(talk, selectors.EVENT_READ, _Talk(client, began))


def _body(answer: bytes) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    status = head.split(b"\r\n", 1)[0]
    if b" 200 " not in status and b" 302 " not in status:
        raise AssertionError(answer[:400].decode(errors="replace"))
    return body
