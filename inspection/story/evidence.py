"""Files of a story become evidence of the answers they support."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import attaching, evidence
from campaigns.models import Answer
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay


def attach(replay: Replay, answer: Answer, row: Row) -> None:
    """Store the file under its name and attach it to the answer."""
    path = replay.story.folder / "files" / row["file"]
    if not path.is_file():
        raise StoryError(f"{row.place}: no file {row['file']}")
    by = replay.person(row["by"], row)
    upload = SimpleUploadedFile(row["name"] or path.name, path.read_bytes())
    sheet = answer.selfcheck
    try:
        kept = evidence.store(upload, sheet.campaign, sheet.department, by=by)
    except ValidationError as error:
        raise StoryError(f"{row.place}: {'; '.join(error.messages)}") from error
    attaching.attach(answer, kept, by=by)
