"""The broker of files: a message is in its queue once it is wholly written, not before."""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class WholeFiles(filesystem.Channel):
    """Kombu opens the file under its final name and writes afterwards. A worker that looked in
    between read nothing, and ended for good: what was asked for from then on waited for ever."""

    def _put(self, queue: Any, payload: Any, **_kwargs: Any) -> None:  # type: ignore[override]
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        begun = Path(self.data_folder_out, f"{name}.part")
        try:
            begun.write_bytes(str_to_bytes(dumps(payload)))
            begun.replace(begun.with_name(name))
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to its queue") from error


class Transport(filesystem.Transport):
    """What `filesystem://` stands for here."""

    Channel = WholeFiles
