"""A mail server that takes everything, says when it is asked what, and may keep silent."""

import re
import socket
import threading
from collections import Counter
from collections.abc import Callable

END_OF_MAIL = "."


class MailServer:
    """`before(verb, port)` is called when the client whose end is `port` has said `verb`, and
    nothing was answered yet; `after(verb, port)` when it was. "." is the end of a mail: what was
    said before it is taken by then. Silent until `speaks` is set."""

    def __init__(self, *, silent: bool = False) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.before: Callable[[str, int], object] = _nothing
        self.after: Callable[[str, int], object] = _nothing
        self.taken: Counter[str] = Counter()  # how often each Message-ID was taken
        self.asked, self.speaks = threading.Event(), threading.Event()
        if not silent:
            self.speaks.set()
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Take no further connections."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _listen(self) -> None:
        kept = []  # a connection nobody holds is closed, and that is an answer
        while True:
            try:
                visitor, (_host, port) = self.socket.accept()
            except OSError:
                for visitor in kept:
                    visitor.close()
                return
            self.asked.set()
            if self.speaks.is_set():
                threading.Thread(target=self._talk, args=(visitor, port), daemon=True).start()
            else:
                kept.append(visitor)

    def _talk(self, visitor: socket.socket, port: int) -> None:
        try:
            with visitor, visitor.makefile("rwb") as line:
                self._say(line, "220 here")
                while words := line.readline().decode():
                    self._answer(line, words.split()[0].upper(), port)
        except OSError:
            return  # whoever asked is dead

    def _answer(self, line, verb: str, port: int) -> None:
        if verb == "DATA":
            self._say(line, "354 go on")
            text = b""
            while (part := line.readline()) != b".\r\n":
                if not part:
                    return  # dead in the middle: nothing was taken
                text += part
            self.taken[_message_id(text)] += 1
            verb = END_OF_MAIL
        self.before(verb, port)
        try:
            self._say(line, "221 bye" if verb == "QUIT" else "250 ok")
        finally:
            self.after(verb, port)

    @staticmethod
    def _say(line, words: str) -> None:
        line.write(f"{words}\r\n".encode())
        line.flush()


def _nothing(_verb: str, _port: int) -> None:
    return None


def _message_id(text: bytes) -> str:
    return re.search(rb"(?im)^message-id:\s*(\S+)", text)[1].decode()
