"""Mail without a mail server: one RFC 822 file per message in `DATA_DIR/mail/`."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class FolderBackend(BaseEmailBackend):
    """Writes each message as a whole `.eml` file or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were written. Raises OSError when the folder cannot be written."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = uuid.uuid4().hex
            draft = folder / f".{name}"
            draft.write_bytes(message.message().as_bytes(linesep="\r\n"))
            os.replace(draft, folder / f"{name}.eml")
        return len(email_messages)
